/* digits.h: check digits. */
#include "hiraku/value/digits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void published_municipality_codes_are_good(void **state)
{
    (void)state;
    static const char *const codes[] = {"130001", "140007", "141003", "430005",
                                        "431001", "281000", "401307", "401005"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        assert_int_equal(digits_municipality(slice_of(codes[i]), NULL), DIGITS_GOOD);
}

static void a_sum_that_leaves_one_has_check_digit_0(void **state)
{
    (void)state;
    /* 28100: s = 12 + 40 + 4 = 56, 56 mod 11 = 1, 11 - 1 = 10 */
    assert_int_equal(digits_municipality(slice_of("281000"), NULL), DIGITS_GOOD);
}

static void a_sum_that_leaves_nothing_has_check_digit_1(void **state)
{
    (void)state;
    /* 01020: s = 5 + 6 = 11, 11 mod 11 = 0, 11 - 0 = 11 */
    assert_int_equal(digits_municipality(slice_of("010201"), NULL), DIGITS_GOOD);
}

static void japan_is_000001(void **state)
{
    (void)state;
    assert_int_equal(digits_municipality(slice_of("000001"), NULL), DIGITS_GOOD);
}

static void a_wrong_municipality_check_is_mended(void **state)
{
    (void)state;
    char mended[7];
    assert_int_equal(digits_municipality(slice_of("141004"), mended), DIGITS_BAD_CHECK);
    assert_string_equal(mended, "141003");
}

static void a_municipality_code_has_six_ascii_digits(void **state)
{
    (void)state;
    char mended[7] = "x";
    assert_int_equal(digits_municipality(slice_of("14100"), mended), DIGITS_NOT_DIGITS);
    assert_string_equal(mended, "");
    assert_int_equal(digits_municipality(slice_of("1410030"), NULL), DIGITS_NOT_DIGITS);
    assert_int_equal(digits_municipality(slice_of("14100a"), NULL), DIGITS_NOT_DIGITS);
    assert_int_equal(digits_municipality(slice_of(""), NULL), DIGITS_NOT_DIGITS);
}

static void the_number_of_yokohama_is_good(void **state)
{
    (void)state;
    assert_int_equal(digits_corporate(slice_of("3000020141003"), NULL), DIGITS_GOOD);
}

static void the_worked_example_of_the_tax_agency_is_good(void **state)
{
    (void)state;
    /* 700110005901: odd places 1+9+0+0+1+0 = 11, even places 0+5+0+1+0+7 = 13; 11 + 26 = 37, mod 9
     * = 1, 9 - 1 = 8 */
    assert_int_equal(digits_corporate(slice_of("8700110005901"), NULL), DIGITS_GOOD);
}

static void a_wrong_corporate_check_is_mended(void **state)
{
    (void)state;
    char mended[14];
    assert_int_equal(digits_corporate(slice_of("4000020141003"), mended), DIGITS_BAD_CHECK);
    assert_string_equal(mended, "3000020141003");
}

static void a_corporate_number_has_thirteen_ascii_digits(void **state)
{
    (void)state;
    assert_int_equal(digits_corporate(slice_of("300002014100"), NULL), DIGITS_NOT_DIGITS);
    assert_int_equal(digits_corporate(slice_of("30000201410030"), NULL), DIGITS_NOT_DIGITS);
    assert_int_equal(digits_corporate(slice_of("T000020141003"), NULL), DIGITS_NOT_DIGITS);
}

/* Which codes `digits` may stand for, separated by spaces. */
static void expect_meant(const char *digits, const char *expected)
{
    char codes[MUNICIPALITY_CODES_MEANT][7], all[32] = "";
    size_t count = digits_municipality_meant(slice_of(digits), codes);
    for (size_t i = 0; i < count; i++) {
        strcat(all, i > 0 ? " " : "");
        strcat(all, codes[i]);
    }
    assert_string_equal(all, expected);
}

static void fewer_digits_stand_for_codes(void **state)
{
    (void)state;
    expect_meant("431005", "431001"); /* another check digit */
    expect_meant("43100", "431001");  /* none */
    expect_meant("1100", "011002");   /* none, and no leading zero */
    expect_meant("12149", "121495 012149");
    expect_meant("43", "430005");
    expect_meant("10006", "010006"); /* 10 006: no place has such a number */
}

static void other_digits_stand_for_none(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "1", "431", "4310011", "43100a", "430014"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect_meant(texts[i], "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_municipality_codes_are_good),
        cmocka_unit_test(a_sum_that_leaves_one_has_check_digit_0),
        cmocka_unit_test(a_sum_that_leaves_nothing_has_check_digit_1),
        cmocka_unit_test(japan_is_000001),
        cmocka_unit_test(a_wrong_municipality_check_is_mended),
        cmocka_unit_test(a_municipality_code_has_six_ascii_digits),
        cmocka_unit_test(the_number_of_yokohama_is_good),
        cmocka_unit_test(the_worked_example_of_the_tax_agency_is_good),
        cmocka_unit_test(a_wrong_corporate_check_is_mended),
        cmocka_unit_test(a_corporate_number_has_thirteen_ascii_digits),
        cmocka_unit_test(fewer_digits_stand_for_codes),
        cmocka_unit_test(other_digits_stand_for_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
