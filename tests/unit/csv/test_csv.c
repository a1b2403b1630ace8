/* The record reader and the writer against RFC 4180 s.2, and against hostile files. */
#include "hiraku/base/csv_out.h"
#include "hiraku/base/out.h"

#include "api/csv/csv_state.h"
#include "api/diagnostics/finding_list.h"
#include "api/publish/differences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/* A file, and all its records as one text: cells end in «|», records in «/», each begins with its
 * row. */
struct read {
    char path[32];
    struct report *report;
    char *text;
    size_t len, records;
    size_t longest; /* cell */
    enum status status;
    struct problem problem;
};

static void write_file(char path[32], const void *bytes, size_t len)
{
    strcpy(path, "/tmp/hiraku-csv-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static void read_records(struct read *read, struct csv *csv)
{
    struct out out;
    out_open_memory(&out, SIZE_MAX / 4);
    bool more = true;
    while (read->status == STATUS_OK && more) {
        struct csv_record record;
        read->status = csv_next(csv, &record, &more, &read->problem);
        if (read->status != STATUS_OK || !more)
            break;
        read->records++;
        out_int(&out, (int64_t)record.row);
        out_char(&out, ':');
        for (size_t i = 0; i < record.count; i++) {
            out_slice(&out, record.cells[i]);
            out_char(&out, '|');
            if (record.cells[i].len > read->longest)
                read->longest = record.cells[i].len;
        }
        out_char(&out, '/');
    }
    out_char(&out, '\0');
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    read->text = out_take(&out, &read->len);
    out_close(&out);
}

static void read_bytes(struct read *read, const void *bytes, size_t len, bool with_report)
{
    *read = (struct read){.status = STATUS_OK};
    write_file(read->path, bytes, len);
    read->report = with_report ? report_new() : NULL;
    struct csv *csv;
    read->status = csv_open(&csv, read->path, "data/a.csv", read->report, &read->problem);
    if (read->status == STATUS_OK) {
        assert_int_equal(csv_size(csv), len);
        read_records(read, csv);
        assert_true(csv_offset(csv) <= len);
        csv_close(csv);
    }
}

static void release(struct read *read)
{
    unlink(read->path);
    report_free(read->report);
    free(read->text);
}

/* The findings as «rule line column;», sorted. */
static char *findings(const struct read *read, char text[1024])
{
    size_t count, used = 0;
    struct listed *list = finding_list(read->report, &count);
    assert_non_null(list);
    text[0] = '\0';
    for (size_t i = 0; i < count && used < 900; i++) {
        const struct finding *f = list[i].finding;
        assert_string_equal(f->place.file, "data/a.csv");
        used += (size_t)snprintf(text + used, 1024 - used, "%s %u %s;", rule_info(f->rule)->slug,
                                 (unsigned)f->place.line, f->place.column);
    }
    free(list);
    return text;
}

#define EXPECT(bytes, records, found) expect(bytes, sizeof(bytes) - 1, records, found)

static void expect(const char *bytes, size_t len, const char *records, const char *found)
{
    struct read read;
    char text[1024];
    read_bytes(&read, bytes, len, true);
    assert_int_equal(read.status, STATUS_OK);
    assert_string_equal(read.text, records);
    assert_string_equal(findings(&read, text), found);
    release(&read);
}

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
        cmocka_unit_test(records_of_rfc_4180_are_read),
        cmocka_unit_test(lines_may_end_in_lf),
        cmocka_unit_test(empty_cells_are_cells),
        cmocka_unit_test(empty_file_has_no_record),
        cmocka_unit_test(blank_lines_at_the_end_are_skipped),
        cmocka_unit_test(blank_lines_are_rows_and_no_records),
        cmocka_unit_test(quoted_empty_cell_is_no_blank_line),
        cmocka_unit_test(line_breaks_in_cells_make_no_rows),
        cmocka_unit_test(lines_in_a_cell_end_in_lf),
        cmocka_unit_test(pieces_are_found_in_the_text),
        cmocka_unit_test(open_quote_ends_the_file_and_names_where_it_began),
        cmocka_unit_test(stray_quotes_are_named_once_a_cell),
        cmocka_unit_test(lone_cr_ends_a_record_and_is_named_once),
        cmocka_unit_test(byte_findings_name_row_and_column),
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
