/* period.h: one period in other spellings, or said twice. */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_kanji),
        cmocka_unit_test(eras_by_their_first_character),
        cmocka_unit_test(words_that_add_nothing),
        cmocka_unit_test(a_year_said_twice_is_one_if_both_agree),
        cmocka_unit_test(a_year_out_of_range_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
