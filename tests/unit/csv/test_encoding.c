/* The decoder against RFC 3629, Unicode 15 (s.3.9, tables 3-8 to 3-11), RFC 2781, and the program
 * iconv(1). */
#include "decoded_files.h"

/* RFC 2781 s.2.1: U+20BB7 is D842 DFB7. */
static void utf16_pair_is_one_character(void **state)
{
    (void)state;
    EXPECT("\xFF\xFE\x42\xD8\xB7\xDF", CSV_UTF16LE, "\xF0\xA0\xAE\xB7", "");
    EXPECT("\xFE\xFF\xD8\x42\xDF\xB7", CSV_UTF16BE, "\xF0\xA0\xAE\xB7", "");
}

static void lone_surrogate_of_utf16_is_named(void **state)
{
    (void)state;
    EXPECT("\xFE\xFF\xD8\x42\x00z", CSV_UTF16BE, REPLACEMENT "z", "S:U+D842;");
    EXPECT("\xFE\xFF\xDF\xB7\x00z", CSV_UTF16BE, REPLACEMENT "z", "S:U+DFB7;");
    EXPECT("\xFE\xFF\xD8\x42\xD8\x42\xDF\xB7", CSV_UTF16BE, REPLACEMENT "\xF0\xA0\xAE\xB7",
           "S:U+D842;");
    EXPECT("\xFE\xFF\x00z\xD8\x42", CSV_UTF16BE, "z" REPLACEMENT, "S:U+D842;");
}

static void half_unit_at_the_end_of_utf16_is_bad(void **state)
{
    (void)state;
    EXPECT("\xFF\xFE"
           "a\x00z",
           CSV_UTF16LE, "a" REPLACEMENT, "B:;");
    EXPECT("\xFF\xFE\x42\xD8z", CSV_UTF16LE, REPLACEMENT REPLACEMENT, "S:U+D842;B:;");
}

static void surrogate_of_three_bytes_is_named(void **state)
{
    (void)state;
    EXPECT("a\xED\xA0\x80z", CSV_UTF8, "a" REPLACEMENT "z", "S:U+D800;");
    EXPECT("\xED\xA1\x82\xED\xBE\xB7", CSV_UTF8, REPLACEMENT REPLACEMENT, "S:U+D842;S:U+DFB7;");
}

static void nul_is_named_and_left_out(void **state)
{
    (void)state;
    EXPECT("a\0b", CSV_UTF8, "ab", "N:U+0000;");
    EXPECT("\xFE\xFF\0a\0\0\0b", CSV_UTF16BE, "ab", "N:U+0000;");
    EXPECT("\x82\xA0\0b", CSV_CP932, "あb", "N:U+0000;");
}

/* Unicode 15, tables 3-8, 3-10 and 3-11: one U+FFFD for each maximal part. */
static void ill_formed_utf8_is_replaced_as_unicode_says(void **state)
{
    (void)state;
    EXPECT(BOM "\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", CSV_UTF8_BOM,
           REPLACEMENT REPLACEMENT REPLACEMENT REPLACEMENT REPLACEMENT REPLACEMENT REPLACEMENT
               REPLACEMENT "A",
           "B:C0;B:AF;B:E0;B:80;B:BF;B:F0;B:81;B:82;");
    EXPECT(BOM "\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", CSV_UTF8_BOM,
           REPLACEMENT REPLACEMENT REPLACEMENT REPLACEMENT REPLACEMENT "A" REPLACEMENT REPLACEMENT
                                                                       "B",
           "B:F4;B:91;B:92;B:93;B:FF;B:80;B:BF;");
    EXPECT(BOM "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", CSV_UTF8_BOM,
           REPLACEMENT REPLACEMENT REPLACEMENT REPLACEMENT "A", "B:E1 80;B:E2;B:F0 91 92;B:F1 BF;");
}

static void character_cut_off_by_the_end_is_bad(void **state)
{
    (void)state;
    EXPECT(BOM "a\xE3\x81", CSV_UTF8_BOM, "a" REPLACEMENT, "B:E3 81;");
    EXPECT(BOM "a\xF0\xA0\xAE", CSV_UTF8_BOM, "a" REPLACEMENT, "B:F0 A0 AE;");
}

static void bytes_of_no_encoding_are_faults(void **state)
{
    (void)state;
    EXPECT("a\xFF\n", CSV_UTF8, "a" REPLACEMENT "\n", "B:FF;");
}

/* iconv(1) makes the file and says what it decodes to. */
static void compare_with_iconv(const char *to, const char *bom, size_t bom_len)
{
    char text[32], coded[32], command[256];
    temporary(text);
    temporary(coded);
    FILE *file = fopen(text, "wb");
    assert_non_null(file);
    for (int line = 0; line < 9000; line++)
        fprintf(file, "%d,横浜市の実証,ソ能表十,ｱｲｳ①髙\r\n", line * line % 977);
    assert_int_equal(fclose(file), 0);
    file = fopen(coded, "wb");
    assert_non_null(file);
    fwrite(bom, 1, bom_len, file);
    assert_int_equal(fclose(file), 0);
    snprintf(command, sizeof command, "iconv -f UTF-8 -t %s %s >>%s", to, text, coded);
    assert_int_equal(system(command), 0);
    struct result direct, round;
    decode_path(text, &direct);
    decode_path(coded, &round);
    assert_int_equal(direct.encoding, CSV_UTF8);
    assert_int_equal(round.faults, 0);
    assert_int_equal(round.len, direct.len);
    assert_memory_equal(round.text, direct.text, direct.len);
    free(direct.text);
    free(round.text);
    unlink(text);
    unlink(coded);
}

static void long_files_decode_as_iconv_has_them(void **state)
{
    (void)state;
    compare_with_iconv("CP932", "", 0);
    compare_with_iconv("EUC-JP-MS", "", 0);
    compare_with_iconv("UTF-16LE", "", 0);
    compare_with_iconv("UTF-16LE", "\xFF\xFE", 2);
    compare_with_iconv("UTF-16BE", "\xFE\xFF", 2);
}

static void random_bytes_become_utf8(void **state)
{
    (void)state;
    uint32_t seed = 1;
    static unsigned char bytes[200000];
    for (int round = 0; round < 8; round++) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525 + 1013904223;
            bytes[i] = (unsigned char)(seed >> 24);
        }
        if (round < 3)
            memcpy(bytes, round == 0 ? "\xFF\xFE" : round == 1 ? "\xFE\xFF" : "\xEF\xBB", 2);
        struct result result;
        decode(bytes, sizeof bytes - (size_t)round, &result);
        assert_true(result.faults > 0);
        char path[32], command[128];
        temporary(path);
        write_file(path, result.text, result.len);
        snprintf(command, sizeof command, "iconv -f UTF-8 -t UTF-8 %s >/dev/null", path);
        assert_int_equal(system(command), 0);
        unlink(path);
        free(result.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf16_pair_is_one_character),
        cmocka_unit_test(lone_surrogate_of_utf16_is_named),
        cmocka_unit_test(half_unit_at_the_end_of_utf16_is_bad),
        cmocka_unit_test(surrogate_of_three_bytes_is_named),
        cmocka_unit_test(nul_is_named_and_left_out),
        cmocka_unit_test(ill_formed_utf8_is_replaced_as_unicode_says),
        cmocka_unit_test(character_cut_off_by_the_end_is_bad),
        cmocka_unit_test(bytes_of_no_encoding_are_faults),
        cmocka_unit_test(long_files_decode_as_iconv_has_them),
        cmocka_unit_test(random_bytes_become_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
