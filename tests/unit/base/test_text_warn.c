/* text.h: what is accepted and warned of. */
#include "hiraku/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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

static void nec_row_13_is_machine_dependent(void **state)
{
    (void)state;
    assert_int_equal(text_machine_dependent(slice_of("KPI①")), 0x2460);
    assert_int_equal(text_machine_dependent(slice_of("㈱開")), 0x3231);
    assert_int_equal(text_machine_dependent(slice_of("Ⅲ")), 0x2162);
}

static void ibm_extensions_are_machine_dependent(void **state)
{
    (void)state;
    assert_int_equal(text_machine_dependent(slice_of("髙橋")), 0x9AD9);
    assert_int_equal(text_machine_dependent(slice_of("山﨑")), 0xFA11);
    assert_int_equal(text_machine_dependent(slice_of("ⅲ")), 0x2172);
}

static void half_width_kana_is_machine_dependent(void **state)
{
    (void)state;
    assert_int_equal(text_machine_dependent(slice_of("ｱ")), 0xFF71);
}

static void jis_x_0208_is_not_machine_dependent(void **state)
{
    (void)state;
    assert_int_equal(text_machine_dependent(slice_of("高崎市・第１回〜ＫＰＩ（≒∵√）～－")), 0);
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
        cmocka_unit_test(kana_read_as_cp932_is_mojibake),
        cmocka_unit_test(kanji_read_as_cp932_is_mojibake),
        cmocka_unit_test(kana_read_as_latin_1_is_mojibake),
        cmocka_unit_test(kana_read_as_windows_1252_is_mojibake),
        cmocka_unit_test(an_accent_read_as_latin_1_is_mojibake),
        cmocka_unit_test(japanese_is_not_mojibake),
        cmocka_unit_test(european_names_are_not_mojibake),
        cmocka_unit_test(nec_row_13_is_machine_dependent),
        cmocka_unit_test(ibm_extensions_are_machine_dependent),
        cmocka_unit_test(half_width_kana_is_machine_dependent),
        cmocka_unit_test(jis_x_0208_is_not_machine_dependent),
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
