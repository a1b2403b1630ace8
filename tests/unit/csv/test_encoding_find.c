/* How the encoding of a file is found, and where it cannot be told. */
#include "decoded_files.h"

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
        const char *bytes, *name;
    } files[] = {{"PK\x03\x04 [Content_Types].xml xl/workbook.xml", "Excel (.xlsx)"},
                 {"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                  "OpenDocument (.ods)"},
                 {"PK\x03\x04 a.csv", "ZIP"},
                 {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 Workbook", "Excel (.xls)"},
                 {"%PDF-1.7\n", "PDF"},
                 {"\n <!doctype html>", "HTML"},
                 {"id,name\n", NULL}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[32];
        struct decoder *decoder;
        temporary(path);
        write_file(path, files[i].bytes, strlen(files[i].bytes));
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_file_is_utf8),
        cmocka_unit_test(bom_of_utf8_is_no_text),
        cmocka_unit_test(utf8_without_bom_is_found),
        cmocka_unit_test(utf16_is_found_by_its_bom),
        cmocka_unit_test(utf16_without_a_mark_is_found),
        cmocka_unit_test(one_word_that_may_be_either_is_in_doubt),
        cmocka_unit_test(other_encodings_are_in_doubt),
        cmocka_unit_test(container_is_named),
        cmocka_unit_test(utf8_with_one_bad_byte_is_not_taken_for_cp932),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
