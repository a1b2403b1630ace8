/* series.h: derived figures, and what has none. */
#include "points.h"

/* The derived figures of a series as lines «period value|reason». */
struct made {
    char lines[2048], formula[256];
    size_t from; /* operands of the last figure */
    bool inexact;
};

static enum status collect(void *context, const struct derived_point *one, struct problem *p)
{
    struct made *f = context;
    (void)p;
    size_t len = strlen(f->lines);
    struct slice period = one->gap ? slice_of(one->gap) : one->at->cells[POINT_PERIOD];
    snprintf(f->lines + len, sizeof f->lines - len, "%s%.*s %.*s%s", len > 0 ? "; " : "",
             (int)period.len, period.at, (int)one->value.len, one->value.len ? one->value.at : "",
             one->reason ? one->reason : "");
    snprintf(f->formula, sizeof f->formula, "%.*s", (int)one->formula.len,
             one->formula.len ? one->formula.at : "");
    f->from = one->all ? (size_t)(one->at - one->all) + 1 : one->from[1] ? 2 : 1;
    f->inexact = one->inexact;
    return STATUS_OK;
}

static void derive(struct fixture *f, enum derivation derivation, struct made *made)
{
    struct run run = {0, 0};
    struct problem p;
    *made = (struct made){.from = 0};
    while (series_run(&f->series, derivation, &run))
        if (!series_unfit(&f->series, derivation, &run))
            assert_int_equal(series_derive(&f->series, derivation, &run, collect, made, &p),
                             STATUS_OK);
}

static void flows_are_accumulated_with_what_they_are_made_from(void **state)
{
    (void)state;
    struct fixture f;
    struct made made;
    begin(&f, "flow", "yearly");
    level(&f, "FY2020", "0.1");
    level(&f, "FY2021", "0.20");
    level(&f, "FY2022", "1");
    derive(&f, DERIVE_CUMULATIVE, &made);
    assert_string_equal(made.lines, "FY2020 0.1; FY2021 0.30; FY2022 1.30");
    assert_string_equal(made.formula, "sum(value[FY2020] ... value[FY2022])");
    assert_int_equal(made.from, 3);
}

static void nothing_is_accumulated_over_a_missing_value(void **state)
{
    (void)state;
    struct fixture f;
    struct made made;
    begin(&f, "flow", "yearly");
    level(&f, "FY2020", "1");
    level(&f, "FY2021", "");
    level(&f, "FY2022", "3");
    derive(&f, DERIVE_CUMULATIVE, &made);
    assert_string_equal(made.lines, "FY2020 1; FY2021 missing; FY2022 missing");
}

static void nothing_is_accumulated_over_a_gap(void **state)
{
    (void)state;
    struct fixture f;
    struct made made;
    begin(&f, "flow", "yearly");
    level(&f, "FY2020", "1");
    level(&f, "FY2022", "3");
    derive(&f, DERIVE_CUMULATIVE, &made);
    assert_string_equal(made.lines, "FY2020 1; FY2021 gap; FY2022 gap");
}

static void overlapping_flows_are_not_accumulated(void **state)
{
    (void)state;
    struct fixture f;
    struct made made;
    begin(&f, "flow", "irregular");
    level(&f, "2020-04", "1");
    level(&f, "FY2020", "3");
    derive(&f, DERIVE_CUMULATIVE, &made);
    assert_string_equal(made.lines, "2020-04 1; FY2020 overlap");
}

static void undated_values_have_no_place_in_time(void **state)
{
    (void)state;
    struct fixture f;
    struct made made;
    begin(&f, "flow", "irregular");
    level(&f, "undated", "9");
    level(&f, "2020", "1");
    derive(&f, DERIVE_CUMULATIVE, &made);
    assert_string_equal(made.lines, "undated undated; 2020 1");
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

static void a_difference_is_from_the_value_before(void **state)
{
    (void)state;
    struct fixture f;
    struct made made;
    begin(&f, "ratio", "yearly");
    level(&f, "2020", "5.0");
    level(&f, "2021", "4.85");
    derive(&f, DERIVE_DIFFERENCE, &made);
    assert_string_equal(made.lines, "2020 first; 2021 -0.15");
    assert_string_equal(made.formula, "value[2021] - value[2020]");
    assert_int_equal(made.from, 2);
}

static void no_difference_reaches_over_a_gap_or_a_missing_value(void **state)
{
    (void)state;
    struct fixture f;
    struct made made;
    begin(&f, "stock", "yearly");
    level(&f, "2020", "1");
    level(&f, "2022", "4");
    level(&f, "2023", "");
    level(&f, "2024", "6");
    derive(&f, DERIVE_DIFFERENCE, &made);
    assert_string_equal(made.lines, "2020 first; 2021 gap; 2022 gap; 2023 missing; 2024 missing");
}

static void flows_of_other_lengths_have_no_difference(void **state)
{
    (void)state;
    struct fixture f;
    struct made made;
    begin(&f, "flow", "irregular");
    level(&f, "2020", "12");
    level(&f, "2021-01", "1");
    derive(&f, DERIVE_DIFFERENCE, &made);
    assert_string_equal(made.lines, "2020 first; 2021-01 other_length");
}

static void a_figure_made_of_an_approximate_one_is_inexact(void **state)
{
    (void)state;
    struct fixture f;
    struct made made;
    begin(&f, "stock", "yearly");
    level(&f, "2020", "~10");
    level(&f, "2021", "15");
    derive(&f, DERIVE_DIFFERENCE, &made);
    assert_string_equal(made.lines, "2020 first; 2021 5");
    assert_true(made.inexact);
}

static void a_change_over_a_year_is_in_percent_half_even(void **state)
{
    (void)state;
    struct fixture f;
    struct made made;
    begin(&f, "flow", "yearly");
    level(&f, "FY2020", "800");
    level(&f, "FY2021", "801"); /* 0.125 % */
    level(&f, "FY2022", "600"); /* −25.0936… % */
    derive(&f, DERIVE_YOY, &made);
    assert_string_equal(made.lines, "FY2020 first; FY2021 0.12; FY2022 -25.09");
    assert_string_equal(made.formula, "100 * (value[FY2022] - value[FY2021]) / value[FY2021]");
}

static void months_are_compared_with_the_same_month(void **state)
{
    (void)state;
    struct fixture f;
    struct made made;
    begin(&f, "flow", "irregular");
    level(&f, "2020-04", "10");
    level(&f, "2020-05", "20");
    level(&f, "2021-04", "15");
    level(&f, "2021-06", "1");
    derive(&f, DERIVE_YOY, &made);
    assert_string_equal(made.lines, "2020-04 first; 2020-05 first; 2021-04 50.00; 2021-06 gap");
}

static void fiscal_and_calendar_years_are_not_compared(void **state)
{
    (void)state;
    struct fixture f;
    struct made made;
    begin(&f, "stock", "irregular");
    level(&f, "2020", "10");
    level(&f, "FY2021", "20");
    derive(&f, DERIVE_YOY, &made);
    assert_string_equal(made.lines, "2020 first; FY2021 first");
}

static void there_is_no_change_in_percent_of_zero_or_less(void **state)
{
    (void)state;
    struct fixture f;
    struct made made;
    begin(&f, "flow", "yearly");
    level(&f, "2020", "0.00");
    level(&f, "2021", "-5");
    level(&f, "2022", "5");
    derive(&f, DERIVE_YOY, &made);
    assert_string_equal(made.lines, "2020 first; 2021 zero; 2022 negative");
}

static void progress_is_the_actual_in_percent_of_the_target(void **state)
{
    (void)state;
    struct fixture f;
    struct made made;
    begin(&f, "flow", "yearly");
    point(&f, "actual", "level", "FY2023", "1");
    point(&f, "target", "level", "FY2023", "3.0");
    derive(&f, DERIVE_PROGRESS, &made);
    assert_string_equal(made.lines, "FY2023 33.33");
    assert_string_equal(made.formula, "100 * actual[FY2023] / target[FY2023]");
    assert_int_equal(made.from, 2);
}

static void progress_needs_both(void **state)
{
    (void)state;
    struct fixture f;
    struct made made;
    begin(&f, "flow", "yearly");
    point(&f, "target", "level", "FY2022", "4");
    point(&f, "actual", "level", "FY2023", "1");
    point(&f, "actual", "level", "FY2024", "");
    point(&f, "target", "level", "FY2024", "4");
    point(&f, "actual", "level", "FY2025", "4");
    point(&f, "target", "level", "FY2025", "0");
    derive(&f, DERIVE_PROGRESS, &made);
    assert_string_equal(made.lines,
                        "FY2022 no_actual; FY2023 no_target; FY2024 missing; FY2025 zero");
}

static void progress_is_within_one_accumulation(void **state)
{
    (void)state;
    struct fixture f;
    struct made made;
    begin(&f, "flow", "yearly");
    point(&f, "actual", "increment", "FY2023", "1");
    point(&f, "target", "level", "FY2023", "4");
    derive(&f, DERIVE_PROGRESS, &made);
    assert_string_equal(made.lines, "FY2023 no_actual");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
