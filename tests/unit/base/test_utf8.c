/* utf8.h: code points and their bytes. */
#include "hiraku/base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void next_reads_one_to_four_bytes(void **state)
{
    (void)state;
    struct slice text = slice_of("aé開\xF0\xA0\xAE\xB7");
    size_t at = 0;
    assert_int_equal(utf8_next(text, &at), 'a');
    assert_int_equal(utf8_next(text, &at), 0xE9);
    assert_int_equal(utf8_next(text, &at), 0x958B);
    assert_int_equal(utf8_next(text, &at), 0x20BB7);
    assert_int_equal(at, text.len);
    assert_int_equal(utf8_next(text, &at), -1);
}

static void next_reads_no_byte_beyond_the_slice(void **state)
{
    (void)state;
    size_t at = 0;
    assert_int_equal(utf8_next((struct slice){"開", 2}, &at), -1);
    assert_int_equal(at, 0);
}

static void put_writes_what_next_reads(void **state)
{
    (void)state;
    static const int32_t points[] = {0,      0x7F,   0x80,   0x7FF,   0x800,
                                     0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        char bytes[4];
        size_t at = 0, len = utf8_put(points[i], bytes);
        assert_int_equal(utf8_next((struct slice){bytes, len}, &at), points[i]);
        assert_int_equal(at, len);
    }
}

static void length_counts_code_points(void **state)
{
    (void)state;
    assert_int_equal(utf8_length(slice_of("aé開")), 3);
}

static void cut_ends_at_a_character(void **state)
{
    (void)state;
    assert_int_equal(utf8_cut(slice_of("開く"), 6).len, 6);
    assert_int_equal(utf8_cut(slice_of("開く"), 5).len, 3);
    assert_int_equal(utf8_cut(slice_of("開く"), 2).len, 0);
    assert_int_equal(utf8_cut(slice_of("開\xF0\xA0\xAE\xB7"), 6).len, 3);
}

/* What is looked at together is not passed over. */
static void a_bad_byte_is_found_wherever_it_stands(void **state)
{
    (void)state;
    for (size_t len = 1; len <= 24; len++)
        for (size_t at = 0; at < len; at++) {
            char text[24];
            memset(text, 'a', sizeof text);
            assert_true(utf8_is_valid((struct slice){text, len}));
            text[at] = '\xff';
            assert_false(utf8_is_valid((struct slice){text, len}));
            memcpy(text, "aaaaaaaaaaaaaaaaaaaaaaaa", sizeof text);
            memcpy(text + at, "\xE3\x81\x82", at + 3 <= len ? 3 : len - at);
            assert_int_equal(utf8_is_valid((struct slice){text, len}), at + 3 <= len);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bad_byte_is_found_wherever_it_stands),
        cmocka_unit_test(next_reads_one_to_four_bytes),
        cmocka_unit_test(next_reads_no_byte_beyond_the_slice),
        cmocka_unit_test(put_writes_what_next_reads),
        cmocka_unit_test(length_counts_code_points),
        cmocka_unit_test(cut_ends_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
