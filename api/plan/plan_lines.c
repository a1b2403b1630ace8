/* A file as rows of cells: CSV by its reader, any other text line by line, in any encoding that
 * offices produce. One row is in memory. */
#include "plan_parts.h"

#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/csv/csv.h"

#include <strings.h>

enum { LINE_MOST = 64 << 10 };

bool plan_is_table(const char *path)
{
    static const char ending[] = ".csv";
    size_t len = strlen(path);
    return len >= sizeof ending - 1 && strcasecmp(path + len - (sizeof ending - 1), ending) == 0;
}

/* --- lines ------------------------------------------------------------------------------------ */

static bool split_is_space(int32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == 0xA0 || c == 0x3000;
}

static size_t split_at_tabs(struct slice line, struct slice *cells, size_t most)
{
    size_t count = 0;
    for (;;) {
        const char *tab = line.len ? memchr(line.at, '\t', line.len) : NULL;
        size_t len = tab ? (size_t)(tab - line.at) : line.len;
        if (count < most)
            cells[count++] = text_trim((struct slice){line.at, len});
        if (!tab)
            return count;
        line = slice_from(line, len + 1);
    }
}

size_t plan_split(struct slice line, struct slice *cells, size_t most)
{
    size_t count = 0, from = 0;
    if (line.len > 0 && memchr(line.at, '\t', line.len))
        return split_at_tabs(line, cells, most);
    for (size_t at = 0; at <= line.len && count < most;) {
        size_t before = at;
        int32_t c = at < line.len ? utf8_next(line, &at) : ' ';
        if (split_is_space(c) && before > from)
            cells[count++] = (struct slice){line.at + from, before - from};
        if (before == line.len)
            break;
        if (c < 0)
            at = before + 1;
        if (split_is_space(c))
            from = at;
    }
    return count;
}

/* What one line is given to. */
struct line_reader {
    const char *name;
    struct report *report;
    plan_row_sink *sink;
    void *context;
    struct out line; /* in memory */
    uint64_t number; /* of the line that is being read */
    bool cut;        /* it is longer than LINE_MOST */
};

static enum status line_give(struct line_reader *reader, struct problem *p)
{
    struct slice cells[PLAN_ROW_CELLS_MAX];
    struct plan_row row = {.line = reader->number, .cells = cells};
    enum status status = out_finish(&reader->line, p);
    if (status == STATUS_OK && !reader->cut)
        row.count = plan_split(out_written(&reader->line), cells, PLAN_ROW_CELLS_MAX);
    if (status == STATUS_OK && row.count > 0)
        status = reader->sink(reader->context, &row, p);
    out_reset(&reader->line);
    reader->cut = false;
    reader->number++;
    return status;
}

static enum status line_take_block(struct line_reader *reader, struct slice block,
                                   struct problem *p)
{
    enum status status = STATUS_OK;
    while (block.len > 0 && status == STATUS_OK) {
        const char *end = memchr(block.at, '\n', block.len);
        size_t len = end ? (size_t)(end - block.at) : block.len;
        reader->cut = reader->cut || reader->line.len + len > LINE_MOST;
        if (!reader->cut)
            out_bytes(&reader->line, block.at, len);
        block = slice_from(block, end ? len + 1 : len);
        if (end)
            status = line_give(reader, p);
    }
    return status;
}

static void line_note(const struct line_reader *reader, enum rule rule, uint64_t line,
                      const char *value, const char *expected)
{
    report_at(reader->report, rule, (struct place){reader->name, line, ""}, slice_of(value),
              SLICE_NONE, slice_of(expected));
}

/* Whether the file is text at all. */
static bool line_may_read(const struct line_reader *reader, const struct decoder *decoder)
{
    uint64_t row;
    size_t column;
    const char *container = decoder_container(decoder);
    if (container)
        line_note(reader, RULE_PLAN_NOT_TEXT, 0, container, NULL);
    else if (decoder_size(decoder) > CSV_FILE_MAX)
        line_note(reader, RULE_PLAN_NOT_TEXT, 0, "4 GiB", NULL);
    else if (decoder_doubt(decoder, &row, &column))
        line_note(reader, RULE_UNKNOWN_ENCODING, row, NULL, NULL);
    else
        return true;
    return false;
}

static enum status plan_text_read(const char *path, struct line_reader *reader, struct problem *p)
{
    struct decoder *decoder = NULL;
    struct decoded block;
    enum status status = decoder_new(&decoder, path, DECODER_TABLE, p);
    if (status != STATUS_OK)
        return status;
    bool more = line_may_read(reader, decoder);
    out_open_memory(&reader->line, LINE_MOST + 1);
    while (more && status == STATUS_OK) {
        status = decoder_next(decoder, &block, &more, p);
        if (status != STATUS_OK || !more)
            break;
        if (block.fault != DECODE_GOOD)
            line_note(reader, RULE_BAD_BYTES, reader->number, block.what,
                      csv_encoding_name(decoder_encoding(decoder)));
        status = line_take_block(reader, block.text, p);
    }
    if (status == STATUS_OK && reader->line.len > 0)
        status = line_give(reader, p);
    out_close(&reader->line);
    decoder_free(decoder);
    return status;
}

/* --- tables ----------------------------------------------------------------------------------- */

static enum status plan_table_read(const char *path, const struct line_reader *reader,
                                   struct problem *p)
{
    struct csv *csv = NULL;
    struct csv_record record;
    struct slice cells[PLAN_ROW_CELLS_MAX];
    bool more = true;
    enum status status = csv_open(&csv, path, reader->name, reader->report, p);
    while (status == STATUS_OK) {
        status = csv_next(csv, &record, &more, p);
        if (status != STATUS_OK || !more)
            break;
        struct plan_row row = {record.row, cells, 0};
        for (; row.count < record.count && row.count < PLAN_ROW_CELLS_MAX; row.count++)
            cells[row.count] = text_trim(record.cells[row.count]);
        status = reader->sink(reader->context, &row, p);
    }
    csv_close(csv);
    return status;
}

enum status plan_read_rows(const char *path, const char *name, struct report *report,
                           plan_row_sink *sink, void *context, struct problem *p)
{
    struct line_reader reader = {
        .name = name, .report = report, .sink = sink, .context = context, .number = 1};
    return plan_is_table(path) ? plan_table_read(path, &reader, p)
                               : plan_text_read(path, &reader, p);
}
