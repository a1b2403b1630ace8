/* period_sdmx.h: times as the technical notes of SDMX 3.0 have them (ObservationalTimePeriod). */
#include "hiraku/value/period_sdmx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_time(const char *text, int first_month, const char *sdmx, const char *start)
{
    char written[PERIOD_SDMX_SIZE], begins[PERIOD_YEAR_START_SIZE];
    struct period period;
    assert_int_equal(period_parse(slice_of(text), first_month, &period), PERIOD_GOOD);
    assert_true(period_to_sdmx(&period, slice_of(text), first_month, written, begins));
    assert_string_equal(written, sdmx);
    assert_string_equal(begins, start);
}

static void gregorian_periods_stay(void **state)
{
    (void)state;
    assert_time("2011-06-14", 4, "2011-06-14", "");
    assert_time("2011-06", 4, "2011-06", "");
    assert_time("2011", 4, "2011", "");
}

static void parts_of_a_year_are_of_one_that_begins_in_january(void **state)
{
    (void)state;
    assert_time("2020-H1", 4, "2020-S1", "--01-01");
    assert_time("2020-H2", 4, "2020-S2", "--01-01");
    assert_time("2020-Q1", 4, "2020-Q1", "--01-01");
    assert_time("2020-Q4", 4, "2020-Q4", "--01-01");
}

static void fiscal_periods_are_of_a_reporting_year(void **state)
{
    (void)state;
    assert_time("FY2023", 4, "2023-A1", "--04-01");
    assert_time("FY2020-H2", 4, "2020-S2", "--04-01");
    assert_time("FY2020-Q4", 4, "2020-Q4", "--04-01"); /* January to March 2021 */
    assert_time("FY2020-Q1", 10, "2020-Q1", "--10-01");
    assert_time("FY2023", 1, "2023-A1", "--01-01");
}

static void a_range_is_its_first_day_and_how_long_it_is(void **state)
{
    (void)state;
    assert_time("2023-04-01/2026-03-31", 4, "2023-04-01/P3Y", "");
    assert_time("FY2023/FY2025", 4, "2023-04-01/P3Y", "");
    assert_time("2021-12/2022-02", 4, "2021-12-01/P3M", "");
    assert_time("2023-01-10/2023-01-12", 4, "2023-01-10/P3D", "");
    assert_time("2023-01-31/2023-02-28", 4, "2023-01-31/P29D", "");
}

static void an_open_range_has_no_form(void **state)
{
    (void)state;
    static const char *const texts[] = {"FY2002/..", "../2026-03-31"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char written[PERIOD_SDMX_SIZE] = "as it was", begins[PERIOD_YEAR_START_SIZE] = "";
        struct period period;
        assert_int_equal(period_parse(slice_of(texts[i]), 4, &period), PERIOD_GOOD);
        assert_false(period_to_sdmx(&period, slice_of(texts[i]), 4, written, begins));
        assert_string_equal(written, "as it was");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gregorian_periods_stay),
        cmocka_unit_test(parts_of_a_year_are_of_one_that_begins_in_january),
        cmocka_unit_test(fiscal_periods_are_of_a_reporting_year),
        cmocka_unit_test(a_range_is_its_first_day_and_how_long_it_is),
        cmocka_unit_test(an_open_range_has_no_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
