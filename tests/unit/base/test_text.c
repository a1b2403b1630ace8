/* text.h: what is accepted as text. */
#include "hiraku/base/arena.h"
#include "hiraku/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static enum text_fault check(const char *text)
{
    return text_check(slice_of(text), NULL);
}

static void ascii_is_good(void **state)
{
    (void)state;
    assert_int_equal(check("abc def"), TEXT_GOOD);
}

static void japanese_is_good(void **state)
{
    (void)state;
    assert_int_equal(check("横浜市、プログラム「開く」"), TEXT_GOOD);
}

static void line_ends_inside_are_good(void **state)
{
    (void)state;
    assert_int_equal(check("a\r\n\tb"), TEXT_GOOD);
}

static void an_emoji_is_good(void **state)
{
    (void)state;
    assert_int_equal(check("😀"), TEXT_GOOD);
}

static void the_empty_text_is_good(void **state)
{
    (void)state;
    assert_int_equal(check(""), TEXT_GOOD);
}

static void an_overlong_form_is_not_utf8(void **state)
{
    (void)state;
    assert_int_equal(check("\xC0\xAF"), TEXT_NOT_UTF8);
}

static void an_overlong_three_byte_form_is_not_utf8(void **state)
{
    (void)state;
    assert_int_equal(check("\xE0\x80\xAF"), TEXT_NOT_UTF8);
}

static void a_surrogate_is_not_utf8(void **state)
{
    (void)state;
    assert_int_equal(check("\xED\xA0\x80"), TEXT_NOT_UTF8);
}

static void beyond_10ffff_is_not_utf8(void **state)
{
    (void)state;
    assert_int_equal(check("\xF4\x90\x80\x80"), TEXT_NOT_UTF8);
}

static void a_cut_sequence_is_not_utf8(void **state)
{
    (void)state;
    assert_int_equal(check("a\xE9\x96"), TEXT_NOT_UTF8);
}

static void cp932_is_not_utf8(void **state)
{
    (void)state;
    assert_int_equal(check("\x89\xA1\x95\x6C"), TEXT_NOT_UTF8);
}

static void escape_is_a_control(void **state)
{
    (void)state;
    assert_int_equal(check("a\x1B b"), TEXT_CONTROL);
}

static void delete_is_a_control(void **state)
{
    (void)state;
    assert_int_equal(check("a\x7F"), TEXT_CONTROL);
}

static void c1_is_a_control(void **state)
{
    (void)state;
    assert_int_equal(check("a\xC2\x85z"), TEXT_CONTROL);
}

static void fffe_is_a_control(void **state)
{
    (void)state;
    assert_int_equal(check("a\xEF\xBF\xBEz"), TEXT_CONTROL);
}

static void right_to_left_override_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("a\xE2\x80\xAEz"), TEXT_BIDI_CONTROL);
}

static void right_to_left_mark_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("a\xE2\x80\x8Fz"), TEXT_BIDI_CONTROL);
}

static void an_isolate_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("a\xE2\x81\xA6z"), TEXT_BIDI_CONTROL);
}

static void gaiji_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("a\xEE\x80\x80z"), TEXT_NONCHARACTER);
}

static void a_noncharacter_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("a\xF0\x9F\xBF\xBEz"), TEXT_NONCHARACTER);
}

static void supplementary_private_use_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("a\xF3\xB0\x80\x80z"), TEXT_NONCHARACTER);
}

static void the_replacement_character_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("a\xEF\xBF\xBDz"), TEXT_REPLACEMENT);
}

static void a_decomposed_kana_is_not_nfc(void **state)
{
    (void)state;
    assert_int_equal(check("か\xE3\x82\x99"), TEXT_NOT_NFC);
}

static void a_decomposed_latin_letter_is_not_nfc(void **state)
{
    (void)state;
    assert_int_equal(check("e\xCC\x81"), TEXT_NOT_NFC);
}

static void a_compatibility_ideograph_is_not_nfc(void **state)
{
    (void)state;
    assert_int_equal(check("\xEF\xA8\x99"), TEXT_NOT_NFC);
}

static void the_ohm_sign_is_not_nfc(void **state)
{
    (void)state;
    assert_int_equal(check("\xE2\x84\xA6"), TEXT_NOT_NFC);
}

static void marks_in_wrong_order_are_not_nfc(void **state)
{
    (void)state;
    assert_int_equal(check("q\xCC\x87\xCC\xA3"), TEXT_NOT_NFC);
}

static void marks_in_order_are_nfc(void **state)
{
    (void)state;
    assert_int_equal(check("q\xCC\xA3\xCC\x87"), TEXT_GOOD);
}

static void a_precomposed_letter_is_nfc(void **state)
{
    (void)state;
    assert_int_equal(check("é が"), TEXT_GOOD);
}

static void an_ibm_extension_that_is_its_own_nfc_is_good(void **state)
{
    (void)state;
    assert_int_equal(check("\xEF\xA8\x91"), TEXT_GOOD);
}

static void a_leading_space_is_untrimmed(void **state)
{
    (void)state;
    assert_int_equal(check(" a"), TEXT_UNTRIMMED);
}

static void a_trailing_ideographic_space_is_untrimmed(void **state)
{
    (void)state;
    assert_int_equal(check("a　"), TEXT_UNTRIMMED);
}

static void a_byte_order_mark_is_untrimmed(void **state)
{
    (void)state;
    assert_int_equal(check("\xEF\xBB\xBFz"), TEXT_UNTRIMMED);
}

static void a_trailing_line_end_is_untrimmed(void **state)
{
    (void)state;
    assert_int_equal(check("a\n"), TEXT_UNTRIMMED);
}

static void only_spaces_is_untrimmed(void **state)
{
    (void)state;
    assert_int_equal(check("  "), TEXT_UNTRIMMED);
}

static void check_tells_where(void **state)
{
    (void)state;
    size_t at;
    assert_int_equal(text_check(slice_of("開く\x01"), &at), TEXT_CONTROL);
    assert_int_equal(at, 6);
    assert_int_equal(text_check(slice_of("開くか\xE3\x82\x99"), &at), TEXT_NOT_NFC);
    assert_int_equal(at, 6);
    assert_int_equal(text_check(slice_of("開く "), &at), TEXT_UNTRIMMED);
    assert_int_equal(at, 6);
}

static void trim_takes_white_space_off_both_ends(void **state)
{
    (void)state;
    assert_true(slice_is(text_trim(slice_of("\xEF\xBB\xBF　 \t開 く\r\n\xC2\xA0")), "開 く"));
}

static void trim_of_white_space_is_empty(void **state)
{
    (void)state;
    assert_int_equal(text_trim(slice_of(" 　\n")).len, 0);
    assert_int_equal(text_trim((struct slice){NULL, 0}).len, 0);
}

static void trim_leaves_damaged_text_alone(void **state)
{
    (void)state;
    assert_int_equal(text_trim(slice_of("a\x80\x80")).len, 3);
}

static void nfc_composes(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1000);
    assert_true(slice_is(text_nfc(&arena, slice_of("か\xE3\x82\x99y\xCC\x81")), "がý"));
    arena_free(&arena);
}

static void nfc_keeps_compatibility_characters(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1000);
    assert_true(slice_is(text_nfc(&arena, slice_of("①ｶﾞＡ㈱")), "①ｶﾞＡ㈱"));
    arena_free(&arena);
}

static void nfkc_folds_width_and_circles(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1000);
    assert_true(slice_is(text_nfkc(&arena, slice_of("①ｶﾞＡ㈱")), "1ガA(株)"));
    arena_free(&arena);
}

static void nfkc_of_ascii_is_itself(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1000);
    assert_true(slice_is(text_nfkc(&arena, slice_of("abc")), "abc"));
    arena_free(&arena);
}

static void a_normal_form_without_memory_is_null(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1);
    assert_null(text_nfc(&arena, slice_of("か\xE3\x82\x99")).at);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_is_good),
        cmocka_unit_test(japanese_is_good),
        cmocka_unit_test(line_ends_inside_are_good),
        cmocka_unit_test(an_emoji_is_good),
        cmocka_unit_test(the_empty_text_is_good),
        cmocka_unit_test(an_overlong_form_is_not_utf8),
        cmocka_unit_test(an_overlong_three_byte_form_is_not_utf8),
        cmocka_unit_test(a_surrogate_is_not_utf8),
        cmocka_unit_test(beyond_10ffff_is_not_utf8),
        cmocka_unit_test(a_cut_sequence_is_not_utf8),
        cmocka_unit_test(cp932_is_not_utf8),
        cmocka_unit_test(escape_is_a_control),
        cmocka_unit_test(delete_is_a_control),
        cmocka_unit_test(c1_is_a_control),
        cmocka_unit_test(fffe_is_a_control),
        cmocka_unit_test(right_to_left_override_is_refused),
        cmocka_unit_test(right_to_left_mark_is_refused),
        cmocka_unit_test(an_isolate_is_refused),
        cmocka_unit_test(gaiji_is_refused),
        cmocka_unit_test(a_noncharacter_is_refused),
        cmocka_unit_test(supplementary_private_use_is_refused),
        cmocka_unit_test(the_replacement_character_is_refused),
        cmocka_unit_test(a_decomposed_kana_is_not_nfc),
        cmocka_unit_test(a_decomposed_latin_letter_is_not_nfc),
        cmocka_unit_test(a_compatibility_ideograph_is_not_nfc),
        cmocka_unit_test(the_ohm_sign_is_not_nfc),
        cmocka_unit_test(marks_in_wrong_order_are_not_nfc),
        cmocka_unit_test(marks_in_order_are_nfc),
        cmocka_unit_test(a_precomposed_letter_is_nfc),
        cmocka_unit_test(an_ibm_extension_that_is_its_own_nfc_is_good),
        cmocka_unit_test(a_leading_space_is_untrimmed),
        cmocka_unit_test(a_trailing_ideographic_space_is_untrimmed),
        cmocka_unit_test(a_byte_order_mark_is_untrimmed),
        cmocka_unit_test(a_trailing_line_end_is_untrimmed),
        cmocka_unit_test(only_spaces_is_untrimmed),
        cmocka_unit_test(check_tells_where),
        cmocka_unit_test(trim_takes_white_space_off_both_ends),
        cmocka_unit_test(trim_of_white_space_is_empty),
        cmocka_unit_test(trim_leaves_damaged_text_alone),
        cmocka_unit_test(nfc_composes),
        cmocka_unit_test(nfc_keeps_compatibility_characters),
        cmocka_unit_test(nfkc_folds_width_and_circles),
        cmocka_unit_test(nfkc_of_ascii_is_itself),
        cmocka_unit_test(a_normal_form_without_memory_is_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
