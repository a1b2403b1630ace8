/* The axis of values: round numbers at its ticks, places that are proportional. */
#include "hiraku/pages/chart/chart_scale.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct chart_scale scale_of(const char *least, const char *most, bool from_zero)
{
    struct chart_range range = {.any = false};
    chart_range_add(&range, slice_of(most));
    chart_range_add(&range, slice_of(least));
    struct chart_scale scale = chart_scale_of(&range, from_zero, 5);
    scale.from = 10000;
    scale.to = 0;
    return scale;
}

static void check_ticks(const char *least, const char *most, bool from_zero,
                        const char *const *expected)
{
    char text[DECIMAL_TEXT_SIZE];
    struct chart_scale scale = scale_of(least, most, from_zero);
    int i = 0;
    for (; expected[i]; i++) {
        assert_true(chart_scale_tick(&scale, i, text));
        assert_string_equal(text, expected[i]);
    }
    assert_false(chart_scale_tick(&scale, i, text));
}

#define TICKS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void ticks_are_round(void **state)
{
    (void)state;
    check_ticks("4.25", "95.00", true, TICKS("0", "20", "40", "60", "80", "100"));
    check_ticks("1", "2", true, TICKS("0", "1", "2"));
    check_ticks("0.1", "0.3", true, TICKS("0.0", "0.1", "0.2", "0.3"));
    check_ticks("7", "140000", true, TICKS("0", "50000", "100000", "150000"));
}

static void an_axis_goes_below_zero(void **state)
{
    (void)state;
    check_ticks("-2450", "1200", true, TICKS("-3000", "-2000", "-1000", "0", "1000", "2000"));
    check_ticks("-7", "-3", true, TICKS("-8", "-6", "-4", "-2", "0"));
}

static void values_close_together_break_the_axis_of_a_line(void **state)
{
    (void)state;
    check_ticks("16.15", "17.02", false, TICKS("16.0", "16.5", "17.0", "17.5"));
    assert_true(scale_of("16.15", "17.02", false).broken);
    assert_false(scale_of("16.15", "17.02", true).broken);
    assert_false(scale_of("5", "17", false).broken);
    assert_false(scale_of("16", "16", false).broken);
}

static void places_are_proportional(void **state)
{
    (void)state;
    struct chart_scale scale = scale_of("0.00", "100.00", true);
    static const struct {
        const char *value;
        long place;
    } places[] = {{"0", 10000}, {"100", 0}, {"25.5", 7450}, {"99.99", 1}, {"50.000", 5000}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        long place = -1;
        assert_true(chart_scale_place(&scale, slice_of(places[i].value), &place));
        assert_int_equal(place, places[i].place);
    }
}

static void the_largest_and_the_smallest_decimal_have_one_axis(void **state)
{
    (void)state;
    struct chart_scale scale = scale_of("0.00000000000000001", "999999999999999999", true);
    long place = -1;
    assert_true(chart_scale_place(&scale, slice_of("999999999999999999"), &place));
    assert_int_equal(place, 1);
    assert_true(chart_scale_place(&scale, slice_of("0.00000000000000001"), &place));
    assert_int_equal(place, 10000);
}

static void what_is_no_decimal_has_no_place(void **state)
{
    (void)state;
    struct chart_scale scale = scale_of("0", "10", true);
    struct chart_range none = {.any = false};
    char text[DECIMAL_TEXT_SIZE];
    long place;
    assert_false(chart_scale_place(&scale, slice_of(""), &place));
    assert_false(chart_scale_place(&scale, slice_of("1,000"), &place));
    chart_range_add(&none, slice_of("none"));
    scale = chart_scale_of(&none, true, 5);
    assert_false(scale.any);
    assert_false(chart_scale_tick(&scale, 0, text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_round),
        cmocka_unit_test(an_axis_goes_below_zero),
        cmocka_unit_test(values_close_together_break_the_axis_of_a_line),
        cmocka_unit_test(places_are_proportional),
        cmocka_unit_test(the_largest_and_the_smallest_decimal_have_one_axis),
        cmocka_unit_test(what_is_no_decimal_has_no_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
