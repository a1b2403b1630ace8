/* The decoder against RFC 3629, Unicode 15 (s.3.9, tables 3-8 to 3-11), RFC 2781, Microsoft's table
 * of code page 932, and the program iconv(1). */
#include "api/csv/encoding_state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define REPLACEMENT "\xEF\xBF\xBD"
#define BOM         "\xEF\xBB\xBF"

struct result {
    enum csv_encoding encoding;
    char *text;
    size_t len, faults;
    char log[4096]; /* one letter and the bytes of each fault: «B:E3 81;» */
};

static void temporary(char path[32])
{
    strcpy(path, "/tmp/hiraku-encoding-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
}

static void write_file(const char *path, const void *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static void record_fault(struct result *result, const struct decoded *block)
{
    static const char letters[] = {'-', 'B', 'S', 'N'};
    size_t used = strlen(result->log);
    result->faults++;
    if (used + 32 < sizeof result->log)
        snprintf(result->log + used, sizeof result->log - used, "%c:%s;", letters[block->fault],
                 block->what);
}

static void decode_path(const char *path, struct result *result)
{
    struct decoder *decoder;
    struct problem p = {0};
    assert_int_equal(decoder_new(&decoder, path, DECODER_TABLE, &p), STATUS_OK);
    *result = (struct result){.encoding = decoder_encoding(decoder)};
    size_t cap = 3 * (size_t)decoder_size(decoder) + 64;
    result->text = malloc(cap);
    assert_non_null(result->text);
    for (;;) {
        struct decoded block;
        bool more;
        assert_int_equal(decoder_next(decoder, &block, &more, &p), STATUS_OK);
        if (!more)
            break;
        assert_true(result->len + block.text.len < cap);
        if (block.text.len > 0)
            memcpy(result->text + result->len, block.text.at, block.text.len);
        result->len += block.text.len;
        if (block.fault != DECODE_GOOD)
            record_fault(result, &block);
    }
    assert_int_equal(decoder_offset(decoder), decoder_size(decoder));
    result->text[result->len] = '\0';
    decoder_free(decoder);
}

static void decode(const void *bytes, size_t len, struct result *result)
{
    char path[32];
    temporary(path);
    write_file(path, bytes, len);
    decode_path(path, result);
    unlink(path);
}

#define EXPECT(bytes, kind, expected, faults_log)                                                  \
    expect(bytes, sizeof(bytes) - 1, kind, expected, sizeof(expected) - 1, faults_log)

static void expect(const char *bytes, size_t len, enum csv_encoding encoding, const char *expected,
                   size_t expected_len, const char *log)
{
    struct result result;
    decode(bytes, len, &result);
    assert_int_equal(result.encoding, encoding);
    assert_string_equal(result.log, log);
    assert_int_equal(result.len, expected_len);
    assert_memory_equal(result.text, expected, expected_len);
    free(result.text);
}

static void empty_file_is_utf8(void **state)
{
    (void)state;
    EXPECT("", CSV_UTF8, "", "");
}

static void bom_of_utf8_is_no_text(void **state)
{
    (void)state;
    EXPECT(BOM "id,名前\n", CSV_UTF8_BOM, "id,名前\n", "");
    EXPECT(BOM, CSV_UTF8_BOM, "", "");
}

static void utf8_without_bom_is_found(void **state)
{
    (void)state;
    EXPECT("横浜市,𠮷,é\n", CSV_UTF8, "横浜市,𠮷,é\n", "");
}

static void utf16_is_found_by_its_bom(void **state)
{
    (void)state;
    EXPECT("\xFF\xFE"
           "a\x00\x2A\x6A\n\x00",
           CSV_UTF16LE, "a横\n", "");
    EXPECT("\xFE\xFF"
           "\x00"
           "a\x6A\x2A\x00\n",
           CSV_UTF16BE, "a横\n", "");
}

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

/* Microsoft's table: 82A0 あ, 8740 ①, 8160 U+FF5E, 955C 表, B1 U+FF71, FBFC U+9AD9, FA40 U+2170. */
static void cp932_is_found_and_decoded(void **state)
{
    (void)state;
    EXPECT("\x82\xA0,\x87\x40,\x81\x60,\x95\x5C,\xB1,\xFB\xFC,\xFA\x40\\~\r\n", CSV_CP932,
           "あ,①,\xEF\xBD\x9E,表,\xEF\xBD\xB1,\xE9\xAB\x99,\xE2\x85\xB0\\~\r\n", "");
}

static void bytes_of_no_encoding_are_faults(void **state)
{
    (void)state;
    EXPECT("a\xFF\n", CSV_UTF8, "a" REPLACEMENT "\n", "B:FF;");
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

static void utf16_without_a_mark_is_found(void **state)
{
    (void)state;
    EXPECT("i\0d\0,\0n\0\n\0\x4B\x30\n\0", CSV_UTF16LE, "id,n\nか\n", "");
    EXPECT("\0i\0d\0,\0n\0\n\x30\x4B\0\n", CSV_UTF16BE, "id,n\nか\n", "");
}

static void expect_doubt(const char *bytes, size_t len, bool doubt, unsigned row, unsigned column)
{
    char path[32];
    struct decoder *decoder;
    uint64_t at_row;
    size_t at_column;
    temporary(path);
    write_file(path, bytes, len);
    assert_int_equal(decoder_new(&decoder, path, DECODER_TABLE, NULL), STATUS_OK);
    assert_int_equal(decoder_doubt(decoder, &at_row, &at_column), doubt);
    if (doubt) {
        assert_int_equal(at_row, row);
        assert_int_equal(at_column, column);
    }
    decoder_free(decoder);
    unlink(path);
}

#define DOUBT(bytes, doubt, row, column) expect_doubt(bytes, sizeof(bytes) - 1, doubt, row, column)

/* BBD4 is 市 in EUC-JP and ｻﾔ in CP932: nothing else in the file says which. */
static void one_word_that_may_be_either_is_in_doubt(void **state)
{
    (void)state;
    DOUBT("id,n\n\"a\n,b\",\xBB\xD4\n", true, 2, 1);
    DOUBT("id,n\nx,\xBB\xD4\xA4\xCE\n", false, 0, 0);
    DOUBT("id,n\nx,\xBB\xD4,\x8E\x73\n", false, 0, 0);
    DOUBT("id,n\nx,\xBB\xD4\xB1\n", false, 0, 0);
}

static void other_encodings_are_in_doubt(void **state)
{
    (void)state;
    static const char latin[] = "Universit\xE9 de Gen\xE8ve, \xE0 c\xF4t\xE9, gar\xE7on\n";
    char text[4 * sizeof latin];
    for (size_t i = 0; i < 4; i++)
        memcpy(text + i * (sizeof latin - 1), latin, sizeof latin - 1);
    expect_doubt(text, 4 * (sizeof latin - 1), true, 1, 0);
    EXPECT("n\nGen\xE8ve\n", CSV_UTF8, "n\nGen" REPLACEMENT "ve\n", "B:E8;");
}

static void container_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        const char *name;
    } files[] = {{"PK\x03\x04 [Content_Types].xml xl/workbook.xml", 43, "Excel (.xlsx)"},
                 {"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.spreadsheet", 66,
                  "OpenDocument (.ods)"},
                 {"PK\x03\x04 a.csv", 10, "ZIP"},
                 {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 Workbook", 17, "Excel (.xls)"},
                 {"%PDF-1.7\n", 9, "PDF"},
                 {"\n <!doctype html>", 17, "HTML"},
                 {"id,name\n", 8, NULL}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[32];
        struct decoder *decoder;
        temporary(path);
        write_file(path, files[i].bytes, files[i].len);
        assert_int_equal(decoder_new(&decoder, path, DECODER_TABLE, NULL), STATUS_OK);
        if (files[i].name)
            assert_string_equal(decoder_container(decoder), files[i].name);
        else
            assert_null(decoder_container(decoder));
        decoder_free(decoder);
        unlink(path);
    }
}

static void utf8_with_one_bad_byte_is_not_taken_for_cp932(void **state)
{
    (void)state;
    static const char bytes[] = "あああああああああ\xB1\n";
    char path[32], command[128];
    temporary(path);
    write_file(path, bytes, sizeof bytes - 1);
    snprintf(command, sizeof command, "iconv -f CP932 -t UTF-8 %s >/dev/null 2>&1", path);
    assert_int_equal(system(command), 0); /* it could be: that is the point */
    unlink(path);
    EXPECT("あああああああああ\xB1\n", CSV_UTF8, "あああああああああ" REPLACEMENT "\n", "B:B1;");
}

/* Every character of 1 to 4 bytes at every place around the end of the 64 KiB buffer. */
static void character_may_straddle_the_buffer(void **state)
{
    (void)state;
    static const char tail[] = "é表𠮷z";
    for (size_t pad = 65536 - 12; pad <= 65536 + 1; pad++) {
        char *bytes = malloc(pad + sizeof tail);
        assert_non_null(bytes);
        memset(bytes, 'x', pad);
        memcpy(bytes + pad, tail, sizeof tail);
        expect(bytes, pad + sizeof tail - 1, CSV_UTF8, bytes, pad + sizeof tail - 1, "");
        free(bytes);
    }
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

static void only_regular_files_are_opened(void **state)
{
    (void)state;
    struct decoder *decoder;
    struct problem p = {0};
    assert_int_equal(decoder_new(&decoder, "/tmp", DECODER_TABLE, &p), STATUS_SYSTEM);
    assert_null(decoder);
    assert_int_equal(decoder_new(&decoder, "/tmp/hiraku no such file", DECODER_TABLE, &p),
                     STATUS_SYSTEM);
    assert_string_equal(p.subject, "/tmp/hiraku no such file");
    char path[32];
    temporary(path);
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(decoder_new(&decoder, path, DECODER_TABLE, &p), STATUS_SYSTEM);
    unlink(path);
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
        cmocka_unit_test(empty_file_is_utf8),
        cmocka_unit_test(bom_of_utf8_is_no_text),
        cmocka_unit_test(utf8_without_bom_is_found),
        cmocka_unit_test(utf16_is_found_by_its_bom),
        cmocka_unit_test(utf16_pair_is_one_character),
        cmocka_unit_test(lone_surrogate_of_utf16_is_named),
        cmocka_unit_test(half_unit_at_the_end_of_utf16_is_bad),
        cmocka_unit_test(surrogate_of_three_bytes_is_named),
        cmocka_unit_test(nul_is_named_and_left_out),
        cmocka_unit_test(ill_formed_utf8_is_replaced_as_unicode_says),
        cmocka_unit_test(character_cut_off_by_the_end_is_bad),
        cmocka_unit_test(cp932_is_found_and_decoded),
        cmocka_unit_test(bytes_of_no_encoding_are_faults),
        cmocka_unit_test(character_that_was_cut_is_one_fault),
        cmocka_unit_test(euc_jp_is_found_and_decoded),
        cmocka_unit_test(iso_2022_jp_is_found_and_decoded),
        cmocka_unit_test(utf16_without_a_mark_is_found),
        cmocka_unit_test(one_word_that_may_be_either_is_in_doubt),
        cmocka_unit_test(other_encodings_are_in_doubt),
        cmocka_unit_test(container_is_named),
        cmocka_unit_test(utf8_with_one_bad_byte_is_not_taken_for_cp932),
        cmocka_unit_test(character_may_straddle_the_buffer),
        cmocka_unit_test(long_files_decode_as_iconv_has_them),
        cmocka_unit_test(only_regular_files_are_opened),
        cmocka_unit_test(random_bytes_become_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
