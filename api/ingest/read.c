/* CSV files into the stage: cells brought into canonical form under the columns of the header.
 *
 * Keeps one record in memory. Which row is the header is decided in header.c, which rows are no
 * records in row_kind.c. Rows of nothing but empty cells, as spreadsheets leave them, are passed
 * over at the end of a file and reported once a run between records; cells that are not there at
 * the right of a row are empty. What is between records is not looked at (records.c). */
#include "run.h"

#include "hiraku/base/progress.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/cell.h"
#include "hiraku/model/model.h"
#include "hiraku/staging/stage.h"

#include "read_parts.h"

#include <inttypes.h>
#include <stdio.h>

enum { ROW_MEMORY = 8 << 20 };

/* The record with white space taken off the ends of its cells; `*empty`: nothing is left. */
static struct csv_record read_trimmed(const struct csv_record *record,
                                      struct slice cells[CSV_COLUMNS_MAX], bool *empty)
{
    struct csv_record trimmed = *record;
    trimmed.cells = cells;
    *empty = true;
    for (size_t i = 0; i < record->count; i++) {
        cells[i] = text_trim(record->cells[i]);
        *empty = *empty && cells[i].len == 0;
    }
    return trimmed;
}

/* A refused id is staged as it is, so that references to it are not reported as well. */
static void keep_refused_id(struct file_reader *reader, struct slice *cells, struct slice raw,
                            size_t index)
{
    const struct column *column = &reader->file->resource->columns[index];
    bool is_id = column->type == TYPE_ID || column->type == TYPE_MUNICIPALITY_CODE;
    if (is_id && column->flags & COL_KEY && utf8_is_valid(raw))
        cells[index] = raw;
}

static size_t note_cell(const struct file_reader *reader)
{
    const struct resource *resource = reader->file->resource;
    const struct column *note = model_column(resource, slice_of("note_ja"));
    for (size_t i = 0; note && i < reader->header_count; i++)
        if (reader->map[i] == model_index(resource, note))
            return i;
    return CSV_COLUMNS_MAX;
}

/* Spreadsheets leave empty columns at the right: only their values are wrong. Said once a column.
 */
static void report_nameless(struct file_reader *reader, const struct csv_record *record, size_t at)
{
    char letters[CSV_LETTERS];
    if (record->cells[at].len == 0)
        return;
    csv_letters(at, letters);
    report_at(reader->run->report, RULE_NAMELESS_COLUMN, read_place(reader, record->row, letters),
              slice_of(letters), SLICE_NONE, SLICE_NONE);
    reader->map[at] = UNMAPPED;
}

/* --- merged cells ----------------------------------------------------------------------------- */

/* Where people merge cells: what several rows have in common. */
static bool is_merged_kind(const struct column *column)
{
    if (!(column->flags & COL_REQUIRED))
        return false;
    return column->type == TYPE_REF || column->type == TYPE_PERIOD ||
           column->type == TYPE_MUNICIPALITY_CODE ||
           (column->flags & COL_KEY && column->type != TYPE_ID);
}

static bool is_ditto(struct slice cell)
{
    static const char *const marks[] = {"〃", "同上",     "々",     "\"", "″", "”",
                                        "↑",  "（同上）", "(同上)", "〻", "仝"};
    if (cell.len == 0 || ((unsigned char)*cell.at < 0x80 && *cell.at != '"' && *cell.at != '('))
        return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (slice_is(cell, marks[i]))
            return true;
    return false;
}

/* A required cell is empty below one that is not: a saved spreadsheet has what stood in merged
 * cells in the first row alone. A mark that says «as above» is no value in any column. */
static uint64_t refuse_merged(struct file_reader *reader, const struct csv_record *record)
{
    uint64_t merged = 0;
    size_t filled = 0;
    for (size_t i = 0; i < record->count; i++)
        filled += record->cells[i].len > 0;
    for (size_t i = 0; i < record->count && filled > 1; i++) {
        size_t index = reader->map[i];
        struct slice cell = record->cells[i];
        if (index == UNMAPPED || index == NAMELESS || reader->above[index].len == 0)
            continue;
        const struct column *column = &reader->file->resource->columns[index];
        bool ditto = is_ditto(cell);
        if (!ditto && (cell.len > 0 || !is_merged_kind(column)))
            continue;
        report_at(reader->run->report, ditto ? RULE_DITTO_MARK : RULE_MERGED_CELL,
                  read_place(reader, record->row, column->name), cell, reader->above[index],
                  SLICE_NONE);
        merged |= UINT64_C(1) << index;
    }
    return merged;
}

static void keep_above(struct file_reader *reader, const struct csv_record *record)
{
    struct slice kept[COLUMNS_MAX] = {{NULL, 0}};
    const struct column *columns = reader->file->resource->columns;
    for (size_t i = 0; i < record->count; i++) {
        size_t index = reader->map[i];
        if (index == UNMAPPED || index == NAMELESS)
            continue;
        struct slice cell = record->cells[i];
        bool above = is_ditto(cell) || (cell.len == 0 && is_merged_kind(&columns[index]));
        kept[index] = above ? arena_copy(&reader->arena, reader->above[index]) : cell;
    }
    size_t size = 0;
    for (size_t i = 0; columns[i].name; i++)
        size += kept[i].len;
    arena_reset(&reader->above_memory);
    char *to = arena_alloc(&reader->above_memory, size);
    for (size_t i = 0; columns[i].name; i++) {
        reader->above[i] = SLICE_NONE;
        if (!to || kept[i].len == 0)
            continue;
        memcpy(to, kept[i].at, kept[i].len);
        reader->above[i] = (struct slice){to, kept[i].len};
        to += kept[i].len;
    }
}

/* --- records ---------------------------------------------------------------------------------- */

/* A cell with broken bytes was reported where they were found. */
static void read_cell(struct file_reader *reader, const struct csv_record *record, size_t at,
                      struct staged *row)
{
    size_t index = reader->map[at];
    const struct column *column = &reader->file->resource->columns[index];
    bool bad = record->broken[at], waits = false;
    struct cell_reader cell = {reader->run->report, &reader->arena, reader->answered, &waits};
    struct slice *cells = (struct slice *)row->cells, raw = record->cells[at];
    if (raw.len == 0 && !(column->flags & COL_REQUIRED))
        return;
    if (!bad)
        cells[index] = cell_read(&cell, column, raw, row->place, &bad);
    if (!bad)
        return;
    row->bad |= UINT64_C(1) << index;
    if (waits)
        row->waits |= UINT64_C(1) << index;
    else
        keep_refused_id(reader, cells, raw, index);
}

static void read_cells(struct file_reader *reader, const struct csv_record *record,
                       struct staged *row)
{
    reader->answered = reader->note < record->count && record->cells[reader->note].len > 0;
    row->bad |= refuse_merged(reader, record);
    for (size_t i = 0; i < record->count && i < reader->header_count; i++) {
        size_t index = reader->map[i];
        if (index == NAMELESS)
            report_nameless(reader, record, i);
        else if (index != UNMAPPED && !(row->bad & UINT64_C(1) << index))
            read_cell(reader, record, i, row);
    }
    keep_above(reader, record);
}

/* Whether the row has the cells that the header asks for: those at the right may be left out where
 * they may be empty, and may be more where they are. Else `at` is the first that is wrong. */
static bool has_cells(const struct file_reader *reader, const struct csv_record *record, size_t *at)
{
    for (*at = reader->header_count; *at < record->count; (*at)++)
        if (record->cells[*at].len > 0)
            return false;
    for (*at = record->count; *at < reader->header_count; (*at)++) {
        size_t index = reader->map[*at];
        if (index != UNMAPPED && index != NAMELESS &&
            reader->file->resource->columns[index].flags & COL_REQUIRED)
            return false;
    }
    return true;
}

/* The cells cannot be told apart: only the id is taken, if it stands where it should. */
static void refuse_record(struct file_reader *reader, const struct csv_record *record, size_t at,
                          struct staged *row)
{
    char count[24], expected[24], letters[CSV_LETTERS];
    snprintf(count, sizeof count, "%zu", record->count);
    snprintf(expected, sizeof expected, "%zu", reader->header_count);
    csv_letters(at, letters);
    report_at(reader->run->report, RULE_CELL_COUNT, read_place(reader, record->row, letters),
              slice_of(count), SLICE_NONE, slice_of(expected));
    row->bad = UINT64_MAX;
    for (size_t i = 0; i < record->count && i < reader->header_count; i++)
        if (reader->map[i] != UNMAPPED && reader->map[i] != NAMELESS)
            keep_refused_id(reader, (struct slice *)row->cells, record->cells[i], reader->map[i]);
}

static enum status read_record(struct file_reader *reader, const struct csv_record *record,
                               struct problem *p)
{
    struct slice cells[COLUMNS_MAX] = {{NULL, 0}};
    struct staged row = {
        .place = {reader->name, record->row, ""},
        .cells = cells,
        .bad = reader->unjudged,
    };
    struct series_sorts sorts;
    size_t at;
    arena_reset(&reader->arena);
    if (has_cells(reader, record, &at))
        read_cells(reader, record, &row);
    else
        refuse_record(reader, record, at, &row);
    if (arena_overflowed(&reader->arena) || arena_overflowed(&reader->above_memory))
        return problem_memory(p);
    series_sort(&sorts, reader->run->instance, &row, reader->file->resource);
    reader->rows++;
    return stage_add(reader->run->stage, reader->file->resource, &row, p);
}

/* --- rows ------------------------------------------------------------------------------------- */

static void report_blank(struct file_reader *reader, uint64_t row)
{
    char last[24];
    snprintf(last, sizeof last, "%" PRIu64, row - 1);
    if (row > reader->next_row)
        report_at(reader->run->report, RULE_BLANK_LINE, read_place(reader, reader->next_row, ""),
                  SLICE_NONE, SLICE_NONE, row - 1 > reader->next_row ? slice_of(last) : SLICE_NONE);
    reader->next_row = row + 1;
}

static enum status read_row(struct file_reader *reader, const struct csv_record *record,
                            struct problem *p)
{
    static const enum rule rules[] = {
        [ROW_TOTAL] = RULE_TOTAL_ROW,
        [ROW_NOTE] = RULE_NOTE_ROW,
        [ROW_HEADER] = RULE_SECOND_HEADER,
    };
    struct slice cells[CSV_COLUMNS_MAX], shown;
    bool empty;
    const struct csv_record trimmed = read_trimmed(record, cells, &empty);
    if (empty)
        return STATUS_OK;
    report_blank(reader, record->row);
    enum row_kind kind = row_kind(reader, &trimmed, &shown);
    if (kind == ROW_DATA)
        return read_record(reader, &trimmed, p);
    if (kind != ROW_REMARK)
        report_at(reader->run->report, rules[kind], read_place(reader, record->row, ""), shown,
                  SLICE_NONE, SLICE_NONE);
    else if (reader->remarks++ == 0)
        reader->first_remark = record->row;
    return STATUS_OK;
}

static void report_remarks(const struct file_reader *reader)
{
    char count[24];
    snprintf(count, sizeof count, "%" PRIu64, reader->remarks);
    if (reader->remarks > 0)
        report_at(reader->run->report, RULE_REMARK_ROWS,
                  read_place(reader, reader->first_remark, ""), slice_of(count), SLICE_NONE,
                  SLICE_NONE);
}

static enum status read_rows(struct file_reader *reader, struct problem *p)
{
    struct csv_record record;
    bool more = false;
    enum status status = header_read(reader, &more, p);
    reader->note = note_cell(reader);
    while (status == STATUS_OK && more) {
        status = csv_next(reader->csv, &record, &more, p);
        if (status == STATUS_OK && more)
            status = read_row(reader, &record, p);
        if (reader->rows % PROGRESS_ROWS == 0)
            progress_tell(reader->run->progress, "read", reader->file->resource->name, reader->rows,
                          csv_offset(reader->csv), csv_size(reader->csv));
    }
    report_remarks(reader);
    return status;
}

static enum status read_file(const struct check_run *run, const struct data_file *file,
                             struct problem *p)
{
    struct file_reader reader = {.run = run, .file = file, .next_row = 1};
    reader.name = report_name(run->report, slice_of(file->name));
    if (!reader.name)
        return problem_memory(p);
    arena_init(&reader.arena, ROW_MEMORY);
    arena_init(&reader.above_memory, ROW_MEMORY);
    memset(reader.map, UNMAPPED, sizeof reader.map);
    progress_tell(run->progress, "read", file->resource->name, 0, 0, file->size);
    enum status status = csv_open(&reader.csv, file->path, reader.name, run->report, p);
    if (status == STATUS_OK) {
        const char *encoding = csv_encoding_name(csv_encoding(reader.csv));
        enum csv_encoding found = csv_encoding(reader.csv);
        if (found == CSV_CP932 || found == CSV_EUC_JP || found == CSV_ISO2022_JP)
            status = stage_add_japanese(run->stage, file->resource, reader.name, p);
        if (!csv_is_unread(reader.csv))
            report_at(run->report, RULE_READ_AS, read_place(&reader, 0, ""), slice_of(encoding),
                      SLICE_NONE, SLICE_NONE);
        if (status == STATUS_OK)
            status = read_rows(&reader, p);
        progress_tell(run->progress, "read", file->resource->name, reader.rows, file->size,
                      file->size);
        csv_close(reader.csv);
    }
    arena_free(&reader.arena);
    arena_free(&reader.above_memory);
    return status;
}

enum status read_data(const struct check_run *run, const struct data_files *files,
                      struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < files->count && status == STATUS_OK; i++)
        status = read_file(run, &files->files[i], p);
    return status;
}
