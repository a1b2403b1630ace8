/* The axis of time: every day is as wide as every other. */
#include "hiraku/pages/chart/chart_span.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct chart_point points[] = {
    {.dated = false},
    {.from = 0, .to = 364, .dated = true},
    {.from = 365, .to = 729, .dated = true},
    {.from = 999, .to = 999, .dated = true},
};

static struct chart_span span_of(size_t from)
{
    const struct chart_series series = {.points = points + from, .count = 4 - from};
    const struct chart_panel panel = {.series = &series, .count = 1};
    struct chart_span span = {.dated = false};
    chart_span_add(&span, &panel);
    chart_span_lay(&span, 0, 102400); /* 1,000 days on 100,000, and 1,200 on each side */
    return span;
}

static void a_level_is_in_the_middle_and_a_step_at_the_end(void **state)
{
    (void)state;
    struct chart_span span = span_of(1);
    assert_int_equal(chart_span_place(&span, CHART_LINE, &points[1]), 1200 + 18250);
    assert_int_equal(chart_span_place(&span, CHART_STEP, &points[1]), 1200 + 36500);
    assert_int_equal(chart_span_place(&span, CHART_COLUMN, &points[3]), 1200 + 99950);
}

static void a_period_is_as_wide_as_its_days(void **state)
{
    (void)state;
    struct chart_span span = span_of(1);
    long from, to;
    chart_span_ends(&span, &points[2], &from, &to);
    assert_int_equal(from, 1200 + 36500);
    assert_int_equal(to, 1200 + 73000);
}

static void what_has_no_date_has_a_slot_before_the_axis(void **state)
{
    (void)state;
    struct chart_span span = span_of(0);
    long from, to;
    assert_true(span.undated);
    assert_true(chart_span_place(&span, CHART_LINE, &points[0]) < CHART_SLOT);
    assert_true(span.from > CHART_SLOT);
    chart_span_ends(&span, &points[0], &from, &to);
    assert_true(from >= 0 && to <= CHART_SLOT);
}

static void without_dates_the_slot_is_all(void **state)
{
    (void)state;
    const struct chart_series series = {.points = points, .count = 1};
    const struct chart_panel panel = {.series = &series, .count = 1};
    struct chart_span span = {.dated = false};
    chart_span_add(&span, &panel);
    chart_span_lay(&span, 0, 1000 * 100);
    assert_int_equal(chart_span_place(&span, CHART_COLUMN, &points[0]), 50000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_level_is_in_the_middle_and_a_step_at_the_end),
        cmocka_unit_test(a_period_is_as_wide_as_its_days),
        cmocka_unit_test(what_has_no_date_has_a_slot_before_the_axis),
        cmocka_unit_test(without_dates_the_slot_is_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
