/* catalogue.h: keywords, and who the publisher is. */
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/model/instance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void keywords_are_separated_by_commas_of_both_languages(void **state)
{
    (void)state;
    struct slice list = slice_of("実証、 公共,, open data ,"), keyword;
    assert_true(catalogue_keyword(&list, &keyword));
    assert_true(slice_is(keyword, "実証"));
    assert_true(catalogue_keyword(&list, &keyword));
    assert_true(slice_is(keyword, "公共"));
    assert_true(catalogue_keyword(&list, &keyword));
    assert_true(slice_is(keyword, "open data"));
    assert_false(catalogue_keyword(&list, &keyword));
}

/* 全国地方公共団体コード: two digits of the prefecture, 01 to 47, then four. */
static void the_place_of_a_local_government_is_its_own(void **state)
{
    (void)state;
    char iri[PLACE_SIZE];
    const struct instance city = {.publisher_code = "141003"}, nobody = {.publisher_code = ""};
    assert_true(catalogue_is_local(&city));
    catalogue_place(&city, iri);
    assert_string_equal(iri, "http://data.e-stat.go.jp/lod/sac/C14100");
    assert_false(catalogue_is_local(&nobody));
    catalogue_place(&nobody, iri);
    assert_string_equal(iri, "http://publications.europa.eu/resource/authority/country/JPN");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keywords_are_separated_by_commas_of_both_languages),
        cmocka_unit_test(the_place_of_a_local_government_is_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
