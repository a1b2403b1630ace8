/* CSL-JSON: the members of csl-data.json. */
#include "exporters/citation/things.h"

#include <jansson.h>

static void it_is_a_list_of_one_dataset(void **state)
{
    (void)state;
    char *text = cited(&citation_csl, &hostile, LANGUAGE_JA);
    json_t *list = json_loads(text, 0, NULL), *item = json_array_get(list, 0);
    const char *title, *url, *type, *version, *literal;
    int year, month, day;
    assert_int_equal(json_array_size(list), 1);
    assert_int_equal(json_unpack(item, "{s:s, s:s, s:s, s:s, s:[{s:s}], s:{s:[[i,i,i]]}}", "type",
                                 &type, "title", &title, "URL", &url, "version", &version, "author",
                                 "literal", &literal, "issued", "date-parts", &year, &month, &day),
                     0);
    assert_string_equal(type, "dataset");
    assert_string_equal(title, HOSTILE);
    assert_string_equal(url, "https://data.example.jp/v1/kpis/a%20B/series.csv?release=3");
    assert_string_equal(version, "3");
    assert_string_equal(literal, "試験市");
    assert_int_equal(year * 10000 + month * 100 + day, 20260307);
    json_decref(list);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_a_list_of_one_dataset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
