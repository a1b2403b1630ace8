/* The record reader: every cell is UTF-8 of a bounded length; with and without a report the verdict
 * on UTF-8 is the same; what has no findings is written, and read again from a release as it was.
 */
#include "hiraku/base/csv_out.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"

#include "api/csv/csv_state.h"
#include "api/publish/differences.h"
#include "fuzz.h"

struct reading {
    struct out cells; /* each with its length, to compare */
    struct out canonical;
    uint64_t findings;
    enum csv_encoding encoding;
    bool reported;
    bool blank; /* a record of one empty cell, which is written as a blank line */
    enum status status;
};

static uint64_t count(const struct report *report)
{
    return report_count(report, SEVERITY_ERROR) + report_count(report, SEVERITY_WARNING) +
           report_count(report, SEVERITY_NOTE);
}

static void take(struct reading *reading, const struct csv_record *record)
{
    ENSURE(record->count >= 1 && record->count <= CSV_COLUMNS_MAX && record->row >= 1);
    if (record->count == 1 && record->cells[0].len == 0)
        reading->blank = true;
    for (size_t i = 0; i < record->count; i++) {
        struct slice cell = record->cells[i];
        ENSURE(cell.len <= CSV_CELL_MAX && utf8_is_valid(cell));
        ENSURE(!reading->reported || !cell.len || !memchr(cell.at, '\r', cell.len));
        out_int(&reading->cells, (int64_t)cell.len);
        out_char(&reading->cells, ':');
        out_slice(&reading->cells, cell);
        csv_cell(&reading->canonical, i == 0, cell);
    }
    out_char(&reading->cells, '\n');
    csv_end(&reading->canonical);
}

static void read_all(struct reading *reading, const void *data, size_t size, bool reported)
{
    char path[FUZZ_PATH];
    struct csv *csv = NULL;
    struct csv_record record;
    struct problem p = {.status = STATUS_OK};
    bool more = true;
    int fd = fuzz_file(data, size, path);
    struct report *report = reported ? report_new() : NULL;
    out_open_memory(&reading->cells, 64 << 20);
    out_open_memory(&reading->canonical, 64 << 20);
    reading->blank = false;
    reading->reported = reported;
    reading->status = csv_open(&csv, path, "data/fuzz.csv", report, &p);
    while (reading->status == STATUS_OK && more) {
        reading->status = csv_next(csv, &record, &more, &p);
        if (reading->status == STATUS_OK && more)
            take(reading, &record);
    }
    ENSURE(reading->status == STATUS_OK || reading->status == p.status);
    reading->encoding = csv ? csv_encoding(csv) : CSV_UTF8;
    reading->findings = reported ? count(report) : 0;
    if (reported && reading->findings) {
        struct out text;
        out_open_memory(&text, 64 << 20);
        struct json_writer json = json_compact(&text, JSON_EMPTY_NULL);
        report_write_members(report, &json);
        ENSURE(out_finish(&text, NULL) == STATUS_OK && utf8_is_valid(out_written(&text)));
        out_close(&text);
    }
    csv_close(csv);
    report_free(report);
    close(fd);
}

static void reading_free(struct reading *reading)
{
    out_close(&reading->cells);
    out_close(&reading->canonical);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct reading with, without, again;
    read_all(&with, data, size, true);
    read_all(&without, data, size, false);
    ENSURE(with.status == STATUS_OK);
    bool utf8 = with.encoding == CSV_UTF8 || with.encoding == CSV_UTF8_BOM;
    if (with.findings == 0 && utf8) {
        ENSURE(without.status == STATUS_OK);
        if (size == 0 || !memchr(data, '\r', size)) /* within cells it becomes LF */
            ENSURE(slice_equal(out_written(&with.cells), out_written(&without.cells)));
    }
    struct slice canonical = out_written(&with.canonical);
    /* what begins with a second byte order mark would lose it */
    if (with.findings == 0 && !with.blank && !slice_starts(canonical, "\xEF\xBB\xBF")) {
        read_all(&again, canonical.at, canonical.len, false);
        ENSURE(again.status == STATUS_OK);
        ENSURE(slice_equal(out_written(&with.cells), out_written(&again.cells)));
        ENSURE(slice_equal(canonical, out_written(&again.canonical)));
        reading_free(&again);
    }
    reading_free(&with);
    reading_free(&without);
    return 0;
}
