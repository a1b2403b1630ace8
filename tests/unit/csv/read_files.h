/* Files that are read, with the findings about them. */
#ifndef HIRAKU_TEST_READ_FILES_H
#define HIRAKU_TEST_READ_FILES_H

#include "hiraku/base/out.h"

#include "api/csv/csv_state.h"
#include "api/diagnostics/finding_list.h"

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

static inline void write_file(char path[32], const void *bytes, size_t len)
{
    strcpy(path, "/tmp/hiraku-csv-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static inline void read_records(struct read *read, struct csv *csv)
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

static inline void read_bytes(struct read *read, const void *bytes, size_t len, bool with_report)
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

static inline void release(struct read *read)
{
    unlink(read->path);
    report_free(read->report);
    free(read->text);
}

/* The findings as «rule line column;», sorted. */
static inline char *findings(const struct read *read, char text[1024])
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

static inline void expect(const char *bytes, size_t len, const char *records, const char *found)
{
    struct read read;
    char text[1024];
    read_bytes(&read, bytes, len, true);
    assert_int_equal(read.status, STATUS_OK);
    assert_string_equal(read.text, records);
    assert_string_equal(findings(&read, text), found);
    release(&read);
}

#endif
