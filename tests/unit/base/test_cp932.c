/* cp932.h: what fits, and the bytes it becomes. Expected bytes are those of Microsoft's code page
 * 932 (IBM extensions at FAxx), which Python's codec reads back to the same characters. */
#include "hiraku/base/cp932.h"
#include "hiraku/base/out.h"

#include "api/store/unencodable.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static int open_converter(void **state)
{
    return cp932_new((struct cp932 **)state, NULL) == STATUS_OK ? 0 : -1;
}

static int close_converter(void **state)
{
    cp932_free(*state);
    return 0;
}

static void check_bytes(struct cp932 *cp932, const char *text, const char *expected)
{
    struct out out;
    out_open_memory(&out, 1 << 16);
    cp932_put(cp932, &out, slice_of(text));
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    assert_int_equal(out.len, strlen(expected));
    assert_memory_equal(out.bytes, expected, out.len);
    out_close(&out);
}

static void ascii_stays(void **state)
{
    check_bytes(*state, "a\\b~|", "a\\b~|");
}

static void kanji_become_two_bytes(void **state)
{
    check_bytes(*state, "横浜", "\x89\xA1\x95\x6C");
}

static void half_width_kana_become_one_byte(void **state)
{
    check_bytes(*state, "ｱ", "\xB1");
}

static void circled_numbers_and_ibm_kanji_fit(void **state)
{
    check_bytes(*state, "①髙", "\x87\x40\xFB\xFC");
}

static void both_wave_dashes_are_one_character(void **state)
{
    check_bytes(*state, "〜～", "\x81\x60\x81\x60");
}

static void what_is_lacking_becomes_geta(void **state)
{
    check_bytes(*state, "a😀b𠮷c",
                "a\x81\xAC"
                "b\x81\xAC"
                "c");
}

static void the_yen_sign_is_no_backslash(void **state)
{
    check_bytes(*state, "¥1‾",
                "\x81\xAC"
                "1\x81\xAC");
}

static void tag_characters_do_not_vanish(void **state)
{
    check_bytes(*state, "\xF3\xA0\x81\xA7", "\x81\xAC");
}

static void a_long_text_is_whole(void **state)
{
    char text[3 * 3000 + 1], expected[2 * 3000 + 1];
    for (size_t i = 0; i < 3000; i++) {
        memcpy(text + 3 * i, "市", 3);
        memcpy(expected + 2 * i, "\x8E\x73", 2);
    }
    text[sizeof text - 1] = expected[sizeof expected - 1] = '\0';
    check_bytes(*state, text, expected);
}

static void nothing_is_lacking(void **state)
{
    assert_int_equal(cp932_lacking(*state, slice_of("横浜市 (FY2023) ～①髙ｱ")), -1);
    assert_int_equal(cp932_lacking(*state, (struct slice){NULL, 0}), -1);
}

static void the_first_that_is_lacking_is_named(void **state)
{
    assert_int_equal(cp932_lacking(*state, slice_of("横浜😀𠮷")), 0x1F600);
    assert_int_equal(cp932_lacking(*state, slice_of("é")), 0xE9);
    assert_int_equal(cp932_lacking(*state, slice_of("100¥")), 0xA5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_stays),
        cmocka_unit_test(kanji_become_two_bytes),
        cmocka_unit_test(half_width_kana_become_one_byte),
        cmocka_unit_test(circled_numbers_and_ibm_kanji_fit),
        cmocka_unit_test(both_wave_dashes_are_one_character),
        cmocka_unit_test(what_is_lacking_becomes_geta),
        cmocka_unit_test(the_yen_sign_is_no_backslash),
        cmocka_unit_test(tag_characters_do_not_vanish),
        cmocka_unit_test(a_long_text_is_whole),
        cmocka_unit_test(nothing_is_lacking),
        cmocka_unit_test(the_first_that_is_lacking_is_named),
    };
    return cmocka_run_group_tests(tests, open_converter, close_converter);
}
