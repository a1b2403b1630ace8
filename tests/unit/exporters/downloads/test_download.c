/* download.h: what an entry of a release's list is as a download. */
#include "hiraku/exporters/downloads/download.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/model/model.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/manifest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static struct artifact files[] = {
    {.path = "files/startups.csv.gz", .table = "startups"},
    {.path = "files/startups.json", .table = "startups", .missing = ARTIFACT_TOO_MANY_ROWS},
    {.path = "store.sqlite"},
};
static const struct artifacts artifacts = {.files = files, .count = 3};

static struct manifest changed_at(time_t when)
{
    struct manifest manifest = {.number = 3, .table_count = 1};
    manifest.tables[0].resource = model_resource(slice_of("startups"));
    manifest.tables[0].changed_in = 2;
    manifest.tables[0].changed_at = when;
    return manifest;
}

static void a_file_tells_its_format_and_when_its_data_changed(void **state)
{
    (void)state;
    struct manifest manifest = changed_at(86400);
    struct download download;
    assert_true(download_read(&download, &manifest, &files[0]));
    assert_string_equal(download.name, "startups.csv.gz");
    assert_ptr_equal(download.format, &artifact_csv);
    assert_true(download.packed);
    assert_string_equal(download.modified, "1970-01-02T00:00:00Z");
}

static void the_database_is_no_download(void **state)
{
    (void)state;
    struct manifest manifest = changed_at(0);
    struct download download;
    assert_false(download_read(&download, &manifest, &files[2]));
}

static void a_file_that_was_left_out_is_not_there(void **state)
{
    (void)state;
    const struct resource *startups = model_resource(slice_of("startups"));
    assert_true(download_has(&artifacts, startups, "csv.gz"));
    assert_false(download_has(&artifacts, startups, "csv"));
    assert_false(download_has(&artifacts, startups, "json"));
}

static void a_release_without_files_says_why(void **state)
{
    (void)state;
    struct artifact none[] = {{.path = "files/", .missing = ARTIFACT_NOT_MADE}};
    assert_null(downloads_missing(&artifacts));
    assert_string_equal(downloads_missing(&(struct artifacts){.files = none, .count = 1}),
                        ARTIFACT_NOT_MADE);
}

static void a_place_has_the_release_and_the_name(void **state)
{
    (void)state;
    char place[64];
    snprintf(place, sizeof place, DOWNLOAD_PLACE, (uint64_t)7, 12, "startups.csv.gz");
    assert_string_equal(place, "/v1/releases/7/downloads/startups.csv");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_tells_its_format_and_when_its_data_changed),
        cmocka_unit_test(the_database_is_no_download),
        cmocka_unit_test(a_file_that_was_left_out_is_not_there),
        cmocka_unit_test(a_release_without_files_says_why),
        cmocka_unit_test(a_place_has_the_release_and_the_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
