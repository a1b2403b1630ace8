/* period.h: canonical periods, the calendar, labels and segments. */
#include "hiraku/value/period.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static enum period_fault parse(const char *text)
{
    struct period period;
    return period_parse(slice_of(text), 4, &period);
}

static void assert_days(const char *text, int first_month, const char *starts, const char *ends)
{
    struct period period;
    char day[DATE_TEXT_SIZE];
    assert_int_equal(period_parse(slice_of(text), first_month, &period), PERIOD_GOOD);
    date_format(period.starts, day);
    assert_string_equal(day, starts);
    date_format(period.ends, day);
    assert_string_equal(day, ends);
}

static int fiscal_year(const char *text)
{
    struct period period;
    assert_int_equal(period_parse(slice_of(text), 4, &period), PERIOD_GOOD);
    return period_fiscal_year(&period, 4);
}

static void a_day_has_its_days(void **state)
{
    (void)state;
    assert_days("2011-06-14", 4, "2011-06-14", "2011-06-14");
}

static void a_month_has_its_days(void **state)
{
    (void)state;
    assert_days("2011-06", 4, "2011-06-01", "2011-06-30");
}

static void february_of_a_leap_year_has_its_days(void **state)
{
    (void)state;
    assert_days("2024-02", 4, "2024-02-01", "2024-02-29");
}

static void february_of_1900_has_its_days(void **state)
{
    (void)state;
    assert_days("1900-02", 4, "1900-02-01", "1900-02-28");
}

static void february_of_2000_has_its_days(void **state)
{
    (void)state;
    assert_days("2000-02", 4, "2000-02-01", "2000-02-29");
}

static void a_calendar_year_has_its_days(void **state)
{
    (void)state;
    assert_days("2011", 4, "2011-01-01", "2011-12-31");
}

static void a_fiscal_year_has_its_days(void **state)
{
    (void)state;
    assert_days("FY2023", 4, "2023-04-01", "2024-03-31");
}

static void a_calendar_half_has_its_days(void **state)
{
    (void)state;
    assert_days("2020-H2", 4, "2020-07-01", "2020-12-31");
}

static void a_calendar_quarter_has_its_days(void **state)
{
    (void)state;
    assert_days("2020-Q3", 4, "2020-07-01", "2020-09-30");
}

static void a_fiscal_half_has_its_days(void **state)
{
    (void)state;
    assert_days("FY2020-H2", 4, "2020-10-01", "2021-03-31");
}

static void a_fiscal_quarter_has_its_days(void **state)
{
    (void)state;
    assert_days("FY2020-Q4", 4, "2021-01-01", "2021-03-31");
}

static void a_range_of_months_has_its_days(void **state)
{
    (void)state;
    assert_days("2021-12/2022-02", 4, "2021-12-01", "2022-02-28");
}

static void a_range_of_fiscal_years_has_its_days(void **state)
{
    (void)state;
    assert_days("FY2023/FY2025", 4, "2023-04-01", "2026-03-31");
}

static void the_fiscal_year_begins_in_the_first_month(void **state)
{
    (void)state;
    assert_days("FY2023", 1, "2023-01-01", "2023-12-31");
    assert_days("FY2023", 10, "2023-10-01", "2024-09-30");
    assert_days("FY2023-Q2", 12, "2024-03-01", "2024-05-31");
}

static void precision_and_fiscal_are_told(void **state)
{
    (void)state;
    struct period period;
    period_parse(slice_of("FY2020-Q3"), 4, &period);
    assert_int_equal(period.precision, PERIOD_QUARTER);
    assert_true(period.fiscal);
    period_parse(slice_of("2021-12/2022-02"), 4, &period);
    assert_int_equal(period.precision, PERIOD_RANGE);
    assert_false(period.fiscal);
    period_parse(slice_of("FY2021/FY2022"), 4, &period);
    assert_true(period.fiscal);
}

static void an_open_end_has_no_last_day(void **state)
{
    (void)state;
    struct period period;
    assert_int_equal(period_parse(slice_of("2023-04-01/.."), 4, &period), PERIOD_GOOD);
    assert_true(period.open_end);
    assert_false(period.open_start);
    assert_int_equal(period.starts.year, 2023);
    assert_int_equal(period.ends.year, 0);
}

static void an_open_start_has_no_first_day(void **state)
{
    (void)state;
    struct period period;
    assert_int_equal(period_parse(slice_of("../2026-03-31"), 4, &period), PERIOD_GOOD);
    assert_true(period.open_start);
    assert_false(period.open_end);
    assert_int_equal(period.starts.year, 0);
    assert_int_equal(period.ends.day, 31);
}

static void february_29_of_2023_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("2023-02-29"), PERIOD_NO_SUCH_DAY);
}

static void month_13_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("2023-13"), PERIOD_NO_SUCH_DAY);
}

static void day_0_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("2023-01-00"), PERIOD_NO_SUCH_DAY);
}

static void april_31_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("2023-04-31/2023-05"), PERIOD_NO_SUCH_DAY);
}

static void a_reversed_range_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("2023-05/2023-04"), PERIOD_REVERSED);
}

static void a_fifth_quarter_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("2023-Q5"), PERIOD_NOT_A_PERIOD);
}

static void a_third_half_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("FY2023-H3"), PERIOD_NOT_A_PERIOD);
}

static void a_month_of_a_fiscal_year_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("FY2023-04"), PERIOD_NOT_A_PERIOD);
}

static void a_range_without_ends_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("../.."), PERIOD_NOT_A_PERIOD);
}

static void three_ends_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("2021/2022/2023"), PERIOD_NOT_A_PERIOD);
}

static void a_missing_end_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("2023/"), PERIOD_NOT_A_PERIOD);
}

static void nothing_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse(""), PERIOD_NOT_A_PERIOD);
}

static void one_digit_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("2023-4"), PERIOD_NOT_A_PERIOD);
}

static void a_year_before_1868_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("1867"), PERIOD_YEAR_BEYOND);
}

static void a_year_after_2200_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("2201"), PERIOD_YEAR_BEYOND);
}

static void lower_case_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("fy2023"), PERIOD_NOT_A_PERIOD);
}

static void a_time_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("2023-04-01T00:00"), PERIOD_NOT_A_PERIOD);
}

static void a_space_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("2023 "), PERIOD_NOT_A_PERIOD);
}

static void wareki_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("令和5年度"), PERIOD_NOT_A_PERIOD);
}

static void a_date_is_a_day(void **state)
{
    (void)state;
    struct date date;
    assert_int_equal(date_parse(slice_of("2023-04-01"), &date), PERIOD_GOOD);
    assert_int_equal(date.year * 10000 + date.month * 100 + date.day, 20230401);
    assert_int_equal(date_parse(slice_of("2023-04"), &date), PERIOD_NOT_A_PERIOD);
}

static void days_count_from_1970(void **state)
{
    (void)state;
    assert_int_equal(date_days((struct date){1970, 1, 1}), 0);
    assert_int_equal(date_days((struct date){1969, 12, 31}), -1);
    assert_int_equal(date_days((struct date){2000, 3, 1}), 11017);
    assert_int_equal(date_days((struct date){2038, 1, 19}), 24855); /* 2^31 s / 86400 s */
}

static void days_and_dates_are_each_other_s_inverse(void **state)
{
    (void)state;
    long days = date_days((struct date){1868, 1, 1}), last = date_days((struct date){2201, 12, 31});
    for (struct date before = date_from_days(days - 1); days <= last; days++) {
        struct date date = date_from_days(days);
        assert_true(date_is_valid(date));
        assert_int_equal(date_days(date), days);
        assert_int_equal(date_compare(before, date), -1);
        before = date;
    }
}

static void a_fiscal_year_holds_its_days_and_months(void **state)
{
    (void)state;
    assert_int_equal(fiscal_year("2023-04-01"), 2023);
    assert_int_equal(fiscal_year("2024-03-31"), 2023);
    assert_int_equal(fiscal_year("2020-H1"), 0);
    assert_int_equal(fiscal_year("2020-H2"), 2020);
    assert_int_equal(fiscal_year("2020-Q4"), 2020);
    assert_int_equal(fiscal_year("2021-Q1"), 2020);
    assert_int_equal(fiscal_year("2023"), 0);
    assert_int_equal(fiscal_year("2021-12/2022-02"), 2021);
    assert_int_equal(fiscal_year("2023-04-01/.."), 0);
}

static void a_segment_has_neither_slashes_nor_two_dots(void **state)
{
    (void)state;
    static const struct {
        const char *text, *segment;
    } pairs[] = {{"FY2020-Q3/FY2021-H2", "FY2020-Q3_FY2021-H2"},
                 {"2023-04-01/..", "2023-04-01_~"},
                 {"../2026-03-31", "~_2026-03-31"},
                 {"undated", "undated"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char segment[PERIOD_TEXT_SIZE];
        assert_int_equal(period_to_segment(slice_of(pairs[i].text), segment),
                         strlen(pairs[i].segment));
        assert_string_equal(segment, pairs[i].segment);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_has_its_days),
        cmocka_unit_test(a_month_has_its_days),
        cmocka_unit_test(february_of_a_leap_year_has_its_days),
        cmocka_unit_test(february_of_1900_has_its_days),
        cmocka_unit_test(february_of_2000_has_its_days),
        cmocka_unit_test(a_calendar_year_has_its_days),
        cmocka_unit_test(a_fiscal_year_has_its_days),
        cmocka_unit_test(a_calendar_half_has_its_days),
        cmocka_unit_test(a_calendar_quarter_has_its_days),
        cmocka_unit_test(a_fiscal_half_has_its_days),
        cmocka_unit_test(a_fiscal_quarter_has_its_days),
        cmocka_unit_test(a_range_of_months_has_its_days),
        cmocka_unit_test(a_range_of_fiscal_years_has_its_days),
        cmocka_unit_test(the_fiscal_year_begins_in_the_first_month),
        cmocka_unit_test(precision_and_fiscal_are_told),
        cmocka_unit_test(an_open_end_has_no_last_day),
        cmocka_unit_test(an_open_start_has_no_first_day),
        cmocka_unit_test(february_29_of_2023_is_refused),
        cmocka_unit_test(month_13_is_refused),
        cmocka_unit_test(day_0_is_refused),
        cmocka_unit_test(april_31_is_refused),
        cmocka_unit_test(a_reversed_range_is_refused),
        cmocka_unit_test(a_fifth_quarter_is_refused),
        cmocka_unit_test(a_third_half_is_refused),
        cmocka_unit_test(a_month_of_a_fiscal_year_is_refused),
        cmocka_unit_test(a_range_without_ends_is_refused),
        cmocka_unit_test(three_ends_is_refused),
        cmocka_unit_test(a_missing_end_is_refused),
        cmocka_unit_test(nothing_is_refused),
        cmocka_unit_test(one_digit_is_refused),
        cmocka_unit_test(a_year_before_1868_is_refused),
        cmocka_unit_test(a_year_after_2200_is_refused),
        cmocka_unit_test(lower_case_is_refused),
        cmocka_unit_test(a_time_is_refused),
        cmocka_unit_test(a_space_is_refused),
        cmocka_unit_test(wareki_is_refused),
        cmocka_unit_test(a_date_is_a_day),
        cmocka_unit_test(days_count_from_1970),
        cmocka_unit_test(days_and_dates_are_each_other_s_inverse),
        cmocka_unit_test(a_fiscal_year_holds_its_days_and_months),
        cmocka_unit_test(a_segment_has_neither_slashes_nor_two_dots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
