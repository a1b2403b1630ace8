/* What is said of a file, and where: columns as the header or a spreadsheet names them. */
#include "read_files.h"

static void open_quote_ends_the_file_and_names_where_it_began(void **state)
{
    (void)state;
    EXPECT("id,name\n1,x\n2,\"y\n3,z\n", "1:id|name|/2:1|x|/", "open-quote 3 name;");
    EXPECT("\"", "", "open-quote 1 A;");
}

static void stray_quotes_are_named_once_a_cell(void **state)
{
    (void)state;
    EXPECT("id,name\n1,a\"b\"c\n", "1:id|name|/2:1|a\"b\"c|/", "stray-quote 2 name;");
    EXPECT("id,name\n1,\"a\"b\n", "1:id|name|/2:1|ab|/", "stray-quote 2 name;");
    EXPECT("id,name\n1, \"a\"\n", "1:id|name|/2:1| \"a\"|/", "stray-quote 2 name;");
}

static void lone_cr_ends_a_record_and_is_named_once(void **state)
{
    (void)state;
    EXPECT("a,b\r1,2\r3,4\r", "1:a|b|/2:1|2|/3:3|4|/", "lone-cr 1 ;");
    EXPECT("a\r\"\r\"\r\n", "1:a|/2:\n|/", "lone-cr 1 ;");
}

static void byte_findings_name_row_and_column(void **state)
{
    (void)state;
    EXPECT("id,name\n1,a\xFF\xFFz\n2,\"\n\xFE\"\n",
           "1:id|name|/2:1|a\xEF\xBF\xBD\xEF\xBF\xBDz|/3:2|\n\xEF\xBF\xBD|/",
           "bad-bytes 2 name;bad-bytes 3 name;");
    EXPECT("a\xFF,b\n1,2,\xFF\n", "1:a\xEF\xBF\xBD|b|/2:1|2|\xEF\xBF\xBD|/",
           "bad-bytes 1 A;bad-bytes 2 C;");
}

static void is_called(size_t index, const char *expected)
{
    char letters[CSV_LETTERS];
    csv_letters(index, letters);
    assert_string_equal(letters, expected);
}

/* ECMA-376 (SpreadsheetML): columns A to XFD. */
static void columns_have_letters(void **state)
{
    (void)state;
    is_called(0, "A");
    is_called(25, "Z");
    is_called(26, "AA");
    is_called(51, "AZ");
    is_called(52, "BA");
    is_called(701, "ZZ");
    is_called(702, "AAA");
    is_called(1023, "AMJ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_quote_ends_the_file_and_names_where_it_began),
        cmocka_unit_test(stray_quotes_are_named_once_a_cell),
        cmocka_unit_test(lone_cr_ends_a_record_and_is_named_once),
        cmocka_unit_test(byte_findings_name_row_and_column),
        cmocka_unit_test(columns_have_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
