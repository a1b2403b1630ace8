/* utf8_scan.h, after RFC 3629 s.4 and Unicode 15 s.3.9, table 3-7 and table 3-8. */
#include "api/csv/utf8_scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void stands(const char *bytes, size_t len, enum utf8_unit kind, size_t unit)
{
    size_t found;
    assert_int_equal(utf8_classify((const unsigned char *)bytes, len, &found), kind);
    if (kind != UTF8_INCOMPLETE)
        assert_int_equal(found, unit);
}

#define STANDS(bytes, kind, unit) stands(bytes, sizeof(bytes) - 1, kind, unit)

static void a_character_has_one_to_four_bytes(void **state)
{
    (void)state;
    STANDS("a", UTF8_CHARACTER, 1);
    STANDS("\xC2\x80", UTF8_CHARACTER, 2);
    STANDS("\xDF\xBF", UTF8_CHARACTER, 2);
    STANDS("\xE0\xA0\x80", UTF8_CHARACTER, 3);
    STANDS("\xEF\xBF\xBF", UTF8_CHARACTER, 3);
    STANDS("\xF0\x90\x80\x80", UTF8_CHARACTER, 4);
    STANDS("\xF4\x8F\xBF\xBF", UTF8_CHARACTER, 4);
}

static void nul_and_surrogates_are_named(void **state)
{
    (void)state;
    STANDS("\0", UTF8_NUL, 1);
    STANDS("\xED\x9F\xBF", UTF8_CHARACTER, 3);
    STANDS("\xED\xA0\x80", UTF8_SURROGATE, 3);
    STANDS("\xED\xBF\xBF", UTF8_SURROGATE, 3);
}

static void overlong_forms_and_what_is_beyond_10ffff_are_bad(void **state)
{
    (void)state;
    STANDS("\xC0\xAF", UTF8_BAD, 1);
    STANDS("\xC1\xBF", UTF8_BAD, 1);
    STANDS("\xE0\x9F\xBF", UTF8_BAD, 1);
    STANDS("\xF0\x8F\xBF\xBF", UTF8_BAD, 1);
    STANDS("\xF4\x90\x80\x80", UTF8_BAD, 1);
    STANDS("\xF5\x80\x80\x80", UTF8_BAD, 1);
    STANDS("\x80", UTF8_BAD, 1);
}

/* Table 3-8: <E1 80 E2 F0 91 92 F1 BF 41> are four maximal parts: E1 80, E2, F0 91 92, F1 BF. */
static void a_maximal_part_is_one_fault(void **state)
{
    (void)state;
    const char bytes[] = "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41";
    stands(bytes, 9, UTF8_BAD, 2);
    stands(bytes + 2, 7, UTF8_BAD, 1);
    stands(bytes + 3, 6, UTF8_BAD, 3);
    stands(bytes + 6, 3, UTF8_BAD, 2);
    stands(bytes + 8, 1, UTF8_CHARACTER, 1);
}

static void what_the_end_cuts_off_may_still_become_a_character(void **state)
{
    (void)state;
    STANDS("\xE3", UTF8_INCOMPLETE, 0);
    STANDS("\xE3\x81", UTF8_INCOMPLETE, 0);
    STANDS("\xF4\x8F\xBF", UTF8_INCOMPLETE, 0);
    STANDS("\xED\xA0", UTF8_INCOMPLETE, 0);
}

static size_t scan(const char *bytes, size_t len, size_t *wide)
{
    return utf8_scan((const unsigned char *)bytes, len, wide);
}

static void a_scan_ends_before_the_first_fault_or_nul(void **state)
{
    (void)state;
    assert_int_equal(scan("abcdefghijkl", 12, NULL), 12);
    assert_int_equal(scan("abcdefghi\0kl", 12, NULL), 9);
    assert_int_equal(scan("開く\xE3\x81", 8, NULL), 6);
    assert_int_equal(scan("é\xED\xA0\x80", 5, NULL), 2);
    assert_int_equal(scan("", 0, NULL), 0);
}

static void wide_characters_are_counted_on_top(void **state)
{
    (void)state;
    size_t wide = 2;
    assert_int_equal(scan("a開\xE0\xA0\x80é😀b", 15 - 1, &wide), 14);
    assert_int_equal(wide, 5);
}

/* Every sequence of one to three bytes by the rows of table 3-7. */
static bool by_the_table(const unsigned char *b, size_t len)
{
    if (len == 1)
        return b[0] > 0 && b[0] < 0x80;
    for (size_t i = 2; i < len; i++)
        if (b[i] < 0x80 || b[i] > 0xBF)
            return false;
    if (len == 2)
        return b[0] >= 0xC2 && b[0] <= 0xDF && b[1] >= 0x80 && b[1] <= 0xBF;
    unsigned char low = b[0] == 0xE0 ? 0xA0 : 0x80, high = b[0] == 0xED ? 0x9F : 0xBF;
    return b[0] >= 0xE0 && b[0] <= 0xEF && b[1] >= low && b[1] <= high;
}

static void all_sequences_of_up_to_three_bytes_are_told_apart(void **state)
{
    (void)state;
    for (unsigned code = 0; code < 1U << 24; code++) {
        const unsigned char bytes[] = {(unsigned char)(code >> 16), (unsigned char)(code >> 8),
                                       (unsigned char)code};
        size_t unit;
        bool good = utf8_classify(bytes, 3, &unit) == UTF8_CHARACTER;
        bool expected = by_the_table(bytes, 1) || by_the_table(bytes, 2) || by_the_table(bytes, 3);
        if (good != expected)
            fail_msg("%06x", code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_character_has_one_to_four_bytes),
        cmocka_unit_test(nul_and_surrogates_are_named),
        cmocka_unit_test(overlong_forms_and_what_is_beyond_10ffff_are_bad),
        cmocka_unit_test(a_maximal_part_is_one_fault),
        cmocka_unit_test(what_the_end_cuts_off_may_still_become_a_character),
        cmocka_unit_test(a_scan_ends_before_the_first_fault_or_nul),
        cmocka_unit_test(wide_characters_are_counted_on_top),
        cmocka_unit_test(all_sequences_of_up_to_three_bytes_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
