/* Rows and cells of a sheet. */
#include "made_workbook.h"

static void each_kind_of_cell_is_read(void **state)
{
    (void)state;
    made_expect(
        &MADE_SHEET("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"C2\"><v>5.50</v></c>"
                    "<c r=\"D2\" t=\"b\"><v>1</v></c><c r=\"E2\" t=\"e\"><v>#REF!</v></c>"
                    "<c r=\"F2\" t=\"inlineStr\"><is><t>内</t></is></c>"
                    "<c r=\"G2\" t=\"d\"><v>2024-04-01T00:00:00</v></c></row>"),
        "2:0 T one;2:2 N 5.5;2:3 B TRUE;2:4 ! #REF!;2:5 T 内;2:6 D 2024-04-01;");
}

static void formulas_have_their_stored_result(void **state)
{
    (void)state;
    made_expect(
        &MADE_SHEET(
            "<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c>"
            "<c r=\"B1\" t=\"str\"><f>\"a\"&amp;B2</f><v>a&amp;b</v></c>"
            "<c r=\"C1\"><f>[1]x!A1</f></c><c r=\"D1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>"),
        "1:0 Nf 2;1:1 Tf a&b;1:2 Ef ;1:3 !f #DIV/0!;");
}

static void pronunciation_is_left_out(void **state)
{
    (void)state;
    made_expect(
        &MADE_SHEET("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><r><t>高</t></r><r><t>松</t></r>"
                    "<rPh sb=\"0\" eb=\"2\"><t>タカマツ</t></rPh><phoneticPr "
                    "fontId=\"1\"/></is></c></row>"),
        "1:0 T 高松;");
}

static void what_has_no_place_follows(void **state)
{
    (void)state;
    made_expect(&MADE_SHEET("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row r=\"7\"><c "
                            "r=\"B7\"><v>4</v></c>"
                            "<c><v>5</v></c></row><row><c><v>6</v></c></row>"),
                "1:0 N 1;1:2 N 3;7:1 N 4;7:2 N 5;8:0 N 6;");
}

static void hidden_rows_and_columns_are_said(void **state)
{
    struct made made = MADE_PART(
        "xl/worksheets/sheet1.xml",
        "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>"
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>2</v></c><c "
        "r=\"D1\"><v>3</v></c></row>"
        "<row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>4</v></c></row></sheetData></worksheet>");
    (void)state;
    made_expect(&made, "1:0 N 1;1:2 Nh 2;1:3 N 3;2:0 Nh 4;");
}

static void merged_cells_are_said_until_their_range_ends(void **state)
{
    struct made made = MADE_PART(
        "xl/worksheets/sheet1.xml",
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>"
        "<row r=\"2\"><c r=\"A2\"><v>3</v></c><c r=\"B2\"><v>4</v></c></row>"
        "<row r=\"3\"><c r=\"A3\"><v>5</v></c><c r=\"B3\"><v>6</v></c></row></sheetData>"
        "<mergeCells><mergeCell ref=\"B2:C3\"/><mergeCell "
        "ref=\"A1:A2\"/></mergeCells></worksheet>");
    (void)state;
    made_expect(&made, "1:0 Nm 1;1:1 N 2;2:0 Nm 3;2:1 Nm 4;3:0 N 5;3:1 Nm 6;");
}

static void styles_say_what_is_shown(void **state)
{
    struct made made = {
        .parts = {{"xl/styles.xml",
                   "<styleSheet><numFmts><numFmt numFmtId=\"164\" "
                   "formatCode=\"0.00&quot;円&quot;\"/></numFmts>"
                   "<fills><fill><patternFill patternType=\"none\"/></fill><fill><patternFill "
                   "patternType=\"solid\">"
                   "<fgColor rgb=\"FFFFFF00\"/></patternFill></fill><fill><patternFill "
                   "patternType=\"solid\">"
                   "<fgColor rgb=\"FFFFFFFF\"/></patternFill></fill></fills>"
                   "<cellXfs><xf numFmtId=\"0\" fillId=\"0\"/><xf numFmtId=\"164\" fillId=\"1\"/>"
                   "<xf numFmtId=\"57\" fillId=\"2\"/></cellXfs></styleSheet>",
                   0},
                  {"xl/worksheets/sheet1.xml",
                   "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" s=\"0\"><v>5</v></c><c r=\"B1\" "
                   "s=\"1\"><v>5</v></c>"
                   "<c r=\"C1\" s=\"2\"><v>45383</v></c><c r=\"D1\" "
                   "s=\"99\"><v>6</v></c></row></sheetData></worksheet>",
                   0}}};
    (void)state;
    made_expect(&made, "1:0 N 5;1:1 Nc 5.00|円;1:2 D 2024-04-01;1:3 N 6;");
}

static void the_date_system_is_that_of_the_file(void **state)
{
    struct made made = {
        .parts = {
            {"xl/workbook.xml",
             "<workbook xmlns:r=\"" MADE_RELATIONS "\"><workbookPr date1904=\"true\"/><sheets>"
             "<sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
             0},
            {"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
             0},
            {"xl/worksheets/sheet1.xml",
             "<worksheet><sheetData><row><c s=\"0\"><v>43921</v></c></row></sheetData></worksheet>",
             0}}};
    (void)state;
    made_expect(&made, "1:0 D 2024-04-01;");
}

static void disorder_is_refused(void **state)
{
    (void)state;
    made_expect_problem(&MADE_SHEET("<row r=\"2\"/><row r=\"2\"/>"), NULL, STATUS_BAD_WORKBOOK,
                        "order");
    made_expect_problem(&MADE_SHEET("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>"), NULL,
                        STATUS_BAD_WORKBOOK, "order");
    made_expect_problem(&MADE_SHEET("<row r=\"1\"><c r=\"A2\"/></row>"), NULL, STATUS_BAD_WORKBOOK,
                        "order");
    made_expect_problem(&MADE_SHEET("<row r=\"1\"><c r=\"1A\"/></row>"), NULL, STATUS_BAD_WORKBOOK,
                        "none");
    made_expect_problem(&MADE_SHEET("<row r=\"1\"><c t=\"s\"><v>2</v></c></row>"), NULL,
                        STATUS_BAD_WORKBOOK, "shared string");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_cell_is_read),
        cmocka_unit_test(formulas_have_their_stored_result),
        cmocka_unit_test(pronunciation_is_left_out),
        cmocka_unit_test(what_has_no_place_follows),
        cmocka_unit_test(hidden_rows_and_columns_are_said),
        cmocka_unit_test(merged_cells_are_said_until_their_range_ends),
        cmocka_unit_test(styles_say_what_is_shown),
        cmocka_unit_test(the_date_system_is_that_of_the_file),
        cmocka_unit_test(disorder_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
