/* A workbook as a whole: its sheets, what else it is, and what is refused. */
#include "made_workbook.h"

static struct workbook_reader *opened(const struct made *made, int *fd)
{
    size_t len;
    struct problem p;
    struct workbook_reader *reader;
    char *bytes = made_bytes(made, &len);
    *fd = made_file(bytes, len);
    free(bytes);
    assert_int_equal(workbook_open_fd(&reader, *fd, "made.xlsx", NULL, &p), STATUS_OK);
    return reader;
}

static void sheets_are_told_in_their_order(void **state)
{
    struct made made = {
        .parts = {{"xl/workbook.xml",
                   "<x:workbook xmlns:x=\"a\" xmlns:r=\"" MADE_RELATIONS "\"><x:sheets>"
                   "<x:sheet name=\"B&amp;C\" sheetId=\"2\" r:id=\"r2\"/>"
                   "<x:sheet name=\"graph\" sheetId=\"3\" r:id=\"r3\"/>"
                   "<x:sheet name=\"控え\" state=\"veryHidden\" sheetId=\"1\" "
                   "r:id=\"r1\"/></x:sheets></x:workbook>",
                   0},
                  {"xl/_rels/workbook.xml.rels",
                   "<Relationships>" MADE_RELATION("r1", "worksheet", "worksheets/sheet1.xml")
                       MADE_RELATION("r2", "worksheet", "/xl/./worksheets/../other.xml")
                           MADE_RELATION("r3", "chartsheet", "chart.xml") "</Relationships>",
                   0},
                  {"xl/other.xml", "<worksheet><sheetData/></worksheet>", 0},
                  {"xl/vbaProject.bin", "code", 0},
                  {"xl/externalLinks/externalLink1.xml", "<externalLink/>", 0}}};
    int fd;
    struct out out;
    struct problem p;
    struct workbook_reader *reader = opened(&made, &fd);
    (void)state;
    assert_int_equal(workbook_sheets(reader), 2);
    assert_true(slice_is(workbook_sheet(reader, 0)->name, "B&C"));
    assert_int_equal(workbook_sheet(reader, 0)->visibility, WORKBOOK_SHOWN);
    assert_true(slice_is(workbook_sheet(reader, 1)->name, "控え"));
    assert_int_equal(workbook_sheet(reader, 1)->visibility, WORKBOOK_VERY_HIDDEN);
    assert_true(workbook_traits_of(reader).macros && workbook_traits_of(reader).external_links);
    out_open_memory(&out, 1024);
    assert_int_equal(made_read_sheet(reader, 1, &out, &p), STATUS_OK);
    assert_int_equal(made_read_sheet(reader, 0, &out, &p), STATUS_OK);
    assert_int_equal(made_read_sheet(reader, 1, &out, &p), STATUS_OK);
    assert_true(slice_is(out_written(&out), "1:0 N 1;1:0 N 1;"));
    out_close(&out);
    workbook_free(reader);
    close(fd);
}

static void drawings_are_counted_and_comments_are_none(void **state)
{
    struct made made = {
        .parts = {{"xl/worksheets/_rels/sheet1.xml.rels",
                   "<Relationships>" MADE_RELATION("r1", "drawing", "../drawings/drawing1.xml")
                       MADE_RELATION("r2", "comments", "../comments1.xml") "</Relationships>",
                   0},
                  {"xl/drawings/drawing1.xml",
                   "<wsDr><twoCellAnchor><pic/></twoCellAnchor><oneCellAnchor/></wsDr>", 0},
                  {"xl/comments1.xml", "not read", 0}}};
    int fd;
    struct problem p;
    struct workbook_layout layout;
    struct workbook_reader *reader = opened(&made, &fd);
    (void)state;
    assert_int_equal(workbook_begin(reader, 0, &layout, &p), STATUS_OK);
    assert_int_equal(layout.objects, 2);
    assert_true(layout.has_comments);
    workbook_free(reader);
    close(fd);
}

/* --- what is no workbook ---------------------------------------------------------------------- */

static void expect_refused(const void *bytes, size_t len, enum status status, const char *value)
{
    struct problem p = {.status = STATUS_OK};
    struct workbook_reader *reader;
    int fd = made_file(bytes, len);
    assert_int_equal(workbook_open_fd(&reader, fd, "a.xlsx", NULL, &p), status);
    assert_null(reader);
    assert_string_equal(p.value, value);
    close(fd);
}

static void other_files_are_named(void **state)
{
    char ole[2048] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    struct made made = {
        .parts = {{"_rels/.rels", NULL, 0}, {"mimetype", "application/vnd.oasis", 0}}};
    size_t len;
    (void)state;
    expect_refused(ole, sizeof ole, STATUS_WORKBOOK_OLD, "");
    memcpy(ole + 1100, "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
    expect_refused(ole, sizeof ole, STATUS_WORKBOOK_LOCKED, "");
    expect_refused("id,name\n1,a\n", 12, STATUS_NOT_A_WORKBOOK, "?");
    expect_refused("", 0, STATUS_NOT_A_WORKBOOK, "?");
    char *bytes = made_bytes(&made, &len);
    expect_refused(bytes, len, STATUS_NOT_A_WORKBOOK, "ods");
    free(bytes);
}

static void a_file_that_was_cut_off_is_damaged(void **state)
{
    size_t len;
    struct made made = {.parts = {{NULL, NULL, 0}}};
    char *bytes = made_bytes(&made, &len);
    (void)state;
    for (size_t cut = 4; cut < len; cut += 7) {
        struct problem p;
        struct workbook_reader *reader;
        int fd = made_file(bytes, cut);
        assert_int_equal(workbook_open_fd(&reader, fd, "a.xlsx", NULL, &p), STATUS_BAD_WORKBOOK);
        close(fd);
    }
    free(bytes);
}

/* --- hostile ones ----------------------------------------------------------------------------- */

static void document_types_and_entities_are_refused(void **state)
{
    (void)state;
    made_expect_problem(
        &MADE_PART(
            "xl/worksheets/sheet1.xml",
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            "<worksheet><sheetData><row><c t=\"str\"><v>&x;</v></c></row></sheetData></worksheet>"),
        NULL, STATUS_BAD_WORKBOOK, "DTD");
    made_expect_problem(
        &MADE_PART("xl/sharedStrings.xml",
                   "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">"
                   "<!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]><sst><si><t>&c;&c;&c;</t></si></sst>"),
        NULL, STATUS_BAD_WORKBOOK, "");
    made_expect_problem(&MADE_PART("xl/styles.xml",
                                   "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/a.dtd\"><styleSheet/>"),
                        NULL, STATUS_BAD_WORKBOOK, "DTD");
    made_expect_problem(&MADE_SHEET("<row><c t=\"str\"><v>&x;</v></c></row>"), NULL,
                        STATUS_BAD_WORKBOOK, "");
}

/* A sheet that says UTF-16 and is not: the library prints that where nobody listens. */
static void nothing_is_printed(void **state)
{
    int printed = memfd_create("printed", MFD_CLOEXEC), kept = dup(STDERR_FILENO);
    (void)state;
    fflush(stderr);
    dup2(printed, STDERR_FILENO);
    made_expect_problem(&MADE_PART("xl/worksheets/sheet1.xml",
                                   "<?xml version=\"1.0\" encoding=\"UTF-32\"?><worksheet/>"),
                        NULL, STATUS_BAD_WORKBOOK, "");
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    assert_int_equal(lseek(printed, 0, SEEK_END), 0);
    close(kept);
    close(printed);
}

static void what_leads_out_is_not_followed(void **state)
{
    static const char *const targets[] = {
        "<Relationship Id=\"r1\" Type=\"" MADE_RELATIONS
        "/worksheet\" Target=\"../../../etc/passwd\"/>",
        "<Relationship Id=\"r1\" Type=\"" MADE_RELATIONS
        "/worksheet\" Target=\"http://127.0.0.1:9/\" TargetMode=\"External\"/>"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char text[512];
        snprintf(text, sizeof text, "<Relationships>%s</Relationships>", targets[i]);
        made_expect_problem(&MADE_PART("xl/_rels/workbook.xml.rels", text), NULL,
                            STATUS_BAD_WORKBOOK, "outside of the file");
    }
    made_expect(&MADE_PART("../../../../tmp/hiraku-evil", "x"), "1:0 N 1;");
    assert_int_equal(access("/tmp/hiraku-evil", F_OK), -1);
}

static void a_part_that_is_there_twice_is_refused(void **state)
{
    (void)state;
    made_expect_problem(&MADE_PART("XL/Workbook.XML", "<workbook/>"), NULL, STATUS_BAD_WORKBOOK,
                        "twice");
}

static void depth_is_limited(void **state)
{
    char *text = calloc(1, 8192);
    (void)state;
    strcpy(text, "<worksheet>");
    for (int i = 0; i < 100; i++)
        strcat(text, "<a>");
    for (int i = 0; i < 100; i++)
        strcat(text, "</a>");
    strcat(text, "</worksheet>");
    made_expect_problem(&MADE_PART("xl/worksheets/sheet1.xml", text), NULL, STATUS_WORKBOOK_LIMIT,
                        "depth");
    free(text);
}

static void a_bomb_is_refused_before_it_is_unpacked(void **state)
{
    enum { BOMB = 32 << 20 };
    char *text = malloc(BOMB);
    (void)state;
    memset(text, ' ', BOMB);
    memcpy(text, "<worksheet>", 11);
    memcpy(text + BOMB - 12, "</worksheet>", 12);
    struct made made = {.parts = {{"xl/worksheets/sheet1.xml", text, BOMB}},
                        .method = ZIP_CM_DEFLATE};
    made_expect_problem(&made, NULL, STATUS_WORKBOOK_LIMIT, "ratio");
    free(text);
}

/* Each limit, one below what the file has. */
static void each_limit_is_kept(void **state)
{
    struct made rows = {
        .parts = {{"xl/worksheets/sheet1.xml",
                   "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" "
                   "t=\"str\"><v>abcdefghij</v></c><c r=\"D1\"><v>1</v></c></row>"
                   "<row r=\"9\"><c><v>1</v></c></row></sheetData>"
                   "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell "
                   "ref=\"B1:B2\"/></mergeCells></worksheet>",
                   0},
                  {"xl/styles.xml", "<styleSheet><cellXfs><xf/><xf/></cellXfs></styleSheet>", 0}}};
    struct workbook_limits limits;
    (void)state;
#define EXPECT_LIMIT(member, value)                                                                \
    limits = workbook_limits_default();                                                            \
    limits.member = (value);                                                                       \
    made_expect_problem(&rows, &limits, STATUS_WORKBOOK_LIMIT, #member)
    EXPECT_LIMIT(file_bytes, 100);
    EXPECT_LIMIT(unpacked_bytes, 500);
    EXPECT_LIMIT(rows, 8);
    EXPECT_LIMIT(cells, 2);
    EXPECT_LIMIT(strings, 1);
    EXPECT_LIMIT(string_bytes, 10);
    EXPECT_LIMIT(entries, 5);
    EXPECT_LIMIT(sheets, 0);
    EXPECT_LIMIT(columns, 3);
    EXPECT_LIMIT(cell_bytes, 9);
    EXPECT_LIMIT(row_bytes, 9);
    EXPECT_LIMIT(merges, 1);
    EXPECT_LIMIT(formats, 1);
    EXPECT_LIMIT(depth, 3);
    limits = workbook_limits_default();
    struct out out;
    struct problem p;
    out_open_memory(&out, 1024);
    assert_int_equal(made_read(&rows, &limits, &out, &p), STATUS_OK);
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_are_told_in_their_order),
        cmocka_unit_test(drawings_are_counted_and_comments_are_none),
        cmocka_unit_test(other_files_are_named),
        cmocka_unit_test(a_file_that_was_cut_off_is_damaged),
        cmocka_unit_test(document_types_and_entities_are_refused),
        cmocka_unit_test(nothing_is_printed),
        cmocka_unit_test(what_leads_out_is_not_followed),
        cmocka_unit_test(a_part_that_is_there_twice_is_refused),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(a_bomb_is_refused_before_it_is_unpacked),
        cmocka_unit_test(each_limit_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
