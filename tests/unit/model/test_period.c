/* period.h: canonical periods, the calendar, labels and segments. */
#include "hiraku/period.h"

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

typedef void label(const struct period *period, struct slice text, char label[PERIOD_LABEL_SIZE]);

static void assert_label(label *write, const char *text, const char *expected)
{
    struct period period;
    char written[PERIOD_LABEL_SIZE];
    assert_int_equal(period_parse(slice_of(text), 4, &period), PERIOD_GOOD);
    write(&period, slice_of(text), written);
    assert_string_equal(written, expected);
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
    assert_int_equal(parse("1867"), PERIOD_NOT_A_PERIOD);
}

static void a_year_after_2200_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse("2201"), PERIOD_NOT_A_PERIOD);
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
    assert_int_equal(fiscal_year("2020-H2"), 0);
    assert_int_equal(fiscal_year("2020-Q4"), 2020);
    assert_int_equal(fiscal_year("2021-Q1"), 2020);
    assert_int_equal(fiscal_year("2023"), 0);
    assert_int_equal(fiscal_year("2021-12/2022-02"), 2021);
    assert_int_equal(fiscal_year("2023-04-01/.."), 0);
}

static void labels_of_a_fiscal_year(void **state)
{
    (void)state;
    assert_label(period_label_ja, "FY2023", "2023年度");
    assert_label(period_label_era, "FY2023", "令和5年度");
    assert_label(period_label_en, "FY2023", "fiscal year 2023");
}

static void labels_of_a_year(void **state)
{
    (void)state;
    assert_label(period_label_ja, "2023", "2023年");
    assert_label(period_label_era, "2023", "令和5年");
    assert_label(period_label_en, "2023", "2023");
}

static void labels_of_a_day(void **state)
{
    (void)state;
    assert_label(period_label_ja, "2011-06-14", "2011年6月14日");
    assert_label(period_label_era, "2011-06-14", "平成23年6月14日");
    assert_label(period_label_en, "2011-06-14", "14 June 2011");
}

static void labels_of_a_month(void **state)
{
    (void)state;
    assert_label(period_label_ja, "2011-06", "2011年6月");
    assert_label(period_label_era, "2011-06", "平成23年6月");
    assert_label(period_label_en, "2011-06", "June 2011");
}

static void labels_of_a_half(void **state)
{
    (void)state;
    assert_label(period_label_ja, "2020-H2", "2020年下期");
    assert_label(period_label_era, "2020-H2", "令和2年下期");
    assert_label(period_label_en, "2020-H2", "second half of 2020");
}

static void labels_of_a_fiscal_quarter(void **state)
{
    (void)state;
    assert_label(period_label_ja, "FY2020-Q3", "2020年度第3四半期");
    assert_label(period_label_era, "FY2020-Q3", "令和2年度第3四半期");
    assert_label(period_label_en, "FY2020-Q3", "third quarter of fiscal year 2020");
}

static void labels_of_a_range(void **state)
{
    (void)state;
    assert_label(period_label_ja, "2021-12/2022-02", "2021年12月〜2022年2月");
    assert_label(period_label_era, "2021-12/2022-02", "令和3年12月〜令和4年2月");
    assert_label(period_label_en, "2021-12/2022-02", "December 2021 – February 2022");
}

static void labels_of_an_open_end(void **state)
{
    (void)state;
    assert_label(period_label_ja, "2023-04-01/..", "2023年4月1日〜");
    assert_label(period_label_era, "2023-04-01/..", "令和5年4月1日〜");
    assert_label(period_label_en, "2023-04-01/..", "from 1 April 2023");
}

static void labels_of_an_open_start(void **state)
{
    (void)state;
    assert_label(period_label_ja, "../2026-03-31", "〜2026年3月31日");
    assert_label(period_label_era, "../2026-03-31", "〜令和8年3月31日");
    assert_label(period_label_en, "../2026-03-31", "until 31 March 2026");
}

static void the_fiscal_year_of_a_new_era_bears_its_name(void **state)
{
    (void)state;
    assert_label(period_label_era, "FY2019", "令和元年度");
    assert_label(period_label_era, "FY1988", "昭和63年度");
    assert_label(period_label_era, "FY1989", "平成元年度");
}

static void a_calendar_year_with_two_eras_has_both(void **state)
{
    (void)state;
    assert_label(period_label_era, "2019", "平成31年・令和元年");
    assert_label(period_label_era, "1989", "昭和64年・平成元年");
}

static void an_era_begins_on_its_first_day(void **state)
{
    (void)state;
    assert_label(period_label_era, "2019-04-30", "平成31年4月30日");
    assert_label(period_label_era, "2019-05-01", "令和元年5月1日");
    assert_label(period_label_era, "1989-01-07", "昭和64年1月7日");
    assert_label(period_label_era, "1989-01-08", "平成元年1月8日");
    assert_label(period_label_era, "1926-12-24", "大正15年12月24日");
    assert_label(period_label_era, "1926-12-25", "昭和元年12月25日");
    assert_label(period_label_era, "1912-07-29", "明治45年7月29日");
    assert_label(period_label_era, "1912-07-30", "大正元年7月30日");
}

static void before_the_solar_calendar_the_year_is_western(void **state)
{
    (void)state;
    assert_label(period_label_era, "1870", "1870年");
}

static void a_segment_comes_back(void **state)
{
    (void)state;
    static const struct {
        const char *text, *segment;
    } pairs[] = {{"FY2020-Q3/FY2021-H2", "FY2020-Q3_FY2021-H2"},
                 {"2023-04-01/..", "2023-04-01_~"},
                 {"../2026-03-31", "~_2026-03-31"},
                 {"undated", "undated"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char segment[PERIOD_TEXT_SIZE], text[PERIOD_TEXT_SIZE];
        assert_int_equal(period_to_segment(slice_of(pairs[i].text), segment),
                         strlen(pairs[i].segment));
        assert_string_equal(segment, pairs[i].segment);
        assert_true(period_from_segment(slice_of(segment), text));
        assert_string_equal(text, pairs[i].text);
    }
}

static void a_segment_that_no_period_gives_is_refused(void **state)
{
    (void)state;
    char text[PERIOD_TEXT_SIZE];
    assert_false(period_from_segment(slice_of("2023/2024"), text));
    assert_false(period_from_segment(slice_of(".."), text));
    assert_false(period_from_segment(slice_of("~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~"), text));
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
        cmocka_unit_test(labels_of_a_fiscal_year),
        cmocka_unit_test(labels_of_a_year),
        cmocka_unit_test(labels_of_a_day),
        cmocka_unit_test(labels_of_a_month),
        cmocka_unit_test(labels_of_a_half),
        cmocka_unit_test(labels_of_a_fiscal_quarter),
        cmocka_unit_test(labels_of_a_range),
        cmocka_unit_test(labels_of_an_open_end),
        cmocka_unit_test(labels_of_an_open_start),
        cmocka_unit_test(the_fiscal_year_of_a_new_era_bears_its_name),
        cmocka_unit_test(a_calendar_year_with_two_eras_has_both),
        cmocka_unit_test(an_era_begins_on_its_first_day),
        cmocka_unit_test(before_the_solar_calendar_the_year_is_western),
        cmocka_unit_test(a_segment_comes_back),
        cmocka_unit_test(a_segment_that_no_period_gives_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
