/* What a ready file is, by its name; keywords of an instance. */
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/catalogue/distribution.h"
#include "hiraku/exporters/file_kind.h"
#include "hiraku/model/resource.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void a_name_tells_table_and_kind(void **state)
{
    (void)state;
    struct ready_name download;
    assert_true(file_kind_read("files/programs.csv", &download));
    assert_string_equal(download.resource->name, "programs");
    assert_string_equal(download.kind->media_type, "text/csv");
    assert_string_equal(download.kind->file_type, "CSV");
    assert_false(download.packed);
    assert_true(slice_is(download.name, "programs.csv"));
}

static void a_packed_file_is_of_the_kind_that_it_holds(void **state)
{
    (void)state;
    struct ready_name download;
    assert_true(file_kind_read("files/kpis.rdf.gz", &download));
    assert_string_equal(download.kind->media_type, "application/rdf+xml");
    assert_true(download.packed);
    assert_true(slice_is(download.name, "kpis.rdf.gz"));
}

static void the_longer_suffix_is_found(void **state)
{
    (void)state;
    struct ready_name download;
    assert_true(file_kind_read("files/kpis.excel.csv", &download));
    assert_string_equal(download.resource->name, "kpis");
    assert_string_equal(download.kind->suffix, ".excel.csv");
}

static void a_file_of_all_tables_has_none(void **state)
{
    (void)state;
    struct ready_name download;
    assert_true(file_kind_read("files/hiraku-141003-7.zip", &download));
    assert_null(download.resource);
    assert_string_equal(download.kind->media_type, "application/zip");
}

static void what_is_no_download_is_refused(void **state)
{
    (void)state;
    struct ready_name download;
    assert_false(file_kind_read("store.sqlite", &download));
    assert_false(file_kind_read("files/programs.exe", &download));
    assert_false(file_kind_read("files/.csv", &download));
    assert_false(file_kind_read("files/programs", &download));
}

static void expect_keywords(const char *list, const char *const *words, size_t count)
{
    struct slice rest = slice_of(list), keyword;
    for (size_t i = 0; i < count; i++) {
        assert_true(catalogue_keyword(&rest, &keyword));
        assert_int_equal(keyword.len, strlen(words[i]));
        assert_memory_equal(keyword.at, words[i], keyword.len);
    }
    assert_false(catalogue_keyword(&rest, &keyword));
}

static void keywords_are_parted_by_commas_of_both_kinds(void **state)
{
    (void)state;
    expect_keywords("a, b c ,実証、統計", (const char *const[]){"a", "b c", "実証", "統計"}, 4);
    expect_keywords(",, 、 ,x,", (const char *const[]){"x"}, 1);
    expect_keywords("", NULL, 0);
}

static void a_distribution_has_no_full_stop_in_its_name(void **state)
{
    (void)state;
    char name[DISTRIBUTION_NAME_SIZE];
    const struct distribution one = {.name = slice_of("programs.excel.csv.gz")};
    distribution_name(&one, name);
    assert_string_equal(name, "programs-excel-csv-gz");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_tells_table_and_kind),
        cmocka_unit_test(a_packed_file_is_of_the_kind_that_it_holds),
        cmocka_unit_test(the_longer_suffix_is_found),
        cmocka_unit_test(a_file_of_all_tables_has_none),
        cmocka_unit_test(what_is_no_download_is_refused),
        cmocka_unit_test(keywords_are_parted_by_commas_of_both_kinds),
        cmocka_unit_test(a_distribution_has_no_full_stop_in_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
