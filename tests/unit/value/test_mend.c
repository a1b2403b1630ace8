/* decimal.h: what a person most likely meant. */
#include "hiraku/value/decimal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_mends(const char *text, const char *expected)
{
    char mended[DECIMAL_TEXT_SIZE];
    assert_true(decimal_mend(slice_of(text), mended));
    assert_string_equal(mended, expected);
}

static void assert_hopeless(const char *text)
{
    char mended[DECIMAL_TEXT_SIZE];
    assert_false(decimal_mend(slice_of(text), mended));
}

static void mend_about_and_a_unit(void **state)
{
    (void)state;
    assert_mends("約1,800社", "1800");
}

static void mend_full_width_digits(void **state)
{
    (void)state;
    assert_mends("１，０００", "1000");
}

static void mend_thousands(void **state)
{
    (void)state;
    assert_mends("12,345,678", "12345678");
}

static void mend_white_triangle_is_minus(void **state)
{
    (void)state;
    assert_mends("△5", "-5");
}

static void mend_black_triangle_is_minus(void **state)
{
    (void)state;
    assert_mends("▲5", "-5");
}

static void mend_minus_sign_is_minus(void **state)
{
    (void)state;
    assert_mends("−5", "-5");
}

static void mend_full_width_minus_is_minus(void **state)
{
    (void)state;
    assert_mends("－５．５", "-5.5");
}

static void mend_percent(void **state)
{
    (void)state;
    assert_mends("95%", "95");
}

static void mend_about_and_participants(void **state)
{
    (void)state;
    assert_mends("約3,200名", "3200");
}

static void mend_plus(void **state)
{
    (void)state;
    assert_mends("+5", "5");
}

static void mend_leading_zero(void **state)
{
    (void)state;
    assert_mends("05", "5");
}

static void mend_trailing_zero_is_kept(void **state)
{
    (void)state;
    assert_mends("1.50", "1.50");
}

static void mend_exponent(void **state)
{
    (void)state;
    assert_mends("1e3", "1000");
}

static void mend_negative_exponent(void **state)
{
    (void)state;
    assert_mends("15e-1", "1.5");
}

static void mend_minus_zero_is_zero(void **state)
{
    (void)state;
    assert_mends("-0", "0");
}

static void mend_ten_thousands(void **state)
{
    (void)state;
    assert_mends("2万6千", "26000");
}

static void mend_hundred_millions(void **state)
{
    (void)state;
    assert_mends("1億2,000万円", "120000000");
}

static void mend_a_fraction_of_ten_thousand(void **state)
{
    (void)state;
    assert_mends("1.5万人", "15000");
}

static void mend_ten_million(void **state)
{
    (void)state;
    assert_mends("3千万円", "30000000");
}

static void mend_yen(void **state)
{
    (void)state;
    assert_mends("￥1,000", "1000");
}

static void mend_a_space_before_the_unit(void **state)
{
    (void)state;
    assert_mends("10 件", "10");
}

static void mend_gross(void **state)
{
    (void)state;
    assert_mends("延べ 約300社", "300");
}

static void mend_finds_nothing_in_a_dash(void **state)
{
    (void)state;
    assert_hopeless("-");
}

static void mend_finds_nothing_in_a_long_dash(void **state)
{
    (void)state;
    assert_hopeless("―");
}

static void mend_finds_nothing_in_some_people(void **state)
{
    (void)state;
    assert_hopeless("数名");
}

static void mend_finds_nothing_in_nothing(void **state)
{
    (void)state;
    assert_hopeless("");
}

static void mend_finds_nothing_in_a_range(void **state)
{
    (void)state;
    assert_hopeless("10〜20");
}

static void mend_finds_nothing_in_an_open_range(void **state)
{
    (void)state;
    assert_hopeless("10〜");
}

static void mend_finds_nothing_in_a_fraction(void **state)
{
    (void)state;
    assert_hopeless("5/8");
}

static void mend_finds_nothing_in_a_wrong_group(void **state)
{
    (void)state;
    assert_hopeless("1,80");
}

static void mend_finds_nothing_in_digits_left_over(void **state)
{
    (void)state;
    assert_hopeless("2万6");
}

static void mend_finds_nothing_in_an_ordinal(void **state)
{
    (void)state;
    assert_hopeless("第5回");
}

static void mend_finds_nothing_in_a_date(void **state)
{
    (void)state;
    assert_hopeless("2023年4月");
}

static void mend_finds_nothing_in_a_half_more(void **state)
{
    (void)state;
    assert_hopeless("5年半");
}

static void mend_finds_nothing_in_ten_and_some(void **state)
{
    (void)state;
    assert_hopeless("10数名");
}

static void mend_finds_nothing_in_digits_with_a_space(void **state)
{
    (void)state;
    assert_hopeless("1 000");
}

static void mend_finds_nothing_in_nineteen_digits(void **state)
{
    (void)state;
    assert_hopeless("1234567890123456789");
}

static void mend_finds_nothing_in_bytes_that_are_not_utf8(void **state)
{
    (void)state;
    assert_hopeless("5\xFF");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mend_about_and_a_unit),
        cmocka_unit_test(mend_full_width_digits),
        cmocka_unit_test(mend_thousands),
        cmocka_unit_test(mend_white_triangle_is_minus),
        cmocka_unit_test(mend_black_triangle_is_minus),
        cmocka_unit_test(mend_minus_sign_is_minus),
        cmocka_unit_test(mend_full_width_minus_is_minus),
        cmocka_unit_test(mend_percent),
        cmocka_unit_test(mend_about_and_participants),
        cmocka_unit_test(mend_plus),
        cmocka_unit_test(mend_leading_zero),
        cmocka_unit_test(mend_trailing_zero_is_kept),
        cmocka_unit_test(mend_exponent),
        cmocka_unit_test(mend_negative_exponent),
        cmocka_unit_test(mend_minus_zero_is_zero),
        cmocka_unit_test(mend_ten_thousands),
        cmocka_unit_test(mend_hundred_millions),
        cmocka_unit_test(mend_a_fraction_of_ten_thousand),
        cmocka_unit_test(mend_ten_million),
        cmocka_unit_test(mend_yen),
        cmocka_unit_test(mend_a_space_before_the_unit),
        cmocka_unit_test(mend_gross),
        cmocka_unit_test(mend_finds_nothing_in_a_dash),
        cmocka_unit_test(mend_finds_nothing_in_a_long_dash),
        cmocka_unit_test(mend_finds_nothing_in_some_people),
        cmocka_unit_test(mend_finds_nothing_in_nothing),
        cmocka_unit_test(mend_finds_nothing_in_a_range),
        cmocka_unit_test(mend_finds_nothing_in_an_open_range),
        cmocka_unit_test(mend_finds_nothing_in_a_fraction),
        cmocka_unit_test(mend_finds_nothing_in_a_wrong_group),
        cmocka_unit_test(mend_finds_nothing_in_digits_left_over),
        cmocka_unit_test(mend_finds_nothing_in_an_ordinal),
        cmocka_unit_test(mend_finds_nothing_in_a_date),
        cmocka_unit_test(mend_finds_nothing_in_a_half_more),
        cmocka_unit_test(mend_finds_nothing_in_ten_and_some),
        cmocka_unit_test(mend_finds_nothing_in_digits_with_a_space),
        cmocka_unit_test(mend_finds_nothing_in_nineteen_digits),
        cmocka_unit_test(mend_finds_nothing_in_bytes_that_are_not_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
