/* fold.h: what people type, made uniform. */
#include "hiraku/value/fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void folds_to(const char *text, const char *expected)
{
    char bytes[64];
    size_t len = fold(slice_of(text), bytes, sizeof bytes);
    assert_true(slice_is((struct slice){bytes, len}, expected));
}

/* Unicode, Halfwidth and Fullwidth Forms: U+FF01–U+FF5E are U+0021–U+007E. */
static void full_width_ascii_is_ascii(void **state)
{
    (void)state;
    folds_to("！（１２）～ＡｚＺ", "!(12)~AzZ");
}

static void the_wave_dash_is_a_tilde(void **state)
{
    (void)state;
    folds_to("4月〜6月", "4月~6月");
}

static void white_space_goes(void **state)
{
    (void)state;
    folds_to("\t令和 5　年\xC2\xA0度 ", "令和5年度");
}

static void one_space_stays_between_two_digits(void **state)
{
    (void)state;
    folds_to("1  2", "1 2");
    folds_to("１　２", "1 2");
    folds_to("1 a 2", "1a2");
}

/* NFKC would make these 1, キロ and 株. */
static void compatibility_characters_stay(void **state)
{
    (void)state;
    folds_to("①㌔㈱ｱ", "①㌔㈱ｱ");
}

static void what_is_no_text_or_does_not_fit_is_empty(void **state)
{
    (void)state;
    char bytes[8];
    assert_int_equal(fold(slice_of(""), bytes, sizeof bytes), 0);
    assert_int_equal(fold(slice_of("　"), bytes, sizeof bytes), 0);
    assert_int_equal(fold(slice_of("a\xFF"), bytes, sizeof bytes), 0);
    assert_int_equal(fold(slice_of("123456789"), bytes, sizeof bytes), 0);
    assert_int_equal(fold(slice_of("123"), bytes, sizeof bytes), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_width_ascii_is_ascii),
        cmocka_unit_test(the_wave_dash_is_a_tilde),
        cmocka_unit_test(white_space_goes),
        cmocka_unit_test(one_space_stays_between_two_digits),
        cmocka_unit_test(compatibility_characters_stay),
        cmocka_unit_test(what_is_no_text_or_does_not_fit_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
