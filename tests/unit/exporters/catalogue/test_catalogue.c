/* Keywords of an instance; names of distributions. */
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/catalogue/distribution.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

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
        cmocka_unit_test(keywords_are_parted_by_commas_of_both_kinds),
        cmocka_unit_test(a_distribution_has_no_full_stop_in_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
