/* sheet.h: rows of text cells in and out. */
#include "rows.h"

static void what_is_read_is_written_as_it_was(void **state)
{
    static const char *const texts[] = {"a,b\n1,2\n", "a,b\r\n1,2\r\n", "a\n\n\n1\n",
                                        "\xEF\xBB\xBF"
                                        "a,b\r\n",
                                        "a,\"b,\"\"c\"\"\"\n,,\n"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct sheet sheet;
        rows_of(&sheet, texts[i]);
        rows_expect(&sheet, texts[i]);
        sheet_free(&sheet);
    }
}

/* CP932 of «あ». */
static void text_of_offices_becomes_utf_8_with_a_mark(void **state)
{
    struct sheet sheet;
    (void)state;
    rows_of(&sheet, "id,name_ja\r\na,\x82\xA0\x82\xA2\x82\xA4\x82\xA6\r\n");
    rows_expect(&sheet, "\xEF\xBB\xBFid,name_ja\r\na,あいうえ\r\n");
    assert_false(sheet.lossy);
    sheet_free(&sheet);
}

static void rows_keep_the_numbers_of_a_spreadsheet(void **state)
{
    struct sheet sheet;
    (void)state;
    rows_of(&sheet, "a\n\n\"x\ny\"\nb\n");
    assert_int_equal(sheet.count, 3);
    assert_int_equal(sheet.rows[1].row, 3);
    assert_int_equal(sheet.rows[2].row, 4);
    assert_ptr_equal(sheet_find(&sheet, 4), &sheet.rows[2]);
    assert_null(sheet_find(&sheet, 2));
    sheet_free(&sheet);
}

static void dropped_rows_and_blank_lines_go(void **state)
{
    struct sheet sheet;
    struct problem problem;
    (void)state;
    rows_of(&sheet, "title\n\na\n\n\nb\nc\n");
    assert_int_equal(sheet_drop(&sheet, 7, 7, &problem), STATUS_OK);
    assert_int_equal(sheet_drop(&sheet, 1, 2, &problem), STATUS_OK);
    assert_int_equal(sheet_drop(&sheet, 4, 4, &problem), STATUS_OK);
    assert_true(sheet_is_dropped(&sheet, 2));
    assert_false(sheet_is_dropped(&sheet, 3));
    rows_expect(&sheet, "a\n\nb\n");
    sheet_free(&sheet);
}

static void a_row_grows_to_the_cell_that_is_set(void **state)
{
    struct sheet sheet;
    struct problem problem;
    (void)state;
    rows_of(&sheet, "a,b,c\n1\n");
    assert_int_equal(sheet_set(&sheet, &sheet.rows[1], 2, slice_of("3"), &problem), STATUS_OK);
    rows_expect(&sheet, "a,b,c\n1,,3\n");
    sheet_free(&sheet);
}

static void a_file_with_an_open_quote_is_lossy(void **state)
{
    struct sheet sheet;
    (void)state;
    rows_of(&sheet, "a,b\n1,\"2\n3,4\n");
    assert_true(sheet.lossy);
    sheet_free(&sheet);
    rows_of(&sheet, "a,b\n1,\xFF\n");
    assert_false(sheet.lossy); /* there is U+FFFD in the cell, which no column takes */
    sheet_free(&sheet);
}

static void limits_hold(void **state)
{
    struct sheet sheet;
    struct problem problem;
    struct slice cell = slice_of("0123456789012345678901234567890123456789");
    enum status status = STATUS_OK;
    (void)state;
    sheet_init(&sheet, 2, 1 << 20);
    for (size_t i = 0; i < 3; i++)
        status = sheet_add(&sheet, i + 1, &cell, 1, &problem);
    assert_int_equal(status, STATUS_DRAFT_TOO_LARGE);
    sheet_free(&sheet);
    sheet_init(&sheet, 100000, 1 << 16);
    status = STATUS_OK;
    for (size_t i = 0; i < 10000 && status == STATUS_OK; i++)
        status = sheet_add(&sheet, i + 1, &cell, 1, &problem);
    assert_int_equal(status, STATUS_DRAFT_TOO_LARGE);
    sheet_free(&sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read_is_written_as_it_was),
        cmocka_unit_test(text_of_offices_becomes_utf_8_with_a_mark),
        cmocka_unit_test(rows_keep_the_numbers_of_a_spreadsheet),
        cmocka_unit_test(dropped_rows_and_blank_lines_go),
        cmocka_unit_test(a_row_grows_to_the_cell_that_is_set),
        cmocka_unit_test(a_file_with_an_open_quote_is_lossy),
        cmocka_unit_test(limits_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
