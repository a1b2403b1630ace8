/* Events on an axis of time. */
#include "hiraku/value/period.h"

#include "small_chart.h"

static long day_of(int year, int month, int day)
{
    return date_days((struct date){year, month, day});
}

static void write_events(struct out *out)
{
    const struct chart_point points[] = {
        {.place = slice_of("2020-04-01/2020-09-30"),
         .label = slice_of("募集"),
         .era = slice_of("2020年度上期"),
         .from = day_of(2020, 4, 1),
         .to = day_of(2020, 9, 30),
         .dated = true},
        {.place = slice_of("2021-04-01/2022-03-31"),
         .label = slice_of("実証実験"),
         .era = slice_of("2021年度"),
         .from = day_of(2021, 4, 1),
         .to = day_of(2022, 3, 31),
         .dated = true,
         .marks = CHART_INFERRED},
        {.place = slice_of("2022-12-31"),
         .label = slice_of("成果の発表"),
         .from = day_of(2022, 12, 31),
         .to = day_of(2022, 12, 31),
         .dated = true},
    };
    const struct chart_series series = {.name = slice_of("横浜"), .points = points, .count = 3};
    const struct chart_panel panel = {.kind = CHART_EVENTS, .series = &series, .count = 1};
    small_chart(out, &panel, 680);
}

/* 183 days, and 365. */
static void a_bar_is_as_long_as_its_event(void **state)
{
    (void)state;
    struct out out;
    write_events(&out);
    long first = chart_length_behind(&out, "data-place=\"2020-04-01/2020-09-30\"", "width");
    long second = chart_length_behind(&out, "data-place=\"2021-04-01/2022-03-31\"", "width");
    assert_true(labs(first * 365 / 183 - second) < PX);
    out_close(&out);
}

static void years_stand_in_both_calendars(void **state)
{
    (void)state;
    struct out out;
    write_events(&out);
    assert_true(chart_says(&out, ">2021年</text>"));
    assert_true(chart_says(&out, ">令和3年</text>"));
    assert_false(chart_says(&out, ">2019年</text>"));
    out_close(&out);
}

static void a_day_is_a_diamond_and_what_is_inferred_is_dashed(void **state)
{
    (void)state;
    struct out out;
    write_events(&out);
    assert_int_equal(chart_times(&out, "<rect class=\"hk-fill"), 1);
    assert_int_equal(chart_times(&out, "<rect class=\"hk-hollow"), 1);
    assert_int_equal(chart_times(&out, "<path class=\"hk-open"), 1);
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bar_is_as_long_as_its_event),
        cmocka_unit_test(years_stand_in_both_calendars),
        cmocka_unit_test(a_day_is_a_diamond_and_what_is_inferred_is_dashed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
