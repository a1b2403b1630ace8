/* text.h: what is accepted as text, and what is accepted and warned of. */
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

static void kana_read_as_cp932_is_mojibake(void **state)
{
    (void)state;
    assert_true(text_is_mojibake(slice_of("縺ｲ繧峨￥"))); /* ひらく */
}

static void kanji_read_as_cp932_is_mojibake(void **state)
{
    (void)state;
    assert_true(text_is_mojibake(slice_of("讓ｪ豬懷ｸ"))); /* 横浜市 */
}

static void kana_read_as_latin_1_is_mojibake(void **state)
{
    (void)state;
    assert_true(text_is_mojibake(slice_of("ã\xC2\x81\xC2\xB2ã\xC2\x82\xC2\x89"))); /* ひら */
}

static void kana_read_as_windows_1252_is_mojibake(void **state)
{
    (void)state;
    assert_true(text_is_mojibake(slice_of("ã‚¹ã‚¿"))); /* スタ */
}

static void an_accent_read_as_latin_1_is_mojibake(void **state)
{
    (void)state;
    assert_true(text_is_mojibake(slice_of("cafÃ©")));
}

static void japanese_is_not_mojibake(void **state)
{
    (void)state;
    assert_false(text_is_mojibake(slice_of("横浜市のスタートアップ、熊本市がｼｽﾃﾑを導入")));
    assert_false(text_is_mojibake(slice_of("繧繝彩色")));
    assert_false(text_is_mojibake(slice_of("一ｹ月で二ｹ所、三ｹ所")));
}

static void european_names_are_not_mojibake(void **state)
{
    (void)state;
    assert_false(text_is_mojibake(slice_of("São Paulo, Orléans, SÃO, Çà")));
}

static void equals_starts_a_formula(void **state)
{
    (void)state;
    assert_true(text_is_formula(slice_of("=1+1")));
}

static void plus_starts_a_formula(void **state)
{
    (void)state;
    assert_true(text_is_formula(slice_of("+cmd")));
}

static void minus_starts_a_formula(void **state)
{
    (void)state;
    assert_true(text_is_formula(slice_of("-2+3")));
}

static void at_starts_a_formula(void **state)
{
    (void)state;
    assert_true(text_is_formula(slice_of("@SUM(A1)")));
}

static void tab_starts_a_formula(void **state)
{
    (void)state;
    assert_true(text_is_formula(slice_of("\t=1")));
}

static void carriage_return_starts_a_formula(void **state)
{
    (void)state;
    assert_true(text_is_formula(slice_of("\r=1")));
}

static void a_lone_minus_starts_a_formula(void **state)
{
    (void)state;
    assert_true(text_is_formula(slice_of("-")));
}

static void a_negative_number_is_no_formula(void **state)
{
    (void)state;
    assert_false(text_is_formula(slice_of("-5")));
}

static void a_signed_decimal_is_no_formula(void **state)
{
    (void)state;
    assert_false(text_is_formula(slice_of("+1.50")));
}

static void a_word_is_no_formula(void **state)
{
    (void)state;
    assert_false(text_is_formula(slice_of("abc")));
}

static void the_empty_text_is_no_formula(void **state)
{
    (void)state;
    assert_false(text_is_formula(slice_of("")));
}

static void a_mail_address_is_no_formula(void **state)
{
    (void)state;
    assert_false(text_is_formula(slice_of("a@b")));
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
        cmocka_unit_test(kana_read_as_cp932_is_mojibake),
        cmocka_unit_test(kanji_read_as_cp932_is_mojibake),
        cmocka_unit_test(kana_read_as_latin_1_is_mojibake),
        cmocka_unit_test(kana_read_as_windows_1252_is_mojibake),
        cmocka_unit_test(an_accent_read_as_latin_1_is_mojibake),
        cmocka_unit_test(japanese_is_not_mojibake),
        cmocka_unit_test(european_names_are_not_mojibake),
        cmocka_unit_test(equals_starts_a_formula),
        cmocka_unit_test(plus_starts_a_formula),
        cmocka_unit_test(minus_starts_a_formula),
        cmocka_unit_test(at_starts_a_formula),
        cmocka_unit_test(tab_starts_a_formula),
        cmocka_unit_test(carriage_return_starts_a_formula),
        cmocka_unit_test(a_lone_minus_starts_a_formula),
        cmocka_unit_test(a_negative_number_is_no_formula),
        cmocka_unit_test(a_signed_decimal_is_no_formula),
        cmocka_unit_test(a_word_is_no_formula),
        cmocka_unit_test(the_empty_text_is_no_formula),
        cmocka_unit_test(a_mail_address_is_no_formula),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
