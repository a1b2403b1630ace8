/* Stored numbers as digits. */
#include "made_workbook.h"

#include "api/workbook/number.h"

static void expect_written(const char *stored, const char *expected)
{
    struct number number;
    char text[NUMBER_TEXT_SIZE];
    assert_true(number_read(slice_of(stored), &number));
    number_write(&number, 1, 0, -1, text);
    assert_string_equal(text, expected);
}

static void what_is_stored_has_fifteen_digits(void **state)
{
    (void)state;
    expect_written("0.30000000000000004", "0.3"); /* 0.1+0.2 */
    expect_written("1234567.8910000001", "1234567.891");
    expect_written("0.1", "0.1");
    expect_written("123456789012345678", "123456789012346000");
    expect_written("0.99999999999999989", "1");
    expect_written("9999999999999999", "10000000000000000");
    expect_written("2.2250738585072014E-5", "0.000022250738585072");
}

static void exponents_are_written_out(void **state)
{
    (void)state;
    expect_written("1E3", "1000");
    expect_written("1.5e-3", "0.0015");
    expect_written("-2.50E+02", "-250");
    expect_written("1E+20", "100000000000000000000");
    expect_written("1.2E+300", "1.2E+300");
    expect_written("-5E-300", "-5E-300");
}

static void zero_has_no_sign(void **state)
{
    (void)state;
    expect_written("0", "0");
    expect_written("-0.000", "0");
    expect_written("0E5", "0");
}

static void what_is_no_number_is_none(void **state)
{
    static const char *const texts[] = {"",   "-",       ".",   "1,000", "1.2.3", "0x10",
                                        "1e", "1e99999", "INF", "NaN",   " 1",    "1E+401"};
    struct number number;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(number_read(slice_of(texts[i]), &number));
}

static void expect_rounded(const char *stored, int places, bool changed, const char *expected)
{
    struct number number;
    char text[NUMBER_TEXT_SIZE];
    assert_true(number_read(slice_of(stored), &number));
    assert_int_equal(number_round(&number, places), changed);
    number_write(&number, 1, places > 0 ? places : 0, places > 0 ? places : 0, text);
    assert_string_equal(text, expected);
}

static void halves_go_away_from_zero(void **state)
{
    (void)state;
    expect_rounded("2.5", 0, true, "3");
    expect_rounded("-2.5", 0, true, "-3");
    expect_rounded("1.005", 2, true, "1.01"); /* a double would say 1.00 */
    expect_rounded("0.45", 1, true, "0.5");
    expect_rounded("0.04", 1, true, "0.0");
    expect_rounded("-0.04", 1, true, "0.0");
    expect_rounded("99.95", 1, true, "100.0");
    expect_rounded("5", 2, false, "5.00");
    expect_rounded("1250", -2, true, "1300");
}

static void numbers_are_compared(void **state)
{
    static const char *const order[] = {"-100", "-2", "-0.5", "0",  "0.001",
                                        "0.5",  "2",  "10",   "100"};
    (void)state;
    for (int i = 0; i < 9; i++)
        for (int j = 0; j < 9; j++) {
            struct number a, b;
            assert_true(number_read(slice_of(order[i]), &a) && number_read(slice_of(order[j]), &b));
            assert_int_equal(number_compare(&a, &b), (i > j) - (i < j));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_stored_has_fifteen_digits),
        cmocka_unit_test(exponents_are_written_out),
        cmocka_unit_test(zero_has_no_sign),
        cmocka_unit_test(what_is_no_number_is_none),
        cmocka_unit_test(halves_go_away_from_zero),
        cmocka_unit_test(numbers_are_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
