/* Rows of text cells: read from CSV, changed, written as CSV. Knows no table. */
#include "hiraku/draft/sheet.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/base/durable_file.h"
#include "hiraku/csv/csv.h"
#include "hiraku/diagnostics/finding.h"

#include <stdio.h>
#include <stdlib.h>

enum { SHEET_ROWS_FIRST = 256 };

void sheet_init(struct sheet *sheet, uint64_t rows, uint64_t bytes)
{
    *sheet = (struct sheet){.most = (size_t)rows};
    arena_init(&sheet->arena, (size_t)bytes);
}

void sheet_free(struct sheet *sheet)
{
    arena_free(&sheet->arena);
    free(sheet->rows);
    free(sheet->gone);
    *sheet = (struct sheet){.rows = NULL};
}

static enum status sheet_too_large(const struct sheet *sheet, struct problem *p)
{
    if (sheet->count < sheet->most && sheet->arena.used < sheet->arena.cap / 2)
        return problem_memory(p);
    return problem_set(p, STATUS_DRAFT_TOO_LARGE, SLICE_NONE, SLICE_NONE, NULL);
}

static enum status sheet_grow(struct sheet *sheet, struct problem *p)
{
    if (sheet->count == sheet->most)
        return sheet_too_large(sheet, p);
    if (sheet->count < sheet->cap)
        return STATUS_OK;
    size_t cap = sheet->cap ? sheet->cap * 2 : SHEET_ROWS_FIRST;
    struct sheet_row *rows = realloc(sheet->rows, cap * sizeof *rows);
    if (!rows)
        return problem_memory(p);
    sheet->rows = rows;
    sheet->cap = cap;
    return STATUS_OK;
}

enum status sheet_add(struct sheet *sheet, uint64_t row, const struct slice *cells, size_t count,
                      struct problem *p)
{
    enum status status = sheet_grow(sheet, p);
    if (status != STATUS_OK)
        return status;
    struct slice *kept = arena_alloc(&sheet->arena, (count + 1) * sizeof *kept);
    for (size_t i = 0; kept && i < count; i++)
        kept[i] = cells[i].len > 0 ? arena_copy(&sheet->arena, cells[i]) : SLICE_NONE;
    if (arena_overflowed(&sheet->arena))
        return sheet_too_large(sheet, p);
    sheet->rows[sheet->count++] = (struct sheet_row){row, count, kept};
    return STATUS_OK;
}

/* Bytes that are no text leave U+FFFD in their cells, which nobody takes for text. */
static bool sheet_is_lossy(const struct report *report)
{
    uint64_t seen =
        report_rule_count(report, RULE_BAD_BYTES) + report_rule_count(report, RULE_LONE_SURROGATE) +
        report_rule_count(report, RULE_NUL_CHARACTER) + report_rule_count(report, RULE_LONE_CR);
    return report_count(report, SEVERITY_ERROR) > seen;
}

static enum status sheet_read_rows(struct sheet *sheet, struct csv *csv, struct problem *p)
{
    struct csv_record record;
    bool more = true;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && more) {
        status = csv_next(csv, &record, &more, p);
        if (status == STATUS_OK && more)
            status = sheet_add(sheet, record.row, record.cells, record.count, p);
    }
    return status;
}

/* Whether the first line ends in LF alone. */
static bool sheet_has_lf(const char *path)
{
    char head[4096];
    FILE *file = fopen(path, "rbe");
    size_t len = file ? fread(head, 1, sizeof head, file) : 0;
    if (file)
        fclose(file);
    const char *end = memchr(head, '\n', len);
    return end && (end == head || end[-1] != '\r');
}

enum status sheet_read(struct sheet *sheet, const char *path, struct problem *p)
{
    struct csv *csv;
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    enum status status = csv_open(&csv, path, "", report, p);
    if (status == STATUS_OK) {
        if (sheet->count == 0) {
            sheet->bom = csv_encoding(csv) != CSV_UTF8;
            sheet->lf = sheet_has_lf(path);
        }
        status = sheet_read_rows(sheet, csv, p);
        sheet->lossy = sheet->lossy || csv_is_unread(csv) || sheet_is_lossy(report);
        csv_close(csv);
    }
    report_free(report);
    return status;
}

enum status sheet_drop(struct sheet *sheet, uint64_t from, uint64_t to, struct problem *p)
{
    if (sheet->gone_count == sheet->gone_cap) {
        size_t cap = sheet->gone_cap ? sheet->gone_cap * 2 : 16;
        struct sheet_gone *gone = realloc(sheet->gone, cap * sizeof *gone);
        if (!gone)
            return problem_memory(p);
        sheet->gone = gone;
        sheet->gone_cap = cap;
    }
    size_t at = sheet->gone_count++;
    for (; at > 0 && sheet->gone[at - 1].from > from; at--)
        sheet->gone[at] = sheet->gone[at - 1];
    sheet->gone[at] = (struct sheet_gone){from, to};
    return STATUS_OK;
}

bool sheet_is_dropped(const struct sheet *sheet, uint64_t row)
{
    for (size_t i = 0; i < sheet->gone_count && sheet->gone[i].from <= row; i++)
        if (row <= sheet->gone[i].to)
            return true;
    return false;
}

/* Whether the row is written; rows are asked for from above. `*at`: the range that comes. */
static bool sheet_stays(const struct sheet *sheet, uint64_t row, size_t *at)
{
    while (*at < sheet->gone_count && sheet->gone[*at].to < row)
        ++*at;
    return *at == sheet->gone_count || row < sheet->gone[*at].from;
}

static void sheet_end_line(const struct sheet *sheet, struct out *out)
{
    if (sheet->lf)
        out_char(out, '\n');
    else
        csv_end(out);
}

void sheet_write(const struct sheet *sheet, struct out *out)
{
    uint64_t next = 1;
    size_t gone = 0;
    if (sheet->bom)
        out_text(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < sheet->count; i++) {
        const struct sheet_row *row = &sheet->rows[i];
        for (; next < row->row && out->error == STATUS_OK; next++)
            if (sheet_stays(sheet, next, &gone))
                sheet_end_line(sheet, out);
        next = row->row + 1;
        if (!sheet_stays(sheet, row->row, &gone))
            continue;
        for (size_t at = 0; at < row->count; at++)
            csv_cell(out, at == 0, row->cells[at]);
        sheet_end_line(sheet, out);
    }
}

enum status sheet_save(const struct sheet *sheet, const char *dir, const char *name,
                       struct problem *p)
{
    struct file file;
    enum status status = file_create_aside(&file, dir, name, p);
    if (status != STATUS_OK)
        return status;
    sheet_write(sheet, &file.out);
    status = file_close(&file, NULL, NULL, p);
    return status == STATUS_OK ? file_take_place(&file, dir, name, p) : status;
}

struct sheet_row *sheet_find(const struct sheet *sheet, uint64_t row)
{
    size_t low = 0, high = sheet->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sheet->rows[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sheet->count && sheet->rows[low].row == row ? &sheet->rows[low] : NULL;
}

enum status sheet_set(struct sheet *sheet, struct sheet_row *row, size_t at, struct slice text,
                      struct problem *p)
{
    if (at >= row->count) {
        struct slice *cells = arena_alloc(&sheet->arena, (at + 1) * sizeof *cells);
        for (size_t i = 0; cells && i < row->count; i++)
            cells[i] = row->cells[i];
        if (!cells)
            return sheet_too_large(sheet, p);
        row->cells = cells;
        row->count = at + 1;
    }
    row->cells[at] = text.len > 0 ? arena_copy(&sheet->arena, text) : SLICE_NONE;
    return arena_overflowed(&sheet->arena) ? sheet_too_large(sheet, p) : STATUS_OK;
}
