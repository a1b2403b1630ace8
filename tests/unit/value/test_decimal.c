/* decimal.h: numbers as published text. */
#include "hiraku/value/decimal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static enum decimal_fault parse(const char *text)
{
    struct decimal value;
    return decimal_parse(slice_of(text), &value);
}

static struct decimal number(const char *text)
{
    struct decimal value = {0, 0};
    assert_int_equal(decimal_parse(slice_of(text), &value), DECIMAL_GOOD);
    return value;
}

static void assert_formats(struct decimal value, const char *expected)
{
    char text[DECIMAL_TEXT_SIZE];
    assert_int_equal(decimal_format(value, text), strlen(expected));
    assert_string_equal(text, expected);
}

static void a_decimal_is_units_and_scale(void **state)
{
    (void)state;
    struct decimal value = number("-12.50");
    assert_true(value.units == -1250);
    assert_int_equal(value.scale, 2);
}

static void zero_has_its_decimals(void **state)
{
    (void)state;
    struct decimal value = number("0.00");
    assert_true(value.units == 0);
    assert_int_equal(value.scale, 2);
}

static void eighteen_digits_are_good(void **state)
{
    (void)state;
    assert_int_equal(parse("123456789012345678"), DECIMAL_GOOD);
    assert_int_equal(parse("-0.12345678901234567"), DECIMAL_GOOD);
}

static void nineteen_digits_are_too_long(void **state)
{
    (void)state;
    assert_int_equal(parse("1234567890123456789"), DECIMAL_TOO_LONG);
    assert_int_equal(parse("0.123456789012345678"), DECIMAL_TOO_LONG);
}

static void a_leading_zero_is_not_canonical(void **state)
{
    (void)state;
    assert_int_equal(parse("01"), DECIMAL_NOT_CANONICAL);
}

static void a_plus_sign_is_not_canonical(void **state)
{
    (void)state;
    assert_int_equal(parse("+1"), DECIMAL_NOT_CANONICAL);
}

static void a_missing_whole_part_is_not_canonical(void **state)
{
    (void)state;
    assert_int_equal(parse(".5"), DECIMAL_NOT_CANONICAL);
}

static void a_missing_fraction_is_not_canonical(void **state)
{
    (void)state;
    assert_int_equal(parse("5."), DECIMAL_NOT_CANONICAL);
}

static void minus_zero_is_not_canonical(void **state)
{
    (void)state;
    assert_int_equal(parse("-0"), DECIMAL_NOT_CANONICAL);
}

static void minus_zero_with_decimals_is_not_canonical(void **state)
{
    (void)state;
    assert_int_equal(parse("-0.00"), DECIMAL_NOT_CANONICAL);
}

static void an_exponent_is_not_canonical(void **state)
{
    (void)state;
    assert_int_equal(parse("1e3"), DECIMAL_NOT_CANONICAL);
}

static void the_empty_text_is_not_a_number(void **state)
{
    (void)state;
    assert_int_equal(parse(""), DECIMAL_NOT_A_NUMBER);
}

static void a_sign_alone_is_not_a_number(void **state)
{
    (void)state;
    assert_int_equal(parse("-"), DECIMAL_NOT_A_NUMBER);
}

static void a_thousands_separator_is_not_a_number(void **state)
{
    (void)state;
    assert_int_equal(parse("1,000"), DECIMAL_NOT_A_NUMBER);
}

static void a_word_is_not_a_number(void **state)
{
    (void)state;
    assert_int_equal(parse("abc"), DECIMAL_NOT_A_NUMBER);
}

static void a_space_is_not_a_number(void **state)
{
    (void)state;
    assert_int_equal(parse(" 1"), DECIMAL_NOT_A_NUMBER);
}

static void two_points_is_not_a_number(void **state)
{
    (void)state;
    assert_int_equal(parse("1.2.3"), DECIMAL_NOT_A_NUMBER);
}

static void hexadecimal_is_not_a_number(void **state)
{
    (void)state;
    assert_int_equal(parse("0x10"), DECIMAL_NOT_A_NUMBER);
}

static void infinity_is_not_a_number(void **state)
{
    (void)state;
    assert_int_equal(parse("inf"), DECIMAL_NOT_A_NUMBER);
}

static void a_full_width_digit_is_not_a_number(void **state)
{
    (void)state;
    assert_int_equal(parse("１"), DECIMAL_NOT_A_NUMBER);
}

static void a_huge_exponent_is_too_long(void **state)
{
    (void)state;
    assert_int_equal(parse("1e999999999999"), DECIMAL_TOO_LONG);
}

static void format_gives_the_text_back(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "0", "0.00", "5.00", "-0.05", "-12.5", "123456789012345678", "-1.00000000000000000"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_formats(number(texts[i]), texts[i]);
}

static void the_sum_has_the_larger_scale(void **state)
{
    (void)state;
    struct decimal sum;
    assert_true(decimal_add(number("1.5"), number("2.25"), &sum));
    assert_formats(sum, "3.75");
    assert_true(decimal_add(number("0.75"), number("0.25"), &sum));
    assert_formats(sum, "1.00");
}

static void sums_may_exceed_eighteen_digits(void **state)
{
    (void)state;
    struct decimal sum;
    assert_true(decimal_add(number("999999999999999999"), number("1"), &sum));
    assert_formats(sum, "1000000000000000000");
}

static void a_sum_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    struct decimal sum, most = {(decimal_units)1 << 126, 0};
    assert_false(decimal_add(most, most, &sum));
    assert_false(decimal_add(most, number("0.1"), &sum));
}

static void a_tenth_and_two_tenths_are_three_tenths(void **state)
{
    (void)state;
    struct decimal sum;
    assert_true(decimal_add(number("0.1"), number("0.2"), &sum));
    assert_int_equal(decimal_compare(sum, number("0.3")), 0);
}

static void equal_values_compare_equal(void **state)
{
    (void)state;
    assert_int_equal(decimal_compare(number("5.0"), number("5.00")), 0);
}

static void compare_looks_at_sign_whole_and_fraction(void **state)
{
    (void)state;
    assert_int_equal(decimal_compare(number("-1"), number("1")), -1);
    assert_int_equal(decimal_compare(number("10"), number("9.99")), 1);
    assert_int_equal(decimal_compare(number("-1.5"), number("-1.25")), -1);
    assert_int_equal(decimal_compare(number("999999999999999999"), number("0.00000000000000001")),
                     1);
}

static void keys_have_the_order_of_the_numbers(void **state)
{
    (void)state;
    static const char *const rising[] = {"-999999999999999999",
                                         "-100",
                                         "-99.5",
                                         "-10",
                                         "-9",
                                         "-1.53",
                                         "-1.5",
                                         "-1.05",
                                         "-1",
                                         "-0.5",
                                         "-0.05",
                                         "-0.00000000000000001",
                                         "0",
                                         "0.00000000000000001",
                                         "0.05",
                                         "0.5",
                                         "1",
                                         "1.05",
                                         "1.5",
                                         "1.53",
                                         "9",
                                         "10",
                                         "99.5",
                                         "100",
                                         "999999999999999999"};
    char before[DECIMAL_KEY_SIZE] = "", key[DECIMAL_KEY_SIZE];
    for (size_t i = 0; i < sizeof rising / sizeof *rising; i++) {
        size_t len = decimal_key(number(rising[i]), key);
        assert_int_equal(len, strlen(key));
        assert_true(strcmp(before, key) < 0);
        memcpy(before, key, sizeof key);
    }
}

static void equal_values_have_equal_keys(void **state)
{
    (void)state;
    char one[DECIMAL_KEY_SIZE], two[DECIMAL_KEY_SIZE];
    decimal_key(number("-5.0"), one);
    decimal_key(number("-5.00"), two);
    assert_string_equal(one, two);
    decimal_key(number("0"), one);
    decimal_key(number("0.00"), two);
    assert_string_equal(one, two);
}

static void integers_keep_their_bounds(void **state)
{
    (void)state;
    int64_t value = 0;
    assert_true(decimal_parse_int(slice_of("100"), 1, 100, &value));
    assert_int_equal(value, 100);
    assert_false(decimal_parse_int(slice_of("101"), 1, 100, &value));
    assert_false(decimal_parse_int(slice_of("0"), 1, 100, &value));
}

static void an_integer_has_no_fraction(void **state)
{
    (void)state;
    int64_t value;
    assert_false(decimal_parse_int(slice_of("1.0"), 0, 100, &value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_decimal_is_units_and_scale),
        cmocka_unit_test(zero_has_its_decimals),
        cmocka_unit_test(eighteen_digits_are_good),
        cmocka_unit_test(nineteen_digits_are_too_long),
        cmocka_unit_test(a_leading_zero_is_not_canonical),
        cmocka_unit_test(a_plus_sign_is_not_canonical),
        cmocka_unit_test(a_missing_whole_part_is_not_canonical),
        cmocka_unit_test(a_missing_fraction_is_not_canonical),
        cmocka_unit_test(minus_zero_is_not_canonical),
        cmocka_unit_test(minus_zero_with_decimals_is_not_canonical),
        cmocka_unit_test(an_exponent_is_not_canonical),
        cmocka_unit_test(the_empty_text_is_not_a_number),
        cmocka_unit_test(a_sign_alone_is_not_a_number),
        cmocka_unit_test(a_thousands_separator_is_not_a_number),
        cmocka_unit_test(a_word_is_not_a_number),
        cmocka_unit_test(a_space_is_not_a_number),
        cmocka_unit_test(two_points_is_not_a_number),
        cmocka_unit_test(hexadecimal_is_not_a_number),
        cmocka_unit_test(infinity_is_not_a_number),
        cmocka_unit_test(a_full_width_digit_is_not_a_number),
        cmocka_unit_test(a_huge_exponent_is_too_long),
        cmocka_unit_test(format_gives_the_text_back),
        cmocka_unit_test(the_sum_has_the_larger_scale),
        cmocka_unit_test(sums_may_exceed_eighteen_digits),
        cmocka_unit_test(a_sum_that_does_not_fit_is_refused),
        cmocka_unit_test(a_tenth_and_two_tenths_are_three_tenths),
        cmocka_unit_test(equal_values_compare_equal),
        cmocka_unit_test(compare_looks_at_sign_whole_and_fraction),
        cmocka_unit_test(keys_have_the_order_of_the_numbers),
        cmocka_unit_test(equal_values_have_equal_keys),
        cmocka_unit_test(integers_keep_their_bounds),
        cmocka_unit_test(an_integer_has_no_fraction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
