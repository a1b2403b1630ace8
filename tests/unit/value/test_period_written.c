/* period.h: two ends that say once what they share. */
#include "period_expect.h"

static void a_unit_behind_both_ends_is_that_of_both(void **state)
{
    (void)state;
    reads("2021～2023年度", "FY2021/FY2023");
    reads("令和3～5年度", "FY2021/FY2023");
    reads("H29～H31年度", "FY2017/FY2019");
    reads("2021～2023年", "2021/2023");
    reads("2021年7～9月", "2021-07/2021-09");
    reads("2021年7月10～20日", "2021-07-10/2021-07-20");
}

static void an_era_before_both_ends_is_that_of_both(void **state)
{
    (void)state;
    reads("令和3年度から5年度", "FY2021/FY2023");
    reads("令和3年～5年", "2021/2023");
    reads("昭和62～平成3年度", "FY1987/FY1991");
}

static void a_year_before_both_ends_is_that_of_both(void **state)
{
    (void)state;
    reads("2021年7月～9月", "2021-07/2021-09");
    reads("令和3年7月10日～8月20日", "2021-07-10/2021-08-20");
    reads("2021年7月～同年9月", "2021-07/2021-09");
}

static void the_year_after_is_said(void **state)
{
    (void)state;
    reads("2021年11月～翌年2月", "2021-11/2022-02");
    reads("2021年11月～翌2月", "2021-11/2022-02");
}

static void an_end_without_year_that_goes_back_is_proposed_in_the_next_one(void **state)
{
    (void)state;
    expect("2021年11月～2月", PERIOD_END_NO_YEAR, "2021-11/2022-02");
    expect("2021年4月～3月", PERIOD_END_NO_YEAR, "2021-04/2022-03");
    expect("R3.11～2", PERIOD_END_NO_YEAR, "2021-11/2022-02");
    expect("2021/11/1～2/28", PERIOD_END_NO_YEAR, "2021-11-01/2022-02-28");
}

static void what_has_its_year_and_goes_back_is_reversed(void **state)
{
    (void)state;
    expect("2021年11月～同年2月", PERIOD_REVERSED, "");
    expect("2021年11月～2021年2月", PERIOD_REVERSED, "");
    expect("2021年11月9日～3日", PERIOD_REVERSED, "");
}

static void a_hyphen_behind_a_year_of_an_era_is_two_years_or_a_month(void **state)
{
    (void)state;
    expect("R3-7", PERIOD_YEAR_OR_MONTH, "FY2021/FY2025");
    expect("平成28-30", PERIOD_YEAR_OR_MONTH, "FY2016/FY2018");
    expect("Ｒ３–７", PERIOD_YEAR_OR_MONTH, "FY2021/FY2025");
    reads("R3.7", "2021-07");
    reads("R3/7", "2021-07");
    reads("R3-7-1", "2021-07-01");
    reads("2021-07", "2021-07");
}

static void a_calendar_year_is_no_fiscal_year_beside_one(void **state)
{
    (void)state;
    expect("2021年～2023年度", PERIOD_NOT_A_PERIOD, "");
    expect("2021年度～2023年", PERIOD_NOT_A_PERIOD, "");
}

static void a_bare_year_beside_a_fiscal_one_is_proposed(void **state)
{
    (void)state;
    proposes("2021年度～2023", "FY2021/FY2023");
    proposes("FY2021～2023", "FY2021/FY2023");
    proposes("2021～FY2023", "FY2021/FY2023");
}

static void a_century_left_out_is_proposed(void **state)
{
    (void)state;
    proposes("2021～23年度", "FY2021/FY2023");
}

static void a_year_before_two_quarters_is_that_of_both(void **state)
{
    (void)state;
    reads("2021Q1～Q3", "2021-Q1/2021-Q3");
    reads("令和3年度上期～下期", "FY2021-H1/FY2021-H2");
    reads("FY2021上期", "FY2021-H1");
}

static void a_hyphen_between_two_ends_is_proposed(void **state)
{
    (void)state;
    proposes("2021-2023年度", "FY2021/FY2023");
    proposes("2021/7-2021/9", "2021-07/2021-09");
    proposes("2021年7月－9月", "2021-07/2021-09");
    proposes("2021-07-01-2021-07-31", "2021-07-01/2021-07-31");
}

static void two_bare_years_with_a_hyphen_may_be_a_season(void **state)
{
    (void)state;
    expect("2021-2022", PERIOD_NOT_A_PERIOD, "");
}

static void months_of_a_quarter_are_proposed(void **state)
{
    (void)state;
    proposes("2021年7～9月期", "2021-07/2021-09");
}

static void from_to_in_characters_is_read(void **state)
{
    (void)state;
    reads("自令和3年4月1日至令和4年3月31日", "2021-04-01/2022-03-31");
}

static void a_range_without_year_is_refused(void **state)
{
    (void)state;
    expect("7月1日〜5日", PERIOD_NO_YEAR, "");
    expect("7月～9月", PERIOD_NO_YEAR, "");
    expect("3～5年度", PERIOD_NO_ERA, "");
}

static void a_fiscal_year_in_small_letters_is_read(void **state)
{
    (void)state;
    reads("r3年度", "FY2021");
    reads("fy2021", "FY2021");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_unit_behind_both_ends_is_that_of_both),
        cmocka_unit_test(an_era_before_both_ends_is_that_of_both),
        cmocka_unit_test(a_year_before_both_ends_is_that_of_both),
        cmocka_unit_test(the_year_after_is_said),
        cmocka_unit_test(an_end_without_year_that_goes_back_is_proposed_in_the_next_one),
        cmocka_unit_test(what_has_its_year_and_goes_back_is_reversed),
        cmocka_unit_test(a_hyphen_behind_a_year_of_an_era_is_two_years_or_a_month),
        cmocka_unit_test(a_calendar_year_is_no_fiscal_year_beside_one),
        cmocka_unit_test(a_bare_year_beside_a_fiscal_one_is_proposed),
        cmocka_unit_test(a_century_left_out_is_proposed),
        cmocka_unit_test(a_year_before_two_quarters_is_that_of_both),
        cmocka_unit_test(a_hyphen_between_two_ends_is_proposed),
        cmocka_unit_test(two_bare_years_with_a_hyphen_may_be_a_season),
        cmocka_unit_test(months_of_a_quarter_are_proposed),
        cmocka_unit_test(from_to_in_characters_is_read),
        cmocka_unit_test(a_range_without_year_is_refused),
        cmocka_unit_test(a_fiscal_year_in_small_letters_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
