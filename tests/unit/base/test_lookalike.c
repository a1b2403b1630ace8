/* lookalike.h, with pairs of confusables.txt (Unicode UTS 39). */
#include "hiraku/base/lookalike.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void cyrillic_and_greek_letters_look_like_latin_ones(void **state)
{
    (void)state;
    assert_int_equal(lookalike_ascii(0x0430), 'a');
    assert_int_equal(lookalike_ascii(0x0421), 'C');
    assert_int_equal(lookalike_ascii(0x03BF), 'o');
    assert_int_equal(lookalike_ascii(0x0397), 'H');
}

static void dashes_and_the_long_vowel_look_like_a_hyphen(void **state)
{
    (void)state;
    assert_int_equal(lookalike_ascii(0x2010), '-');
    assert_int_equal(lookalike_ascii(0x2212), '-');
    assert_int_equal(lookalike_ascii(0x30FC), '-');
    assert_int_equal(lookalike_ascii(0xFF0D), '-');
}

static void what_is_ascii_or_like_none_is_none(void **state)
{
    (void)state;
    assert_int_equal(lookalike_ascii('a'), 0);
    assert_int_equal(lookalike_ascii('-'), 0);
    assert_int_equal(lookalike_ascii(0x0416), 0); /* Ж */
    assert_int_equal(lookalike_ascii(0x6C34), 0); /* 水 */
}

static void a_lookalike_hides_among_ascii(void **state)
{
    (void)state;
    assert_true(lookalike_hides(slice_of("pl\xD0\xB0n-1")));
    assert_true(lookalike_hides(slice_of("k–1")));
}

static void it_does_not_hide_alone_or_among_other_letters(void **state)
{
    (void)state;
    assert_false(lookalike_hides(slice_of("plan-1")));
    assert_false(lookalike_hides(slice_of("ー")));
    assert_false(lookalike_hides(slice_of("センター1")));
    assert_false(lookalike_hides(slice_of("а\xFF")));
    assert_false(lookalike_hides(slice_of("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cyrillic_and_greek_letters_look_like_latin_ones),
        cmocka_unit_test(dashes_and_the_long_vowel_look_like_a_hyphen),
        cmocka_unit_test(what_is_ascii_or_like_none_is_none),
        cmocka_unit_test(a_lookalike_hides_among_ascii),
        cmocka_unit_test(it_does_not_hide_alone_or_among_other_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
