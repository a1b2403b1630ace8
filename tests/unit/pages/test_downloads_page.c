/* The page of downloads: sizes for people, links to what is there, reasons for what is not. */
#include "hiraku/pages/pages.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/downloads/download.h"
#include "hiraku/model/instance.h"
#include "hiraku/pages/page.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/manifest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { LIMIT = 64 * 1024, RELEASE = 5 };

static uint64_t place_of_five(const void *release, const struct artifact *file)
{
    (void)release, (void)file;
    return RELEASE;
}

/* The page of one file, written into `out`. */
static void write_page(struct out *out, struct artifact *files, size_t count)
{
    static const struct instance instance = {.base_url = "https://open.example.jp"};
    static const struct manifest manifest = {.number = RELEASE};
    const struct artifacts artifacts = {.files = files, .count = count};
    const struct page_context context = {.language = LANGUAGE_EN,
                                         .instance = &instance,
                                         .manifest = &manifest,
                                         .artifacts = &artifacts,
                                         .place = place_of_five};
    out_open_memory(out, LIMIT);
    downloads_page(&context, out);
    out_char(out, '\0');
    assert_int_equal(out->error, STATUS_OK);
}

static bool page_says(const struct out *out, const char *text)
{
    return strstr(out_written(out).at, text) != NULL;
}

static void check_size(uint64_t bytes, const char *expected)
{
    struct out out;
    struct artifact file = {.path = "files/startups.csv", .bytes = bytes};
    write_page(&out, &file, 1);
    assert_true(page_says(&out, expected));
    out_close(&out);
}

/* IEC 80000-13: kB and MB are powers of ten. */
static void a_size_is_told_in_thousands(void **state)
{
    (void)state;
    check_size(0, ">0 B<br>");
    check_size(999, ">999 B<br>");
    check_size(1000, ">1.0 kB<br>");
    check_size(1234567, ">1.2 MB<br>");
    check_size(2000000000000000, ">2000.0 TB<br>");
}

static void a_file_has_an_address_that_stays(void **state)
{
    (void)state;
    struct out out;
    struct artifact file = {.path = "files/startups.csv"};
    write_page(&out, &file, 1);
    assert_true(page_says(&out, "<a href=\"/v1/downloads/startups.csv\">startups.csv</a>"));
    assert_true(page_says(&out,
                          "<a href=\"/v1/releases/5/downloads/startups.csv\">"
                          "https://open.example.jp/v1/releases/5/downloads/startups.csv</a>"));
    out_close(&out);
}

static void what_is_missing_has_a_reason_and_no_link(void **state)
{
    (void)state;
    struct out out;
    struct artifact files[] = {
        {.path = "files/startups.csv", .missing = ARTIFACT_TOO_MANY_ROWS},
        {.path = "files/startups.ttl", .missing = DOWNLOAD_OTHER_BASE},
    };
    write_page(&out, files, 2);
    assert_true(page_says(&out, "not made: too many rows"));
    assert_true(page_says(&out, "for another base URL"));
    assert_false(page_says(&out, "downloads/startups"));
    out_close(&out);
}

static void a_packed_copy_is_not_shown_beside_its_file(void **state)
{
    (void)state;
    struct out out;
    struct artifact files[] = {{.path = "files/startups.csv"}, {.path = "files/startups.csv.gz"}};
    write_page(&out, files, 2);
    assert_false(page_says(&out, "startups.csv.gz"));
    out_close(&out);
    write_page(&out, &files[1], 1);
    assert_true(page_says(&out, "startups.csv.gz"));
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_size_is_told_in_thousands),
        cmocka_unit_test(a_file_has_an_address_that_stays),
        cmocka_unit_test(what_is_missing_has_a_reason_and_no_link),
        cmocka_unit_test(a_packed_copy_is_not_shown_beside_its_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
