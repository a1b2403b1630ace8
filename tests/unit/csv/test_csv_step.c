/* Cells and records by RFC 4180 s.2, and blank lines. */
#include "read_files.h"

static void records_of_rfc_4180_are_read(void **state)
{
    (void)state;
    EXPECT("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", "1:aaa|bbb|ccc|/2:zzz|yyy|xxx|/", "");
    EXPECT("aaa,bbb,ccc\r\nzzz,yyy,xxx", "1:aaa|bbb|ccc|/2:zzz|yyy|xxx|/", "");
    EXPECT("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx", "1:aaa|bbb|ccc|/2:zzz|yyy|xxx|/", "");
    EXPECT("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx", "1:aaa|b\nbb|ccc|/2:zzz|yyy|xxx|/", "");
    EXPECT("\"aaa\",\"b\"\"bb\",\"ccc\"", "1:aaa|b\"bb|ccc|/", "");
    EXPECT(" a ,b\t", "1: a |b\t|/", "");
}

static void lines_may_end_in_lf(void **state)
{
    (void)state;
    EXPECT("a,b\n1,2\r\n3,4\n", "1:a|b|/2:1|2|/3:3|4|/", "");
}

static void empty_cells_are_cells(void **state)
{
    (void)state;
    EXPECT("a,b,c\n,,\n\"\",,\"\"\n1,", "1:a|b|c|/2:|||/3:|||/4:1||/", "");
}

static void empty_file_has_no_record(void **state)
{
    (void)state;
    EXPECT("", "", "");
    EXPECT("\n\r\n\n", "", "");
    EXPECT("\xEF\xBB\xBF", "", "");
}

static void blank_lines_at_the_end_are_skipped(void **state)
{
    (void)state;
    EXPECT("a,b\n1,2\n\n\r\n\n", "1:a|b|/2:1|2|/", "");
}

static void blank_lines_are_rows_and_no_records(void **state)
{
    (void)state;
    EXPECT("a,b\n\n\r\n1,2\n", "1:a|b|/4:1|2|/", "");
    EXPECT("\na,b\n", "2:a|b|/", "");
}

static void quoted_empty_cell_is_no_blank_line(void **state)
{
    (void)state;
    EXPECT("a\n\"\"\n1\n", "1:a|/2:|/3:1|/", "");
}

static void line_breaks_in_cells_make_no_rows(void **state)
{
    (void)state;
    EXPECT("\"x\n\ny\",\"\n\",z\n1\n\"\r\n\r\n\"\n2\n", "1:x\n\ny|\n|z|/2:1|/3:\n\n|/4:2|/", "");
}

static void lines_in_a_cell_end_in_lf(void **state)
{
    (void)state;
    EXPECT("\"a\rb\r\nc\nd\r\",e\r\n", "1:a\nb\nc\nd\n|e|/", "");
    EXPECT("\"\r\r\n\n\r\"\"\n\"\n", "1:\n\n\n\n\"\n|/", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_of_rfc_4180_are_read),
        cmocka_unit_test(lines_may_end_in_lf),
        cmocka_unit_test(empty_cells_are_cells),
        cmocka_unit_test(empty_file_has_no_record),
        cmocka_unit_test(blank_lines_at_the_end_are_skipped),
        cmocka_unit_test(blank_lines_are_rows_and_no_records),
        cmocka_unit_test(quoted_empty_cell_is_no_blank_line),
        cmocka_unit_test(line_breaks_in_cells_make_no_rows),
        cmocka_unit_test(lines_in_a_cell_end_in_lf),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
