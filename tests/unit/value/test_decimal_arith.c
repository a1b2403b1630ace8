/* decimal.h: differences and quotients. Expected values are from Python's decimal module. */
#include "hiraku/value/decimal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct decimal number(const char *text)
{
    struct decimal value = {0, 0};
    assert_int_equal(decimal_parse(slice_of(text), &value), DECIMAL_GOOD);
    return value;
}

static void assert_difference(const char *a, const char *b, const char *expected)
{
    struct decimal difference;
    char text[DECIMAL_TEXT_SIZE];
    assert_true(decimal_subtract(number(a), number(b), &difference));
    decimal_format(difference, text);
    assert_string_equal(text, expected);
}

static void assert_quotient(const char *a, const char *b, unsigned scale, const char *expected)
{
    struct decimal quotient;
    char text[DECIMAL_TEXT_SIZE];
    assert_true(decimal_divide(number(a), number(b), scale, &quotient));
    decimal_format(quotient, text);
    assert_string_equal(text, expected);
}

static void a_difference_is_exact(void **state)
{
    (void)state;
    assert_difference("0.3", "0.1", "0.2");
    assert_difference("1", "0.00000000000000001", "0.99999999999999999");
    assert_difference("999999999999999999", "-1", "1000000000000000000");
}

static void a_difference_has_the_larger_scale(void **state)
{
    (void)state;
    assert_difference("5.00", "5", "0.00");
    assert_difference("5", "4.5", "0.5");
}

static void a_tie_is_rounded_to_the_even_digit(void **state)
{
    (void)state;
    assert_quotient("1", "8", 2, "0.12");
    assert_quotient("3", "8", 2, "0.38");
    assert_quotient("1", "2", 0, "0");
    assert_quotient("3", "2", 0, "2");
    assert_quotient("5", "2", 0, "2");
}

static void what_is_no_tie_is_rounded_to_the_nearest(void **state)
{
    (void)state;
    assert_quotient("2", "3", 2, "0.67");
    assert_quotient("1", "3", 4, "0.3333");
    assert_quotient("1.250001", "10", 2, "0.13");
}

static void signs_are_kept_and_rounding_is_symmetric(void **state)
{
    (void)state;
    assert_quotient("-1", "8", 2, "-0.12");
    assert_quotient("1", "-3", 2, "-0.33");
    assert_quotient("-3", "-8", 2, "0.38");
    assert_quotient("-1", "1000", 2, "0.00");
}

static void operands_of_any_size_are_divided_exactly(void **state)
{
    (void)state;
    assert_quotient("123456789012345678", "0.00000000000000007", 0,
                    "1763668414462081114285714285714286");
    assert_quotient("0.00000000000000007", "123456789012345678", 36,
                    "0.000000000000000000000000000000000567");
}

static void division_by_zero_is_told(void **state)
{
    (void)state;
    struct decimal quotient;
    assert_false(decimal_divide(number("1"), number("0.00"), 2, &quotient));
}

static void what_does_not_fit_is_told(void **state)
{
    (void)state;
    struct decimal quotient;
    assert_false(
        decimal_divide(number("999999999999999999"), number("0.00000000000000001"), 9, &quotient));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_difference_is_exact),
        cmocka_unit_test(a_difference_has_the_larger_scale),
        cmocka_unit_test(a_tie_is_rounded_to_the_even_digit),
        cmocka_unit_test(what_is_no_tie_is_rounded_to_the_nearest),
        cmocka_unit_test(signs_are_kept_and_rounding_is_symmetric),
        cmocka_unit_test(operands_of_any_size_are_divided_exactly),
        cmocka_unit_test(division_by_zero_is_told),
        cmocka_unit_test(what_does_not_fit_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
