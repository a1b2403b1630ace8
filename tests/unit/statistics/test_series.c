/* series.h: runs and gaps. */
#include "points.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_are_whole_and_a_regular_value_fits_one),
        cmocka_unit_test(a_run_shares_type_accumulation_item_segment_and_area),
        cmocka_unit_test(gaps_are_named_as_the_value_before),
        cmocka_unit_test(neighbours_have_no_gap),
        cmocka_unit_test(without_a_regular_frequency_there_are_no_gaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
