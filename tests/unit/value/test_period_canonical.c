/* period.h: one period in other spellings, said twice, or not read, and why. */
#include "hiraku/value/period.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void expect(const char *text, enum period_fault fault, const char *expected)
{
    char canonical[PERIOD_TEXT_SIZE];
    assert_int_equal(period_canonical(slice_of(text), canonical), fault);
    assert_string_equal(canonical, expected);
}

static void proposes(const char *text, const char *expected)
{
    expect(text, PERIOD_PROPOSED, expected);
}

static void numbers_of_kanji(void **state)
{
    (void)state;
    proposes("令和五年度", "FY2023");
    proposes("平成二十三年六月十四日", "2011-06-14");
    proposes("二〇二三年度", "FY2023");
    proposes("令和十年", "2028");
    proposes("令和三年十月～令和四年三月", "2021-10/2022-03");
    expect("二十二十年", PERIOD_NOT_A_PERIOD, "");
}

static void eras_by_their_first_character(void **state)
{
    (void)state;
    proposes("令5.6.1", "2023-06-01");
    proposes("平29.4", "2017-04");
    proposes("令元年度", "FY2019");
    expect("大学3", PERIOD_NOT_A_PERIOD, "");
}

static void words_that_add_nothing(void **state)
{
    (void)state;
    proposes("2023年度実績", "FY2023");
    proposes("2023年度（見込み）", "FY2023");
    proposes("西暦2023年", "2023");
    expect("実績", PERIOD_NOT_A_PERIOD, "");
}

static void a_year_said_twice_is_one_if_both_agree(void **state)
{
    (void)state;
    proposes("令和5年度（2023年度）", "FY2023");
    proposes("2023（令和5）年度", "FY2023");
    proposes("令和5年度(2023)", "FY2023");
    proposes("令和五年（2023年）", "2023");
    expect("令和5年度（2022年度）", PERIOD_DISAGREES, "");
    expect("令和5年（2023年度）", PERIOD_DISAGREES, "");
    expect("令和5年度（通年）", PERIOD_NOT_A_PERIOD, "");
}

static void a_year_out_of_range_is_one(void **state)
{
    (void)state;
    expect("2999年", PERIOD_YEAR_BEYOND, "");
    expect("FY1728", PERIOD_YEAR_BEYOND, "");
}

static void assert_refused(const char *text, enum period_fault fault)
{
    char canonical[PERIOD_TEXT_SIZE];
    assert_int_equal(period_canonical(slice_of(text), canonical), fault);
}

static void reiwa_0_is_refused(void **state)
{
    (void)state;
    assert_refused("令和0年", PERIOD_BEYOND_ERA);
}

static void showa_70_is_refused(void **state)
{
    (void)state;
    assert_refused("昭和70年1月", PERIOD_BEYOND_ERA);
}

static void meiji_before_the_solar_calendar_is_refused(void **state)
{
    (void)state;
    assert_refused("明治5年", PERIOD_BEYOND_ERA);
}

static void a_day_before_the_era_is_refused(void **state)
{
    (void)state;
    assert_refused("平成元年1月7日", PERIOD_BEYOND_ERA);
}

static void a_year_without_era_is_refused(void **state)
{
    (void)state;
    assert_refused("23年6月", PERIOD_NO_ERA);
}

static void a_fiscal_year_without_era_is_refused(void **state)
{
    (void)state;
    assert_refused("22年度", PERIOD_NO_ERA);
}

static void first_year_without_era_is_refused(void **state)
{
    (void)state;
    assert_refused("元年", PERIOD_NO_ERA);
}

static void numbers_without_era_is_refused(void **state)
{
    (void)state;
    assert_refused("23.6.14", PERIOD_NO_ERA);
}

static void a_range_whose_start_lacks_the_era_is_refused(void **state)
{
    (void)state;
    assert_refused("5年度〜令和7年度", PERIOD_NO_ERA);
}

static void last_year_is_refused(void **state)
{
    (void)state;
    assert_refused("昨年", PERIOD_NOT_A_PERIOD);
}

static void a_month_without_year_is_refused(void **state)
{
    (void)state;
    assert_refused("4月", PERIOD_NO_YEAR);
}

static void a_duration_is_refused(void **state)
{
    (void)state;
    assert_refused("5年間", PERIOD_NOT_A_PERIOD);
}

static void an_era_without_year_is_refused(void **state)
{
    (void)state;
    assert_refused("令和", PERIOD_NOT_A_PERIOD);
}

static void a_bare_era_year_is_refused(void **state)
{
    (void)state;
    assert_refused("R5", PERIOD_NOT_A_PERIOD);
}

static void the_end_of_a_fiscal_year_is_refused(void **state)
{
    (void)state;
    assert_refused("令和5年度末", PERIOD_NOT_A_PERIOD);
}

static void a_month_that_looks_like_a_decimal_is_refused(void **state)
{
    (void)state;
    assert_refused("2023.1", PERIOD_NOT_A_PERIOD);
}

static void eight_digits_of_no_day_is_refused(void **state)
{
    (void)state;
    assert_refused("20230431", PERIOD_NO_SUCH_DAY);
}

static void a_lone_wave_dash_is_refused(void **state)
{
    (void)state;
    assert_refused("〜", PERIOD_NOT_A_PERIOD);
}

static void nothing_is_refused(void **state)
{
    (void)state;
    assert_refused("", PERIOD_NOT_A_PERIOD);
}

static void bytes_that_are_not_utf8_is_refused(void **state)
{
    (void)state;
    assert_refused("2023\xFF", PERIOD_NOT_A_PERIOD);
}

static void february_30_is_refused(void **state)
{
    (void)state;
    assert_refused("令和5年2月30日", PERIOD_NO_SUCH_DAY);
}

static void month_13_is_refused(void **state)
{
    (void)state;
    assert_refused("2023/13/1", PERIOD_NO_SUCH_DAY);
}

static void a_reversed_range_is_refused(void **state)
{
    (void)state;
    assert_refused("令和8年〜令和5年", PERIOD_REVERSED);
}

static void what_is_refused_leaves_no_text(void **state)
{
    (void)state;
    char canonical[PERIOD_TEXT_SIZE] = "before";
    period_canonical(slice_of("昨年"), canonical);
    assert_string_equal(canonical, "");
}

static void a_very_long_text_is_refused(void **state)
{
    (void)state;
    char text[4000], canonical[PERIOD_TEXT_SIZE];
    memset(text, '1', sizeof text);
    assert_int_equal(period_canonical((struct slice){text, sizeof text}, canonical),
                     PERIOD_NOT_A_PERIOD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_kanji),
        cmocka_unit_test(eras_by_their_first_character),
        cmocka_unit_test(words_that_add_nothing),
        cmocka_unit_test(a_year_said_twice_is_one_if_both_agree),
        cmocka_unit_test(a_year_out_of_range_is_one),
        cmocka_unit_test(reiwa_0_is_refused),
        cmocka_unit_test(showa_70_is_refused),
        cmocka_unit_test(meiji_before_the_solar_calendar_is_refused),
        cmocka_unit_test(a_day_before_the_era_is_refused),
        cmocka_unit_test(a_year_without_era_is_refused),
        cmocka_unit_test(a_fiscal_year_without_era_is_refused),
        cmocka_unit_test(first_year_without_era_is_refused),
        cmocka_unit_test(numbers_without_era_is_refused),
        cmocka_unit_test(a_range_whose_start_lacks_the_era_is_refused),
        cmocka_unit_test(last_year_is_refused),
        cmocka_unit_test(a_month_without_year_is_refused),
        cmocka_unit_test(a_duration_is_refused),
        cmocka_unit_test(an_era_without_year_is_refused),
        cmocka_unit_test(a_bare_era_year_is_refused),
        cmocka_unit_test(the_end_of_a_fiscal_year_is_refused),
        cmocka_unit_test(a_month_that_looks_like_a_decimal_is_refused),
        cmocka_unit_test(eight_digits_of_no_day_is_refused),
        cmocka_unit_test(a_lone_wave_dash_is_refused),
        cmocka_unit_test(nothing_is_refused),
        cmocka_unit_test(bytes_that_are_not_utf8_is_refused),
        cmocka_unit_test(february_30_is_refused),
        cmocka_unit_test(month_13_is_refused),
        cmocka_unit_test(a_reversed_range_is_refused),
        cmocka_unit_test(what_is_refused_leaves_no_text),
        cmocka_unit_test(a_very_long_text_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
