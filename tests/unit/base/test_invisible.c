/* Invisible characters by Unicode 15: DerivedCoreProperties (Default_Ignorable_Code_Point), Zs, Zl,
 * Zp. */
#include "hiraku/base/arena.h"
#include "hiraku/base/invisible.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void what_nobody_sees_is_invisible(void **state)
{
    (void)state;
    static const int32_t invisible[] = {0xAD,   0xA0,   0x034F, 0x200B,  0x200C,
                                        0x200D, 0x2060, 0x2003, 0x2028,  0x202E,
                                        0x3164, 0xFE0F, 0xFEFF, 0xE0041, 0xE0100};
    static const int32_t visible[] = {' ',    '-',    0x3000,  0x3042, 0x4E00,
                                      0x2010, 0x2212, 0x1F600, 0xFF65};
    for (size_t i = 0; i < sizeof invisible / sizeof *invisible; i++)
        assert_true(invisible_is(invisible[i]));
    for (size_t i = 0; i < sizeof visible / sizeof *visible; i++)
        assert_false(invisible_is(visible[i]));
}

static void shows(int32_t before, int32_t c, const char *expected)
{
    char shown[INVISIBLE_SHOWN];
    assert_int_equal(invisible_show(before, c, shown), strlen(expected));
    assert_string_equal(shown, expected);
}

static void what_is_invisible_is_shown_by_its_number(void **state)
{
    (void)state;
    shows('a', 0x200B, "<U+200B>");
    shows('a', 0xA0, "<U+00A0>");
    shows(0, 0x07, "<U+0007>");
    shows(0, '\n', "\\n");
    shows(0x845B, 0xE0100, "<U+E0100>");
    shows('a', 0x3042, "\xE3\x81\x82");
    shows(0x1F3C3, 0x200D, "\xE2\x80\x8D");
}

static void strips(const char *text, bool prose, const char *expected, int32_t expected_first)
{
    struct arena arena;
    int32_t first;
    arena_init(&arena, 4096);
    struct slice stripped = invisible_strip(&arena, slice_of(text), prose, &first);
    assert_int_equal(stripped.len, strlen(expected));
    assert_memory_equal(stripped.at, expected, stripped.len);
    assert_int_equal(first, expected_first);
    arena_free(&arena);
}

static void nothing_of_it_stays_in_a_code(void **state)
{
    (void)state;
    strips("a\u200Bb\u2060c\uFEFF", false, "abc", 0x200B);
    strips("\u200E131016\u202C", false, "131016", 0x200E);
    strips("1\uFE0F0", false, "10", 0xFE0F);
    strips("a\u00A0b", false, "a\u00A0b", 0);
    strips("abc", false, "abc", 0);
    strips("\u200B", false, "", 0x200B);
}

static void joiners_of_emoji_stay_in_text(void **state)
{
    (void)state;
    strips("\u8857\u200B\u9053", true, "\u8857\u9053", 0x200B);
    strips("a\u200Db", true, "ab", 0x200D);
    strips("\U0001F3C3\u200D\u2640\uFE0F", true, "\U0001F3C3\u200D\u2640\uFE0F", 0);
    strips("\u845B\U000E0100\u57CE", true, "\u845B\U000E0100\u57CE", 0);
    strips("\u202Ea", true, "\u202Ea", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_nobody_sees_is_invisible),
        cmocka_unit_test(what_is_invisible_is_shown_by_its_number),
        cmocka_unit_test(nothing_of_it_stays_in_a_code),
        cmocka_unit_test(joiners_of_emoji_stay_in_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
