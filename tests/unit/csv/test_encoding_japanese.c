/* CP932 by Microsoft's table, EUC-JP with its supplements, ISO-2022-JP (RFC 1468). */
#include "decoded_files.h"

/* Microsoft's table: 82A0 あ, 8740 ①, 8160 U+FF5E, 955C 表, B1 U+FF71, FBFC U+9AD9, FA40 U+2170. */
static void cp932_is_found_and_decoded(void **state)
{
    (void)state;
    EXPECT("\x82\xA0,\x87\x40,\x81\x60,\x95\x5C,\xB1,\xFB\xFC,\xFA\x40\\~\r\n", CSV_CP932,
           "あ,①,\xEF\xBD\x9E,表,\xEF\xBD\xB1,\xE9\xAB\x99,\xE2\x85\xB0\\~\r\n", "");
}

static void character_that_was_cut_is_one_fault(void **state)
{
    (void)state;
    EXPECT("\x82\xA0\x82", CSV_CP932, "あ" REPLACEMENT, "B:;");
    EXPECT("\x83\x4A\x83,\x8A\xC2\n", CSV_CP932, "カ" REPLACEMENT ",環\n", "B:;");
    EXPECT("\xA5\xAB\xA5\xCA\xA5,\xB4\xC4\n", CSV_EUC_JP, "カナ" REPLACEMENT ",環\n", "B:;");
    EXPECT("カナ\xE3\x82,環\n", CSV_UTF8, "カナ" REPLACEMENT ",環\n", "B:E3 82;");
}

/* JIS X 0208, 0201 (half-width kana) and 0212 in EUC-JP; NEC's ① by CP51932, IBM's ⅰ by eucJP-ms.
 */
static void euc_jp_is_found_and_decoded(void **state)
{
    (void)state;
    EXPECT("\xA4\xB1\xA4\xF3,\x8E\xB9\x8E\xDD,\x8F\xB0\xA1,\xA1\xC1,\xAD\xA1,\x8F\xF3\xF3\r\n",
           CSV_EUC_JP, "けん,ｹﾝ,丂,\xE3\x80\x9C,①,ⅰ\r\n", "");
}

/* RFC 1468; ESC ( I is JIS X 0201's kana, ESC $ ( D JIS X 0212. */
static void iso_2022_jp_is_found_and_decoded(void **state)
{
    (void)state;
    EXPECT("a\x1B$B$1$s\x1B(B,\x1B(I9]\x1B(J,\x1B$(D0!\x1B(B,\x1B$@$\"-!\nb\n", CSV_ISO2022_JP,
           "aけん,ｹﾝ,丂,あ①\nb\n", "");
    EXPECT("\x1B$B$1\x1B(B,\x1B$B$\x1B(B\n", CSV_ISO2022_JP, "け," REPLACEMENT "\n", "B:;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cp932_is_found_and_decoded),
        cmocka_unit_test(character_that_was_cut_is_one_fault),
        cmocka_unit_test(euc_jp_is_found_and_decoded),
        cmocka_unit_test(iso_2022_jp_is_found_and_decoded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
