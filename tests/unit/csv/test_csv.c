/* The record reader as a whole, and against hostile files. */
#include "read_files.h"

#include "hiraku/base/csv_out.h"

/* Where the pieces stand is counted by hand: a byte order mark is not, CP932 is as UTF-8. */
static void expect_spans(const void *bytes, size_t len, const char *spans)
{
    char path[32], text[512] = "";
    struct csv *csv;
    struct csv_record record;
    struct problem problem;
    struct report *report = report_new();
    bool more = true;
    write_file(path, bytes, len);
    assert_int_equal(csv_open(&csv, path, "a.csv", report, &problem), STATUS_OK);
    while (csv_next(csv, &record, &more, &problem) == STATUS_OK && more) {
        const struct csv_spans found = csv_spans(csv);
        for (size_t i = 0; i < record.count; i++)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%d-%d ",
                     (int)found.cells[i].from, (int)found.cells[i].to);
        snprintf(text + strlen(text), sizeof text - strlen(text), "%d%s;", (int)found.end,
                 found.lone_cr ? "!" : "");
    }
    assert_string_equal(text, spans);
    csv_close(csv);
    report_free(report);
    unlink(path);
}

static void pieces_are_found_in_the_text(void **state)
{
    (void)state;
    expect_spans("a,\"b\nc\"\r\n\r\n,d", 13, "0-1 2-7 9;11-11 12-13 13;");
    expect_spans("\xEF\xBB\xBFid,x\n1,\n", 11, "0-2 3-4 5;5-6 7-7 8;");
    expect_spans("a\rb\r\nc", 6, "0-1 2!;2-3 5;5-6 6;");
}

static void nul_is_named_and_left_out(void **state)
{
    (void)state;
    EXPECT("id,name\n1,a\0\0b\n", "1:id|name|/2:1|ab|/", "nul-character 2 name;");
    EXPECT("i\0d\n", "1:id|/", "nul-character 1 A;");
}

static void lone_surrogate_is_named(void **state)
{
    (void)state;
    EXPECT("id,name\n1,\xED\xA0\xBD\n", "1:id|name|/2:1|\xEF\xBF\xBD|/", "lone-surrogate 2 name;");
    EXPECT("\xFE\xFF\0i\0,\0n\0\n\0x\0,\xD8\x3D\0\n", "1:i|n|/2:x|\xEF\xBF\xBD|/",
           "lone-surrogate 2 n;");
}

static void encodings_read_alike(void **state)
{
    (void)state;
    EXPECT("\xEF\xBB\xBFid,n\n1,表\n", "1:id|n|/2:1|表|/", "");
    EXPECT("id,n\n1,\x95\x5C\n", "1:id|n|/2:1|表|/", "");
    EXPECT("\xFF\xFEi\0d\0,\0n\0\r\0\n\0"
           "1\0,\0\x68\x88\n\0",
           "1:id|n|/2:1|表|/", "");
}

static void cell_may_have_65536_bytes(void **state)
{
    (void)state;
    for (size_t len = CSV_CELL_MAX - 1; len <= CSV_CELL_MAX + 1; len++) {
        struct read read;
        char text[1024], *bytes = malloc(len + 16);
        assert_non_null(bytes);
        memcpy(bytes, "id,n\n1,", 7);
        memset(bytes + 7, 'x', len);
        memcpy(bytes + 7 + len, "\n2,y\n", 5);
        read_bytes(&read, bytes, len + 12, true);
        assert_int_equal(read.records, 3);
        assert_int_equal(read.longest, len > CSV_CELL_MAX ? CSV_CELL_MAX : len);
        assert_string_equal(findings(&read, text), len > CSV_CELL_MAX ? "cell-too-large 2 n;" : "");
        release(&read);
        free(bytes);
    }
}

static void cell_is_cut_at_a_character_and_the_reader_goes_on(void **state)
{
    (void)state;
    enum { CHARACTERS = 4 * 1024 * 1024 / 3 };
    struct read read;
    char text[1024], *bytes = malloc(3 * CHARACTERS + 64);
    assert_non_null(bytes);
    memcpy(bytes, "id,\"", 4);
    for (size_t i = 0; i < CHARACTERS; i++)
        memcpy(bytes + 4 + 3 * i, "\xE6\xA8\xAA", 3);
    memcpy(bytes + 4 + 3 * CHARACTERS, "\"\n1,2\n", 6);
    read_bytes(&read, bytes, 3 * CHARACTERS + 10, true);
    assert_int_equal(read.status, STATUS_OK);
    assert_int_equal(read.records, 2);
    assert_int_equal(read.longest, CSV_CELL_MAX / 3 * 3);
    assert_string_equal(findings(&read, text), "cell-too-large 1 B;");
    release(&read);
    free(bytes);
}

static void columns_beyond_1024_end_the_file(void **state)
{
    (void)state;
    static const size_t commas[] = {CSV_COLUMNS_MAX - 1, CSV_COLUMNS_MAX, 9999};
    for (size_t i = 0; i < 3; i++) {
        struct read read;
        char text[1024], bytes[10016] = "a\n";
        memset(bytes + 2, ',', commas[i]);
        memcpy(bytes + 2 + commas[i], "\nz\n", 3);
        read_bytes(&read, bytes, commas[i] + 5, true);
        assert_int_equal(read.status, STATUS_OK);
        assert_int_equal(read.records, i == 0 ? 3 : 1);
        assert_string_equal(findings(&read, text), i == 0 ? "" : "too-many-columns 2 ;");
        release(&read);
    }
}

static void file_above_4_gib_is_refused_unread(void **state)
{
    (void)state;
    for (int with_report = 0; with_report < 2; with_report++) {
        struct report *report = with_report ? report_new() : NULL;
        struct csv *csv;
        struct csv_record record;
        struct problem p = {0};
        bool more = true;
        char path[32];
        write_file(path, "a,b\n", 4);
        assert_int_equal(truncate(path, (off_t)CSV_FILE_MAX + 1), 0);
        enum status status = csv_open(&csv, path, "data/a.csv", report, &p);
        unlink(path);
        if (!with_report) {
            assert_int_equal(status, STATUS_BAD_DATA);
            assert_null(csv);
            continue;
        }
        assert_int_equal(status, STATUS_OK);
        assert_int_equal(csv_next(csv, &record, &more, &p), STATUS_OK);
        assert_false(more);
        assert_int_equal(report_rule_count(report, RULE_FILE_TOO_LARGE), 1);
        csv_close(csv);
        report_free(report);
    }
}

static void without_report_the_first_finding_is_the_status(void **state)
{
    (void)state;
    struct read read;
    read_bytes(&read, "id,n\n1,a\"\n2,\xFF\n", 15, false);
    assert_int_equal(read.status, STATUS_BAD_DATA);
    assert_string_equal(read.text, "1:id|n|/");
    assert_string_equal(read.problem.subject, "data/a.csv:2");
    assert_string_equal(read.problem.reason, "stray-quote, n");
    release(&read);
    read_bytes(&read, "id\n\0", 4, false);
    assert_int_equal(read.status, STATUS_BAD_DATA);
    release(&read);
}

static void missing_file_is_the_machines_affair(void **state)
{
    (void)state;
    struct csv *csv;
    struct problem p = {0};
    assert_int_equal(csv_open(&csv, "/tmp/hiraku no such file", "a.csv", NULL, &p), STATUS_SYSTEM);
    assert_null(csv);
    csv_close(NULL);
}

/* The same file pushed through the reader's 64 KiB buffer byte by byte gives the same records. */
static void records_do_not_depend_on_where_blocks_end(void **state)
{
    (void)state;
    static const char tail[] = "\"a\"\"b\",\"c\r\nd\",表\r\n\"\",x\n";
    for (size_t pad = 65536 - sizeof tail; pad <= 65536; pad++) {
        struct read read;
        char text[1024], *bytes = malloc(pad + sizeof tail);
        assert_non_null(bytes);
        memset(bytes, 'x', pad);
        memcpy(bytes, "id", 2);
        bytes[2] = '\n';
        bytes[pad - 1] = ',';
        memcpy(bytes + pad, tail, sizeof tail);
        read_bytes(&read, bytes, pad + sizeof tail - 1, true);
        assert_string_equal(read.text + read.len - 1 - strlen("|a\"b|c\nd|表|/3:|x|/"),
                            "|a\"b|c\nd|表|/3:|x|/");
        assert_string_equal(findings(&read, text), "");
        release(&read);
        free(bytes);
    }
}

static void every_truncation_is_survived(void **state)
{
    (void)state;
    static const char bytes[] =
        "id,\"na\"\"me\",表\r\n\r\n1,\"x\ny\",\xE8\xA1\r2,\0\xED\xA0\x80\r\n\n";
    for (size_t len = 0; len < sizeof bytes; len++)
        for (int with_report = 0; with_report < 2; with_report++) {
            struct read read;
            read_bytes(&read, bytes, len, with_report);
            release(&read);
        }
}

static void random_bytes_are_survived(void **state)
{
    (void)state;
    static const char letters[] = ",,,\"\"\n\n\r\0a\xE3\x81\x82\xED\xA0\x80\xFF\xFE";
    static char bytes[100000];
    uint32_t seed = 7;
    for (int round = 0; round < 20; round++) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525 + 1013904223;
            bytes[i] =
                round % 2 ? letters[(seed >> 16) % (sizeof letters - 1)] : (char)(seed >> 24);
        }
        struct read read;
        read_bytes(&read, bytes, sizeof bytes, true);
        assert_int_equal(read.status, STATUS_OK);
        assert_int_equal(report_status(read.report), STATUS_OK);
        release(&read);
    }
}

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    static const char *const cells[] = {"=1+1", "]]>", "{x}", "a\r\n\"b\"", "\xF4\x8F\xBF\xBF",
                                        "<&'"};
    struct out out;
    out_open_memory(&out, 4096);
    for (size_t i = 0; i < 6; i++)
        csv_cell(&out, i == 0, slice_of(cells[i]));
    csv_end(&out);
    struct read read;
    read_bytes(&read, out.bytes, out.len, false);
    assert_int_equal(read.status, STATUS_OK);
    assert_string_equal(read.text, "1:=1+1|]]>|{x}|a\r\n\"b\"|\xF4\x8F\xBF\xBF|<&'|/");
    release(&read);
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_found_in_the_text),
        cmocka_unit_test(nul_is_named_and_left_out),
        cmocka_unit_test(lone_surrogate_is_named),
        cmocka_unit_test(encodings_read_alike),
        cmocka_unit_test(cell_may_have_65536_bytes),
        cmocka_unit_test(cell_is_cut_at_a_character_and_the_reader_goes_on),
        cmocka_unit_test(columns_beyond_1024_end_the_file),
        cmocka_unit_test(file_above_4_gib_is_refused_unread),
        cmocka_unit_test(without_report_the_first_finding_is_the_status),
        cmocka_unit_test(missing_file_is_the_machines_affair),
        cmocka_unit_test(records_do_not_depend_on_where_blocks_end),
        cmocka_unit_test(every_truncation_is_survived),
        cmocka_unit_test(random_bytes_are_survived),
        cmocka_unit_test(what_is_written_is_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
