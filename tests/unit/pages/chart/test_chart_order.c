/* chart.h: the order of bars. */
#include "hiraku/pages/chart/chart.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void assert_order(const char *const values[3], const char *const expected[3])
{
    struct chart_point points[3] = {{.from = 0}};
    for (size_t i = 0; i < 3; i++)
        points[i].value = slice_of(values[i]);
    qsort(points, 3, sizeof *points, chart_point_compare);
    for (size_t i = 0; i < 3; i++)
        assert_true(slice_is(points[i].value, expected[i]));
}

static void the_largest_number_comes_first(void **state)
{
    (void)state;
    assert_order((const char *[]){"9.5", "10", "-3"}, (const char *[]){"10", "9.5", "-3"});
}

static void the_first_place_of_a_ranking_comes_first(void **state)
{
    (void)state;
    struct chart_point points[3] = {
        {.value = slice_of("17")}, {.value = SLICE_NONE}, {.value = slice_of("2")}};
    qsort(points, 3, sizeof *points, chart_point_compare_ranks);
    assert_true(slice_is(points[0].value, "2"));
    assert_true(slice_is(points[1].value, "17"));
    assert_int_equal(points[2].value.len, 0);
}

static void what_has_no_value_comes_last(void **state)
{
    (void)state;
    assert_order((const char *[]){"", "-3", "0"}, (const char *[]){"0", "-3", ""});
}

static void equal_values_stand_by_record_then_by_place(void **state)
{
    (void)state;
    const struct chart_point a = {
        .value = slice_of("1.0"), .id = slice_of("a"), .place = slice_of("z")};
    const struct chart_point b = {
        .value = slice_of("1"), .id = slice_of("b"), .place = slice_of("y")};
    const struct chart_point c = {
        .value = slice_of("1"), .id = slice_of("b"), .place = slice_of("z")};
    assert_true(chart_point_compare(&a, &b) < 0);
    assert_true(chart_point_compare(&b, &c) < 0);
    assert_int_equal(chart_point_compare(&c, &c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_largest_number_comes_first),
        cmocka_unit_test(the_first_place_of_a_ranking_comes_first),
        cmocka_unit_test(what_has_no_value_comes_last),
        cmocka_unit_test(equal_values_stand_by_record_then_by_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
