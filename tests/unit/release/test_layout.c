/* layout.h: what is called how, and what a name tells. */
#include "hiraku/base/durable_file.h"
#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct resource *programs(void)
{
    return model_resource(slice_of("programs"));
}

static void files_of_a_release_are_named(void **state)
{
    (void)state;
    assert_string_equal(layout_table_csv(programs()).text, "data/programs.csv");
    assert_string_equal(layout_packed(layout_table_csv(programs()).text).text,
                        "data/programs.csv.gz");
    assert_string_equal(layout_artifact(slice_of("a.zip")).text, "files/a.zip");
    assert_string_equal(layout_table_artifact("programs", "excel.csv").text,
                        "files/programs.excel.csv");
}

static void the_own_name_of_a_download_is_found(void **state)
{
    (void)state;
    assert_string_equal(layout_artifact_file("files/programs.csv"), "programs.csv");
    assert_string_equal(layout_artifact_file("files/"), "");
    assert_null(layout_artifact_file("data/programs.csv"));
    assert_null(layout_artifact_file(layout_database));
    assert_null(layout_artifact_file(layout_columns));
}

static void the_ending_of_packed_copies_is_taken_away(void **state)
{
    (void)state;
    struct slice packed = slice_of("a.csv.gz"), plain = slice_of("a.csv"), none = slice_of(".gz");
    assert_true(layout_cut_packed(&packed));
    assert_true(slice_is(packed, "a.csv"));
    assert_false(layout_cut_packed(&plain));
    assert_true(slice_is(plain, "a.csv"));
    assert_false(layout_cut_packed(&none));
}

static void folders_of_a_store_are_named(void **state)
{
    (void)state;
    char dir[FILE_PATH_SIZE], other[FILE_PATH_SIZE];
    struct problem p;
    assert_string_equal(layout_release(42).text, "releases/42");
    layout_release_dir("/s", 42, dir);
    assert_string_equal(dir, "/s/releases/42");
    assert_int_equal(layout_unfinished("/s", 43, other, &p), STATUS_OK);
    assert_string_equal(other, "/s/releases/43.tmp");
    layout_sibling(other, 42, dir);
    assert_string_equal(dir, "/s/releases/42");
    assert_int_equal(layout_replaced("/s", 42, other, &p), STATUS_OK);
    assert_string_equal(other, "/s/releases/42.old");
}

static void a_path_that_is_too_long_is_an_error(void **state)
{
    (void)state;
    static char store[FILE_PATH_SIZE];
    char dir[FILE_PATH_SIZE];
    struct problem p;
    memset(store, 's', sizeof store - 1);
    assert_int_equal(layout_unfinished(store, 1, dir, &p), STATUS_SYSTEM);
    assert_int_equal(layout_replaced(store, 1, dir, &p), STATUS_SYSTEM);
}

static void the_number_of_a_folder_is_read(void **state)
{
    (void)state;
    bool whole;
    assert_int_equal(layout_number("/s/releases/42", &whole), 42);
    assert_true(whole);
    assert_int_equal(layout_number("42.tmp", &whole), 42);
    assert_false(whole);
    assert_int_equal(layout_number("42.old", &whole), 42);
    assert_false(whole);
    assert_int_equal(layout_number("999999999999999999", &whole), 999999999999999999);
}

static void what_is_no_number_of_a_release_is_none(void **state)
{
    (void)state;
    static const char *const names[] = {"",     "0",      "042",     "+4", "4 ",
                                        "4.gz", "4.tmp1", "current", "..", "1000000000000000000"};
    bool whole;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_int_equal(layout_number(names[i], &whole), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_of_a_release_are_named),
        cmocka_unit_test(the_own_name_of_a_download_is_found),
        cmocka_unit_test(the_ending_of_packed_copies_is_taken_away),
        cmocka_unit_test(folders_of_a_store_are_named),
        cmocka_unit_test(a_path_that_is_too_long_is_an_error),
        cmocka_unit_test(the_number_of_a_folder_is_read),
        cmocka_unit_test(what_is_no_number_of_a_release_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
