/* One CSV file corrected: the text as it is, but for the pieces that are replaced.
 *
 * The file is read twice: by records, to find where each piece stands in the decoded text, then as
 * text, which is written with the pieces replaced. So quotes, line ends and order stay as they were
 * wherever nothing is replaced. Text that was not UTF-8 is written as spreadsheets write it, UTF-8
 * with a byte order mark. */
#include "fix.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/base/durable_file.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/ingest/ingest.h"

#include "read_parts.h"
#include "run.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { EDITS_FIRST = 64, ROW_MEMORY = 8 << 20, TEXT_MOST = CSV_CELL_MAX * 4 };

#define EDITS_MEMORY ((size_t)512 << 20)

static const char byte_order_mark[] = "\xEF\xBB\xBF";

/* A piece of the decoded text, what takes its place, and what is said of it. */
struct edit {
    struct csv_span span;
    struct slice text;
    struct fix_change change; /* of FIX_LINE_ENDS nothing: they are counted */
};

struct fixing {
    const struct fixes *fixes;
    const struct data_file *file;
    const struct fix_sink *sink;
    struct file_reader reader;
    struct arena arena;
    struct edit *edits; /* by place */
    size_t count, cap;
    uint64_t end;      /* of the last row that is not empty */
    uint64_t next_row; /* the row behind it */
    uint64_t lone_crs;
};

static struct fix_change change_of(const struct fixing *fixing, enum fix_kind kind, uint64_t row,
                                   const char *column, struct slice old, struct slice now)
{
    return (struct fix_change){kind, {fixing->file->name, row, column}, old, now};
}

static enum status fix_table_tell(const struct fixing *fixing, const struct fix_change *change,
                                  struct problem *p)
{
    return fixing->sink->take(fixing->sink->context, change, p);
}

static enum status fix_table_add(struct fixing *fixing, struct csv_span span, struct slice text,
                                 const struct fix_change *change, struct problem *p)
{
    if (fixing->count == fixing->cap) {
        size_t cap = fixing->cap ? fixing->cap * 2 : EDITS_FIRST;
        struct edit *edits = realloc(fixing->edits, cap * sizeof *edits);
        if (!edits)
            return problem_memory(p);
        fixing->edits = edits;
        fixing->cap = cap;
    }
    fixing->edits[fixing->count++] = (struct edit){span, text, *change};
    return STATUS_OK;
}

/* --- finding the pieces ----------------------------------------------------------------------- */

/* The cell as CSV, in the arena. */
static struct slice quoted(struct fixing *fixing, struct slice text)
{
    struct out out;
    out_open_memory(&out, TEXT_MOST);
    csv_cell(&out, true, text);
    return out_keep(&out, &fixing->arena);
}

static bool is_value(struct fixing *fixing, struct slice cell, struct slice value)
{
    struct slice text = text_trim(cell);
    if (slice_equal(text, value))
        return true;
    return utf8_is_valid(text) && slice_equal(text_nfc(&fixing->reader.arena, text), value);
}

/* The proposal for a cell: of its column, in its row, for what it holds. */
static const struct fix *fix_of(struct fixing *fixing, const struct fix *fixes, size_t count,
                                const char *column, struct slice cell)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(fixes[i].column, column) == 0 && is_value(fixing, cell, fixes[i].value))
            return &fixes[i];
    return NULL;
}

static enum status replace(struct fixing *fixing, const struct fix *fix, struct csv_span span,
                           struct problem *p)
{
    struct slice text = quoted(fixing, fix->mended);
    const struct fix_change change =
        change_of(fixing, FIX_CELL, fix->row, fix->column, fix->value, fix->mended);
    return text.at ? fix_table_add(fixing, span, text, &change, p) : problem_memory(p);
}

/* What was read as the name of a column becomes that name. */
static enum status fix_header(struct fixing *fixing, struct problem *p)
{
    struct file_reader *reader = &fixing->reader;
    struct csv_spans spans = csv_spans(reader->csv);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < spans.record->count && status == STATUS_OK; i++) {
        struct slice cell = text_trim(spans.record->cells[i]);
        const struct column *column = header_column(reader, cell);
        if (!column || slice_is(cell, column->name))
            continue;
        const struct fix fix = {
            .row = reader->header_row,
            .column = column->name,
            .value = arena_copy(&fixing->arena, cell), /* told when all is read */
            .mended = slice_of(column->name),
        };
        status = fix.value.at ? replace(fixing, &fix, spans.cells[i], p) : problem_memory(p);
    }
    fixing->next_row = reader->header_row + 1;
    return status;
}

static enum status fix_cells(struct fixing *fixing, const struct csv_record *record,
                             const struct csv_span *spans, struct problem *p)
{
    const struct file_reader *reader = &fixing->reader;
    size_t count;
    const struct fix *fixes = fixes_of_row(fixing->fixes, fixing->file->name, record->row, &count);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < record->count && i < reader->header_count && status == STATUS_OK; i++) {
        size_t index = reader->map[i];
        if (count == 0 || index == UNMAPPED || index == NAMELESS)
            continue;
        const struct fix *fix = fix_of(
            fixing, fixes, count, reader->file->resource->columns[index].name, record->cells[i]);
        if (fix)
            status = replace(fixing, fix, spans[i], p);
    }
    return status;
}

/* Rows of nothing between the last record and this one. */
static enum status drop_blank(struct fixing *fixing, const struct csv_record *record,
                              uint64_t begin, struct problem *p)
{
    uint64_t first = fixing->next_row;
    fixing->next_row = record->row + 1;
    if (record->row <= first)
        return STATUS_OK;
    struct slice last = arena_printf(&fixing->arena, "%" PRIu64, record->row - 1);
    const struct fix_change change = change_of(fixing, FIX_BLANK, first, "", SLICE_NONE, last);
    return last.at ? fix_table_add(fixing, (struct csv_span){fixing->end, begin}, SLICE_NONE,
                                   &change, p)
                   : problem_memory(p);
}

static bool fix_table_is_empty(const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++)
        if (text_trim(record->cells[i]).len > 0)
            return false;
    return true;
}

/* Behind a row: the LF that its CR lacks. */
static enum status end_row(struct fixing *fixing, struct problem *p)
{
    struct csv_spans spans = csv_spans(fixing->reader.csv);
    fixing->end = spans.end;
    fixing->lone_crs += spans.lone_cr;
    const struct fix_change change =
        change_of(fixing, FIX_LINE_ENDS, 0, "", SLICE_NONE, SLICE_NONE);
    return spans.lone_cr ? fix_table_add(fixing, (struct csv_span){spans.end, spans.end},
                                         slice_of("\n"), &change, p)
                         : STATUS_OK;
}

static enum status fix_rows(struct fixing *fixing, struct problem *p)
{
    struct csv_record record;
    bool more = true;
    enum status status = end_row(fixing, p);
    while (status == STATUS_OK) {
        status = csv_next(fixing->reader.csv, &record, &more, p);
        if (status != STATUS_OK || !more)
            break;
        arena_reset(&fixing->reader.arena);
        if (fix_table_is_empty(&record))
            continue;
        const struct csv_span *spans = csv_spans(fixing->reader.csv).cells;
        status = drop_blank(fixing, &record, spans[0].from, p);
        if (status == STATUS_OK)
            status = fix_cells(fixing, &record, spans, p);
        if (status == STATUS_OK)
            status = end_row(fixing, p);
    }
    return status;
}

/* --- writing ---------------------------------------------------------------------------------- */

/* The text on its way out. */
struct splice {
    uint64_t at;    /* where the next block begins */
    uint64_t until; /* what stands before it is replaced */
    size_t next;    /* the edit that comes */
};

static void write_block(const struct fixing *fixing, struct splice *splice, struct slice text,
                        struct out *out)
{
    uint64_t begin = splice->at, end = begin + text.len;
    for (;;) {
        const struct edit *edit =
            splice->next < fixing->count ? &fixing->edits[splice->next] : NULL;
        bool here = edit && edit->span.from < end;
        uint64_t from = splice->until > splice->at ? splice->until : splice->at;
        uint64_t to = here ? edit->span.from : end;
        if (to > from)
            out_bytes(out, text.at + (from - begin), to - from);
        splice->at = to > splice->at ? to : splice->at;
        if (!here)
            break;
        out_slice(out, edit->text);
        splice->until = edit->span.to;
        splice->next++;
    }
}

static enum status fix_table_write_text(const struct fixing *fixing, struct out *out,
                                        struct problem *p)
{
    struct decoder *decoder;
    struct decoded block;
    struct splice splice = {0, 0, 0};
    bool more = true;
    enum status status = decoder_new(&decoder, fixing->file->path, DECODER_TABLE, p);
    if (status != STATUS_OK)
        return status;
    if (decoder_encoding(decoder) != CSV_UTF8)
        out_text(out, byte_order_mark);
    while (status == STATUS_OK && more && out->error == STATUS_OK) {
        status = decoder_next(decoder, &block, &more, p);
        if (status != STATUS_OK || !more)
            break;
        write_block(fixing, &splice, block.text, out);
    }
    for (; splice.next < fixing->count; splice.next++)
        out_slice(out, fixing->edits[splice.next].text);
    decoder_free(decoder);
    return status;
}

static enum status fix_table_write_file(const struct fixing *fixing, const char *dir,
                                        struct problem *p)
{
    struct file out;
    enum status status = file_create(&out, dir, fixing->file->name, p);
    if (status != STATUS_OK)
        return status;
    status = fix_table_write_text(fixing, &out.out, p);
    enum status closed = file_close(&out, NULL, NULL, status == STATUS_OK ? p : NULL);
    return status == STATUS_OK ? closed : status;
}

/* --- the file --------------------------------------------------------------------------------- */

/* Whether there are bytes in it that are no text, which must not be lost. */
static bool has_faults(const struct report *report)
{
    return report_rule_count(report, RULE_BAD_BYTES) > 0 ||
           report_rule_count(report, RULE_LONE_SURROGATE) > 0 ||
           report_rule_count(report, RULE_NUL_CHARACTER) > 0;
}

/* What is true of the file as a whole, then each piece. */
static enum status tell_all(const struct fixing *fixing, enum csv_encoding encoding,
                            struct problem *p)
{
    char count[24];
    enum status status = STATUS_OK;
    const struct fix_change recoded =
        change_of(fixing, FIX_ENCODING, 0, "", slice_of(csv_encoding_name(encoding)),
                  slice_of(csv_encoding_name(CSV_UTF8)));
    snprintf(count, sizeof count, "%" PRIu64, fixing->lone_crs);
    const struct fix_change ends =
        change_of(fixing, FIX_LINE_ENDS, 0, "", SLICE_NONE, slice_of(count));
    if (encoding != CSV_UTF8 && encoding != CSV_UTF8_BOM)
        status = fix_table_tell(fixing, &recoded, p);
    if (status == STATUS_OK && fixing->lone_crs > 0)
        status = fix_table_tell(fixing, &ends, p);
    for (size_t i = 0; i < fixing->count && status == STATUS_OK; i++)
        if (fixing->edits[i].change.kind != FIX_LINE_ENDS)
            status = fix_table_tell(fixing, &fixing->edits[i].change, p);
    return status;
}

static enum status fix_open(struct fixing *fixing, const char *dir, struct report *report,
                            struct problem *p)
{
    struct csv *csv = fixing->reader.csv;
    enum csv_encoding encoding = csv_encoding(csv);
    bool found = false;
    enum status status = header_read(&fixing->reader, &found, p);
    if (status == STATUS_OK && found)
        status = fix_header(fixing, p);
    if (status == STATUS_OK && found)
        status = fix_rows(fixing, p);
    if (status != STATUS_OK)
        return status;
    bool is_text = !csv_is_unread(csv) && !has_faults(report);
    bool is_same = fixing->count == 0 && (encoding == CSV_UTF8 || encoding == CSV_UTF8_BOM);
    const struct fix_change left = change_of(fixing, FIX_LEFT, 0, "", SLICE_NONE, SLICE_NONE);
    if (!is_text && !is_same)
        status = fix_table_tell(fixing, &left, p);
    else if (!is_same)
        status = tell_all(fixing, encoding, p);
    if (status != STATUS_OK)
        return status;
    return is_text && !is_same ? fix_table_write_file(fixing, dir, p)
                               : fix_copy(fixing->file->path, dir, fixing->file->name, p);
}

enum status fix_table(const struct check_run *run, const struct fixes *fixes,
                      const struct data_file *file, const char *dir, const struct fix_sink *sink,
                      struct problem *p)
{
    uint64_t unread = 0;
    struct report *report = report_new(); /* what is wrong was told before */
    if (!report)
        return problem_memory(p);
    const struct check_run again = {run->instance, report, NULL, NULL, &unread};
    struct fixing fixing = {.fixes = fixes, .file = file, .sink = sink};
    fixing.reader = (struct file_reader){.run = &again, .file = file, .name = file->name};
    memset(fixing.reader.map, UNMAPPED, sizeof fixing.reader.map);
    arena_init(&fixing.arena, EDITS_MEMORY);
    arena_init(&fixing.reader.arena, ROW_MEMORY);
    enum status status = csv_open(&fixing.reader.csv, file->path, file->name, report, p);
    if (status == STATUS_OK)
        status = fix_open(&fixing, dir, report, p);
    csv_close(fixing.reader.csv);
    arena_free(&fixing.arena);
    arena_free(&fixing.reader.arena);
    free(fixing.edits);
    report_free(report);
    return status;
}
