/* period.h: dates as spreadsheets, programs and English write them. */
#include "period_expect.h"

static void a_basic_date_is_read(void **state)
{
    (void)state;
    reads("20211003", "2021-10-03");
    expect("20210230", PERIOD_NO_SUCH_DAY, "");
    expect("20211301", PERIOD_NO_SUCH_DAY, "");
}

static void a_basic_month_is_proposed_where_it_is_no_day(void **state)
{
    (void)state;
    proposes("202305", "2023-05");
    expect("201105", PERIOD_NOT_A_PERIOD, "");
}

static void midnight_is_no_time(void **state)
{
    (void)state;
    reads("2021/10/03 0:00", "2021-10-03");
    reads("2021-10-03T00:00:00+09:00", "2021-10-03");
    reads("2021-10-03T00:00:00Z", "2021-10-03");
}

static void a_time_of_day_is_proposed_without(void **state)
{
    (void)state;
    proposes("2021/10/03 9:30", "2021-10-03");
    proposes("2021年10月3日 午後3時", "2021-10-03");
    proposes("2021-10-03T15:00:00+09:00", "2021-10-03");
}

static void a_time_elsewhere_may_be_another_day(void **state)
{
    (void)state;
    expect("2021-10-03T15:00:00Z", PERIOD_NOT_A_PERIOD, "");
    expect("2021-10-03T09:30:00-05:00", PERIOD_NOT_A_PERIOD, "");
}

static void a_right_weekday_is_read(void **state)
{
    (void)state;
    reads("2021年10月3日(日)", "2021-10-03");
    reads("令和3年10月3日（日曜日）", "2021-10-03");
    reads("2021/11/3（水・祝）", "2021-11-03");
    reads("2021/10/3(Sun)", "2021-10-03");
}

static void a_wrong_weekday_is_refused(void **state)
{
    (void)state;
    expect("2021年10月3日(月)", PERIOD_WRONG_WEEKDAY, "");
    expect("2021/10/3(Monday)", PERIOD_WRONG_WEEKDAY, "");
}

static void what_a_spreadsheet_makes_of_a_month_is_proposed(void **state)
{
    (void)state;
    proposes("Oct-21", "2021-10");
    proposes("Sep-98", "1998-09");
    proposes("Sept-2021", "2021-09");
}

static void a_year_of_two_digits_in_between_is_refused(void **state)
{
    (void)state;
    expect("Oct-41", PERIOD_NOT_A_PERIOD, "");
}

static void a_day_in_english_is_proposed(void **state)
{
    (void)state;
    proposes("3-Oct-21", "2021-10-03");
    proposes("3 October 2021", "2021-10-03");
    proposes("October 3, 2021", "2021-10-03");
}

static void a_day_without_year_is_refused(void **state)
{
    (void)state;
    expect("3-Oct", PERIOD_NO_YEAR, "");
    expect("Oct 21", PERIOD_NO_YEAR, "");
}

static void a_day_with_its_month_in_the_middle_or_first_is_refused(void **state)
{
    (void)state;
    expect("3/10/2021", PERIOD_NOT_A_PERIOD, "");
}

static void quarters_are_read(void **state)
{
    (void)state;
    reads("2021Q3", "2021-Q3");
    reads("2021-q3", "2021-Q3");
    reads("FY2021Q3", "FY2021-Q3");
    reads("2021年度第3Q", "FY2021-Q3");
}

static void a_quarter_before_its_year_is_proposed(void **state)
{
    (void)state;
    proposes("Q3 2021", "2021-Q3");
    proposes("3Q2021", "2021-Q3");
    expect("Q5 2021", PERIOD_NOT_A_PERIOD, "");
}

static void a_fiscal_year_of_two_digits_is_proposed(void **state)
{
    (void)state;
    proposes("FY21", "FY2021");
    expect("FY41", PERIOD_NOT_A_PERIOD, "");
}

static void a_half_by_its_other_name_is_proposed(void **state)
{
    (void)state;
    proposes("2021年度前期", "FY2021-H1");
    proposes("令和3年度後期", "FY2021-H2");
}

static void a_month_with_a_point_is_proposed_unless_a_zero_may_be_lost(void **state)
{
    (void)state;
    proposes("2021.07", "2021-07");
    proposes("2021.7", "2021-07");
    expect("2021.1", PERIOD_NOT_A_PERIOD, "");
}

static void a_serial_number_is_proposed_as_a_day(void **state)
{
    (void)state;
    char day[DATE_TEXT_SIZE];
    assert_int_equal(date_canonical(slice_of("44472"), day), PERIOD_PROPOSED);
    assert_string_equal(day, "2021-10-03");
    assert_int_equal(date_canonical(slice_of("12345"), day), PERIOD_NOT_A_PERIOD);
    proposes("44472", "2021-10-03");
    expect("12345", PERIOD_NOT_A_PERIOD, "");
}

static void a_zero_of_a_spreadsheet_is_no_period(void **state)
{
    (void)state;
    char day[DATE_TEXT_SIZE];
    expect("Jan-00", PERIOD_ZERO, "");
    expect("0-jan-00", PERIOD_ZERO, "");
    assert_int_equal(date_canonical(slice_of("1900/1/0"), day), PERIOD_ZERO);
    proposes("Feb-00", "2000-02");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_basic_date_is_read),
        cmocka_unit_test(a_basic_month_is_proposed_where_it_is_no_day),
        cmocka_unit_test(midnight_is_no_time),
        cmocka_unit_test(a_time_of_day_is_proposed_without),
        cmocka_unit_test(a_time_elsewhere_may_be_another_day),
        cmocka_unit_test(a_right_weekday_is_read),
        cmocka_unit_test(a_wrong_weekday_is_refused),
        cmocka_unit_test(what_a_spreadsheet_makes_of_a_month_is_proposed),
        cmocka_unit_test(a_year_of_two_digits_in_between_is_refused),
        cmocka_unit_test(a_day_in_english_is_proposed),
        cmocka_unit_test(a_day_without_year_is_refused),
        cmocka_unit_test(a_day_with_its_month_in_the_middle_or_first_is_refused),
        cmocka_unit_test(quarters_are_read),
        cmocka_unit_test(a_quarter_before_its_year_is_proposed),
        cmocka_unit_test(a_fiscal_year_of_two_digits_is_proposed),
        cmocka_unit_test(a_half_by_its_other_name_is_proposed),
        cmocka_unit_test(a_month_with_a_point_is_proposed_unless_a_zero_may_be_lost),
        cmocka_unit_test(a_serial_number_is_proposed_as_a_day),
        cmocka_unit_test(a_zero_of_a_spreadsheet_is_no_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
