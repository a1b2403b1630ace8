/* usage_book.h: a book as text. */
#include "hiraku/usage/usage_book.h"

#include "hiraku/base/out.h"
#include "hiraku/base/status.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char whole[] = "hiraku usage 1\n"
                            "k data,programs,,,json\n"
                            "k file,programs,,programs.csv,csv\n"
                            "d 2026-11-30\n"
                            "0 40 3\n"
                            "1 12 0\n"
                            "d 2026-12-01\n"
                            "1 1 9007199254740991\n";

static enum status read_text(const char *text)
{
    struct problem p;
    struct usage_book *book = usage_book_new();
    assert_non_null(book);
    enum status status = usage_book_read(book, slice_of(text), &p);
    usage_book_unref(book);
    return status;
}

static void what_is_read_is_written_again(void **state)
{
    (void)state;
    struct problem p;
    struct out out;
    struct usage_book *book = usage_book_new();
    assert_int_equal(usage_book_read(book, slice_of(whole), &p), STATUS_OK);
    assert_int_equal(book->count, 3);
    assert_int_equal(book->rows[2].day, 20788); /* date -u -d 2026-12-01 +%s, by 86400 */
    out_open_memory(&out, 4096);
    usage_book_write(book, &out);
    assert_int_equal(out_finish(&out, &p), STATUS_OK);
    assert_true(slice_is(out_written(&out), whole));
    out_close(&out);
    usage_book_unref(book);
}

static void an_empty_book_has_one_line(void **state)
{
    (void)state;
    assert_int_equal(read_text("hiraku usage 1\n"), STATUS_OK);
}

static void a_cut_text_is_refused(void **state)
{
    (void)state;
    char text[sizeof whole];
    size_t good = 0;
    for (size_t len = 0; len < sizeof whole - 1; len++) {
        memcpy(text, whole, len);
        text[len] = '\0';
        good += read_text(text) == STATUS_OK;
        assert_true(len == 0 || whole[len - 1] == '\n' || read_text(text) == STATUS_BAD_USAGE);
    }
    assert_int_equal(good, 7); /* behind each line: what the digest is for */
}

static void what_is_out_of_place_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "hiraku usage 2\n",
        "hiraku usage 1\n0 1 1\n",
        "hiraku usage 1\nk b,,,,\nk a,,,,\n",
        "hiraku usage 1\nk a,,,,\nk a,,,,\n",
        "hiraku usage 1\nk a,,,\n",
        "hiraku usage 1\nk a,,,,,\n",
        "hiraku usage 1\nk A,,,,\n",
        "hiraku usage 1\nd 2026-02-29\n",
        "hiraku usage 1\nd 2026-11-02\nd 2026-11-01\n",
        "hiraku usage 1\nd 2026-11-02\nk a,,,,\n",
        "hiraku usage 1\nk a,,,,\nd 2026-11-02\n1 1 1\n",
        "hiraku usage 1\nk a,,,,\nd 2026-11-02\n0 1\n",
        "hiraku usage 1\nk a,,,,\nd 2026-11-02\n0 1 1 1\n",
        "hiraku usage 1\nk a,,,,\nd 2026-11-02\n0 -1 1\n",
        "hiraku usage 1\nk a,,,,\nd 2026-11-02\n0 1 9007199254740992\n",
        "hiraku usage 1\nk a,,,,\nd 2026-11-02\n0 1 1\n0 1 1\n",
        "hiraku usage 1\n\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (read_text(texts[i]) != STATUS_BAD_USAGE)
            fail_msg("%s", texts[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read_is_written_again),
        cmocka_unit_test(an_empty_book_has_one_line),
        cmocka_unit_test(a_cut_text_is_refused),
        cmocka_unit_test(what_is_out_of_place_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
