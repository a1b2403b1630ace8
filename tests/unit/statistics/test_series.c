/* series.h: runs, gaps and derived figures; compare.h: definitions side by side. */
#include "hiraku/model/model.h"
#include "hiraku/statistics/compare.h"
#include "hiraku/statistics/series.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { POINTS_MAX = 16, LINES = 2048 };

/* A series under test and, after `derive`, its derived figures as lines «period value|reason». */
struct fixture {
    struct point points[POINTS_MAX];
    char periods[POINTS_MAX][32], starts[POINTS_MAX][DATE_TEXT_SIZE],
        ends[POINTS_MAX][DATE_TEXT_SIZE];
    struct series series;
    char lines[LINES], formula[256];
    size_t from; /* operands of the last figure */
    bool inexact;
};

static void begin(struct fixture *f, const char *nature, const char *frequency)
{
    *f = (struct fixture){.formula = ""};
    f->series = (struct series){.points = f->points,
                                .nature = slice_of(nature),
                                .step = series_step(slice_of(frequency)),
                                .first_month = 4};
}

/* value "": missing; "~10": about 10. */
static void point(struct fixture *f, const char *type, const char *accumulation, const char *period,
                  const char *value)
{
    struct slice cells[POINT_CELLS] = {{NULL, 0}};
    struct period read;
    size_t i = f->series.count++;
    snprintf(f->periods[i], sizeof f->periods[i], "%s", period);
    if (period_parse(slice_of(period), 4, &read) == PERIOD_GOOD && !read.open_start) {
        date_format(read.starts, f->starts[i]);
        if (!read.open_end)
            date_format(read.ends, f->ends[i]);
    }
    cells[POINT_VALUE_TYPE] = slice_of(type);
    cells[POINT_ACCUMULATION] = slice_of(accumulation);
    cells[POINT_PERIOD] = slice_of(f->periods[i]);
    cells[POINT_STARTS] = slice_of(f->starts[i]);
    cells[POINT_ENDS] = slice_of(f->ends[i]);
    cells[POINT_ID] = slice_of(f->periods[i]);
    cells[POINT_QUALIFIER] = slice_of(*value == '~' ? "approximate" : "exact");
    if (*value == '\0')
        cells[POINT_MISSING] = slice_of("not_collected");
    else
        cells[POINT_VALUE] = slice_of(value + (*value == '~'));
    point_read(&f->points[i], cells, 4);
}

static void level(struct fixture *f, const char *period, const char *value)
{
    point(f, "actual", "level", period, value);
}

static enum status collect(void *context, const struct derived_point *one, struct problem *p)
{
    struct fixture *f = context;
    (void)p;
    size_t len = strlen(f->lines);
    struct slice period = one->gap ? slice_of(one->gap) : one->at->cells[POINT_PERIOD];
    snprintf(f->lines + len, LINES - len, "%s%.*s %.*s%s", len > 0 ? "; " : "", (int)period.len,
             period.at, (int)one->value.len, one->value.len ? one->value.at : "",
             one->reason ? one->reason : "");
    snprintf(f->formula, sizeof f->formula, "%.*s", (int)one->formula.len,
             one->formula.len ? one->formula.at : "");
    f->from = one->all ? (size_t)(one->at - one->all) + 1 : one->from[1] ? 2 : 1;
    f->inexact = one->inexact;
    return STATUS_OK;
}

static void derive(struct fixture *f, enum derivation derivation)
{
    struct run run = {0, 0};
    struct problem p;
    while (series_run(&f->series, derivation, &run))
        if (!series_unfit(&f->series, derivation, &run))
            assert_int_equal(series_derive(&f->series, derivation, &run, collect, f, &p),
                             STATUS_OK);
}

/* --- runs and gaps --- */

static void steps_are_whole_and_a_regular_value_fits_one(void **state)
{
    (void)state;
    const struct date april = {2024, 4, 1}, june = {2024, 6, 30}, july = {2024, 7, 1};
    assert_true(series_is_regular(april, june, 3));
    assert_false(series_is_regular(april, july, 3));
    assert_true(series_is_regular(april, april, -1));
    assert_false(series_is_regular(june, july, -1));
    assert_int_equal(series_steps(april, july, 1), 3);
    assert_int_equal(series_steps(april, june, 3), 0);
    assert_int_equal(series_steps(june, july, -1), 1);
    assert_int_equal(series_steps(april, july, 0), 0);
}

static void a_run_shares_type_accumulation_item_segment_and_area(void **state)
{
    (void)state;
    struct fixture f;
    struct run run = {0, 0};
    begin(&f, "flow", "yearly");
    level(&f, "FY2020", "1");
    level(&f, "FY2021", "2");
    point(&f, "target", "level", "FY2020", "3");
    assert_true(series_run(&f.series, DERIVE_YOY, &run));
    assert_int_equal(run.count, 2);
    assert_true(series_run(&f.series, DERIVE_YOY, &run));
    assert_int_equal(run.from, 2);
    assert_int_equal(run.count, 1);
    assert_false(series_run(&f.series, DERIVE_YOY, &run));
}

static void assert_gaps(const char *frequency, const char *from, const char *to,
                        const char *expected)
{
    struct fixture f;
    struct gap_walk walk;
    char found[256] = "";
    begin(&f, "flow", frequency);
    level(&f, from, "1");
    level(&f, to, "2");
    gap_begin(&walk, f.series.step, 4, &f.points[0], &f.points[1]);
    while (gap_next(&walk)) {
        size_t len = strlen(found);
        snprintf(found + len, sizeof found - len, "%s%s", len ? " " : "", walk.period);
    }
    assert_string_equal(found, expected);
}

static void gaps_are_named_as_the_value_before(void **state)
{
    (void)state;
    assert_gaps("yearly", "FY2020", "FY2023", "FY2021 FY2022");
    assert_gaps("yearly", "2020", "2022", "2021");
    assert_gaps("yearly", "2019-04-01", "2021-04-01", "2020-04-01");
    assert_gaps("monthly", "2020-11", "2021-02", "2020-12 2021-01");
    assert_gaps("quarterly", "FY2020-Q3", "FY2021-Q2", "FY2020-Q4 FY2021-Q1");
    assert_gaps("daily", "2020-02-28", "2020-03-02", "2020-02-29 2020-03-01");
}

static void neighbours_have_no_gap(void **state)
{
    (void)state;
    assert_gaps("yearly", "FY2020", "FY2021", "");
    assert_gaps("yearly", "FY2020", "2022", ""); /* April 2020 to January 2022: 21 months */
    assert_gaps("monthly", "2020-12", "2021-01", "");
    assert_gaps("daily", "2020-12-31", "2021-01-01", "");
}

static void without_a_regular_frequency_there_are_no_gaps(void **state)
{
    (void)state;
    assert_gaps("irregular", "2000", "2020", "");
    assert_gaps("once", "2000", "2020", "");
    assert_gaps("monthly", "FY2018", "2020-12", ""); /* longer than a step */
    assert_gaps("yearly", "undated", "2020", "");
}

/* --- cumulative --- */

static void flows_are_accumulated_with_what_they_are_made_from(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "flow", "yearly");
    level(&f, "FY2020", "0.1");
    level(&f, "FY2021", "0.20");
    level(&f, "FY2022", "1");
    derive(&f, DERIVE_CUMULATIVE);
    assert_string_equal(f.lines, "FY2020 0.1; FY2021 0.30; FY2022 1.30");
    assert_string_equal(f.formula, "sum(value[FY2020] ... value[FY2022])");
    assert_int_equal(f.from, 3);
}

static void nothing_is_accumulated_over_a_missing_value(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "flow", "yearly");
    level(&f, "FY2020", "1");
    level(&f, "FY2021", "");
    level(&f, "FY2022", "3");
    derive(&f, DERIVE_CUMULATIVE);
    assert_string_equal(f.lines, "FY2020 1; FY2021 missing; FY2022 missing");
}

static void nothing_is_accumulated_over_a_gap(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "flow", "yearly");
    level(&f, "FY2020", "1");
    level(&f, "FY2022", "3");
    derive(&f, DERIVE_CUMULATIVE);
    assert_string_equal(f.lines, "FY2020 1; FY2021 gap; FY2022 gap");
}

static void overlapping_flows_are_not_accumulated(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "flow", "irregular");
    level(&f, "2020-04", "1");
    level(&f, "FY2020", "3");
    derive(&f, DERIVE_CUMULATIVE);
    assert_string_equal(f.lines, "2020-04 1; FY2020 overlap");
}

static void undated_values_have_no_place_in_time(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "flow", "irregular");
    level(&f, "undated", "9");
    level(&f, "2020", "1");
    derive(&f, DERIVE_CUMULATIVE);
    assert_string_equal(f.lines, "undated undated; 2020 1");
}

static void assert_unfit(const char *nature, const char *accumulation, enum derivation derivation,
                         const char *expected)
{
    struct fixture f;
    struct run run = {0, 0};
    begin(&f, nature, "yearly");
    point(&f, "actual", accumulation, "2020", "1");
    assert_true(series_run(&f.series, derivation, &run));
    const char *reason = series_unfit(&f.series, derivation, &run);
    assert_string_equal(reason ? reason : "fit", expected);
}

static void only_what_adds_up_is_accumulated(void **state)
{
    (void)state;
    assert_unfit("flow", "level", DERIVE_CUMULATIVE, "fit");
    assert_unfit("stock", "increment", DERIVE_CUMULATIVE, "fit");
    assert_unfit("stock", "level", DERIVE_CUMULATIVE, "stock");
    assert_unfit("flow", "cumulative", DERIVE_CUMULATIVE, "cumulative");
    assert_unfit("ratio", "level", DERIVE_CUMULATIVE, "ratio");
    assert_unfit("ratio", "increment", DERIVE_CUMULATIVE, "ratio");
    assert_unfit("rank", "level", DERIVE_CUMULATIVE, "rank");
}

static void every_nature_has_differences_but_not_every_one_percentages(void **state)
{
    (void)state;
    assert_unfit("ratio", "level", DERIVE_DIFFERENCE, "fit");
    assert_unfit("rank", "level", DERIVE_DIFFERENCE, "fit");
    assert_unfit("stock", "level", DERIVE_YOY, "fit");
    assert_unfit("ratio", "level", DERIVE_YOY, "ratio");
    assert_unfit("rank", "level", DERIVE_PROGRESS, "rank");
    assert_unfit("flow", "level", DERIVE_PROGRESS, "no_target");
}

/* --- difference --- */

static void a_difference_is_from_the_value_before(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "ratio", "yearly");
    level(&f, "2020", "5.0");
    level(&f, "2021", "4.85");
    derive(&f, DERIVE_DIFFERENCE);
    assert_string_equal(f.lines, "2020 first; 2021 -0.15");
    assert_string_equal(f.formula, "value[2021] - value[2020]");
    assert_int_equal(f.from, 2);
}

static void no_difference_reaches_over_a_gap_or_a_missing_value(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "stock", "yearly");
    level(&f, "2020", "1");
    level(&f, "2022", "4");
    level(&f, "2023", "");
    level(&f, "2024", "6");
    derive(&f, DERIVE_DIFFERENCE);
    assert_string_equal(f.lines, "2020 first; 2021 gap; 2022 gap; 2023 missing; 2024 missing");
}

static void flows_of_other_lengths_have_no_difference(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "flow", "irregular");
    level(&f, "2020", "12");
    level(&f, "2021-01", "1");
    derive(&f, DERIVE_DIFFERENCE);
    assert_string_equal(f.lines, "2020 first; 2021-01 other_length");
}

static void a_figure_made_of_an_approximate_one_is_inexact(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "stock", "yearly");
    level(&f, "2020", "~10");
    level(&f, "2021", "15");
    derive(&f, DERIVE_DIFFERENCE);
    assert_string_equal(f.lines, "2020 first; 2021 5");
    assert_true(f.inexact);
}

/* --- change over a year --- */

static void a_change_over_a_year_is_in_percent_half_even(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "flow", "yearly");
    level(&f, "FY2020", "800");
    level(&f, "FY2021", "801"); /* 0.125 % */
    level(&f, "FY2022", "600"); /* −25.0936… % */
    derive(&f, DERIVE_YOY);
    assert_string_equal(f.lines, "FY2020 first; FY2021 0.12; FY2022 -25.09");
    assert_string_equal(f.formula, "100 * (value[FY2022] - value[FY2021]) / value[FY2021]");
}

static void months_are_compared_with_the_same_month(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "flow", "irregular");
    level(&f, "2020-04", "10");
    level(&f, "2020-05", "20");
    level(&f, "2021-04", "15");
    level(&f, "2021-06", "1");
    derive(&f, DERIVE_YOY);
    assert_string_equal(f.lines, "2020-04 first; 2020-05 first; 2021-04 50.00; 2021-06 gap");
}

static void fiscal_and_calendar_years_are_not_compared(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "stock", "irregular");
    level(&f, "2020", "10");
    level(&f, "FY2021", "20");
    derive(&f, DERIVE_YOY);
    assert_string_equal(f.lines, "2020 first; FY2021 first");
}

static void there_is_no_change_in_percent_of_zero_or_less(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "flow", "yearly");
    level(&f, "2020", "0.00");
    level(&f, "2021", "-5");
    level(&f, "2022", "5");
    derive(&f, DERIVE_YOY);
    assert_string_equal(f.lines, "2020 first; 2021 zero; 2022 negative");
}

/* --- progress --- */

static void progress_is_the_actual_in_percent_of_the_target(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "flow", "yearly");
    point(&f, "actual", "level", "FY2023", "1");
    point(&f, "target", "level", "FY2023", "3.0");
    derive(&f, DERIVE_PROGRESS);
    assert_string_equal(f.lines, "FY2023 33.33");
    assert_string_equal(f.formula, "100 * actual[FY2023] / target[FY2023]");
    assert_int_equal(f.from, 2);
}

static void progress_needs_both(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "flow", "yearly");
    point(&f, "target", "level", "FY2022", "4");
    point(&f, "actual", "level", "FY2023", "1");
    point(&f, "actual", "level", "FY2024", "");
    point(&f, "target", "level", "FY2024", "4");
    point(&f, "actual", "level", "FY2025", "4");
    point(&f, "target", "level", "FY2025", "0");
    derive(&f, DERIVE_PROGRESS);
    assert_string_equal(f.lines, "FY2022 no_actual; FY2023 no_target; FY2024 missing; FY2025 zero");
}

static void progress_is_within_one_accumulation(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "flow", "yearly");
    point(&f, "actual", "increment", "FY2023", "1");
    point(&f, "target", "level", "FY2023", "4");
    derive(&f, DERIVE_PROGRESS);
    assert_string_equal(f.lines, "FY2023 no_actual");
}

/* --- comparison --- */

static void take(struct comparand *comparand, const char *type, const char *period)
{
    struct fixture f;
    begin(&f, "flow", "yearly");
    point(&f, type, "level", period, "1");
    compare_take(comparand, model_resource(slice_of("observations")), &f.points[0]);
}

static void only_what_differs_is_a_difference(void **state)
{
    (void)state;
    struct comparand both[2] = {
        {.unit = slice_of("人"), .nature = slice_of("flow")},
        {.unit = slice_of("人"), .nature = slice_of("flow"), .unit_multiplier = slice_of("0")}};
    take(&both[0], "actual", "FY2020");
    take(&both[1], "actual", "FY2021");
    for (int i = 0; i < PROPERTIES; i++)
        assert_false(compare_differs(both, 2, (enum property)i));
    both[1].counting = slice_of("gross");
    assert_true(compare_differs(both, 2, PROPERTY_COUNTING));
    assert_false(compare_differs(both, 2, PROPERTY_UNIT));
}

static void fiscal_and_calendar_periods_differ(void **state)
{
    (void)state;
    char text[COMPARE_TEXT];
    struct comparand both[2] = {{.accumulations = 0}, {.accumulations = 0}};
    take(&both[0], "actual", "2020");
    take(&both[0], "target", "2020-04");
    take(&both[1], "actual", "FY2020");
    assert_true(compare_differs(both, 2, PROPERTY_PERIOD_BASIS));
    assert_true(compare_differs(both, 2, PROPERTY_VALUE_TYPE));
    compare_text(&both[0], model_resource(slice_of("observations")), PROPERTY_PERIOD_BASIS, text);
    assert_string_equal(text, "calendar_year,month");
    compare_text(&both[0], model_resource(slice_of("observations")), PROPERTY_VALUE_TYPE, text);
    assert_string_equal(text, "target,actual");
}

static void the_last_of_several_may_differ(void **state)
{
    (void)state;
    struct comparand three[3] = {
        {.unit = slice_of("人")}, {.unit = slice_of("人")}, {.unit = slice_of("社")}};
    assert_true(compare_differs(three, 3, PROPERTY_UNIT));
    assert_false(compare_differs(three, 2, PROPERTY_UNIT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_are_whole_and_a_regular_value_fits_one),
        cmocka_unit_test(a_run_shares_type_accumulation_item_segment_and_area),
        cmocka_unit_test(gaps_are_named_as_the_value_before),
        cmocka_unit_test(neighbours_have_no_gap),
        cmocka_unit_test(without_a_regular_frequency_there_are_no_gaps),
        cmocka_unit_test(flows_are_accumulated_with_what_they_are_made_from),
        cmocka_unit_test(nothing_is_accumulated_over_a_missing_value),
        cmocka_unit_test(nothing_is_accumulated_over_a_gap),
        cmocka_unit_test(overlapping_flows_are_not_accumulated),
        cmocka_unit_test(undated_values_have_no_place_in_time),
        cmocka_unit_test(only_what_adds_up_is_accumulated),
        cmocka_unit_test(every_nature_has_differences_but_not_every_one_percentages),
        cmocka_unit_test(a_difference_is_from_the_value_before),
        cmocka_unit_test(no_difference_reaches_over_a_gap_or_a_missing_value),
        cmocka_unit_test(flows_of_other_lengths_have_no_difference),
        cmocka_unit_test(a_figure_made_of_an_approximate_one_is_inexact),
        cmocka_unit_test(a_change_over_a_year_is_in_percent_half_even),
        cmocka_unit_test(months_are_compared_with_the_same_month),
        cmocka_unit_test(fiscal_and_calendar_years_are_not_compared),
        cmocka_unit_test(there_is_no_change_in_percent_of_zero_or_less),
        cmocka_unit_test(progress_is_the_actual_in_percent_of_the_target),
        cmocka_unit_test(progress_needs_both),
        cmocka_unit_test(progress_is_within_one_accumulation),
        cmocka_unit_test(only_what_differs_is_a_difference),
        cmocka_unit_test(fiscal_and_calendar_periods_differ),
        cmocka_unit_test(the_last_of_several_may_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
