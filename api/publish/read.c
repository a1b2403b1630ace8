/* CSV files into the stage: headers matched with the model, cells brought into canonical form.
 *
 * Keeps one record in memory. A record whose first cell begins with # in a column that is part of
 * the key (where no # can stand) is a comment. Rows of nothing but empty cells, as spreadsheets
 * leave them, are passed over at the end of a file and reported between records. What is between
 * records is not looked at (records.c). */
#include "cell.h"
#include "run.h"

#include "hiraku/csv.h"
#include "hiraku/text.h"

#include <stdio.h>

enum { UNMAPPED = 255, NAMELESS = 254, ROW_MEMORY = 8 << 20 };

struct file_reader {
    const struct check_run *run;
    const struct data_file *file;
    const char *name; /* the file's, kept by the report */
    struct csv *csv;
    struct arena arena;
    unsigned char map[CSV_COLUMNS_MAX]; /* cell → column of the resource */
    size_t header_count;
    uint64_t present; /* bit i: the resource's column i is in the file */
    uint64_t rows, empty_line;
};

static const struct slice none;

static void report_header(const struct file_reader *reader, enum rule rule, uint64_t line,
                          const char *column, struct slice value, struct slice mended,
                          struct slice expected)
{
    struct finding finding = {
        .rule = rule,
        .place = {reader->name, line, column},
        .value = value,
        .mended = mended,
        .expected = expected,
        .other = {"", 0, ""},
    };
    report_add(reader->run->report, &finding);
}

/* --- the header ------------------------------------------------------------------------------- */

static void map_cell(struct file_reader *reader, size_t at, struct slice name, uint64_t line)
{
    const struct resource *resource = reader->file->resource;
    const struct column *column = model_column(resource, name);
    reader->map[at] = name.len > 0 ? UNMAPPED : NAMELESS;
    if (name.len == 0)
        return;
    if (!column || !column_is_published(column)) {
        report_header(reader, RULE_UNKNOWN_COLUMN, line, "", name,
                      model_nearest_column(resource, name), none);
        return;
    }
    if (!column_is_written(column)) {
        report_header(reader, RULE_COMPUTED_COLUMN, line, column->name, name, none, none);
        return;
    }
    size_t index = model_index(resource, column);
    uint64_t bit = UINT64_C(1) << index;
    if (reader->present & bit) {
        report_header(reader, RULE_REPEATED_COLUMN, line, column->name, name, none, none);
        return;
    }
    reader->present |= bit;
    reader->map[at] = (unsigned char)index;
}

static bool is_header(const struct resource *resource, const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++)
        if (model_column(resource, text_trim(record->cells[i])))
            return true;
    return false;
}

/* false: nothing can be read under this header. */
static bool map_header(struct file_reader *reader, const struct csv_record *record)
{
    const struct resource *resource = reader->file->resource;
    if (!is_header(resource, record)) {
        bool tabs = record->count == 1 && record->cells[0].len > 0 &&
                    memchr(record->cells[0].at, '\t', record->cells[0].len);
        report_header(reader, tabs ? RULE_TAB_SEPARATED : RULE_NO_HEADER, record->line, "", none,
                      none, none);
        return false;
    }
    reader->header_count = record->count;
    for (size_t i = 0; i < record->count; i++)
        map_cell(reader, i, text_trim(record->cells[i]), record->lines[i]);
    for (size_t i = 0; resource->columns[i].name; i++) {
        const struct column *column = &resource->columns[i];
        if (column->flags & COL_REQUIRED && column_is_written(column) &&
            !(reader->present & (UINT64_C(1) << i)))
            report_header(reader, RULE_MISSING_COLUMN, record->line, column->name, none, none,
                          slice_of(column->name));
    }
    return true;
}

/* --- records ---------------------------------------------------------------------------------- */

static bool is_empty(const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++)
        if (record->cells[i].len > 0 && text_trim(record->cells[i]).len > 0)
            return false;
    return true;
}

static bool is_comment(const struct file_reader *reader, const struct csv_record *record)
{
    size_t column = reader->map[0];
    return column != UNMAPPED && column != NAMELESS && record->cells[0].len > 0 &&
           record->cells[0].at[0] == '#' && reader->file->resource->columns[column].flags & COL_KEY;
}

/* A refused id is staged as it is, so that references to it are not reported as well. */
static void keep_refused_id(struct file_reader *reader, struct slice *cells, struct slice raw,
                            size_t index)
{
    const struct column *column = &reader->file->resource->columns[index];
    bool is_id = column->type == TYPE_ID || column->type == TYPE_MUNICIPALITY_CODE;
    if (is_id && column->flags & COL_KEY && text_is_utf8(raw))
        cells[index] = text_trim(raw);
}

static bool has_note(const struct file_reader *reader, const struct csv_record *record)
{
    const struct resource *resource = reader->file->resource;
    const struct column *note = model_column(resource, slice_of("note_ja"));
    for (size_t i = 0; note && i < record->count; i++)
        if (reader->map[i] == model_index(resource, note))
            return text_trim(record->cells[i]).len > 0;
    return false;
}

/* Spreadsheets leave empty columns at the right: only their values are wrong. Said once a column.
 */
static void report_nameless(struct file_reader *reader, const struct csv_record *record, size_t at)
{
    char number[24];
    if (text_trim(record->cells[at]).len == 0)
        return;
    snprintf(number, sizeof number, "%zu", at + 1);
    report_header(reader, RULE_NAMELESS_COLUMN, record->lines[at], "", slice_of(number), none,
                  none);
    reader->map[at] = UNMAPPED;
}

static void read_cells(struct file_reader *reader, const struct csv_record *record,
                       struct staged *row, struct slice *cells)
{
    const struct resource *resource = reader->file->resource;
    struct cell_reader cell = {reader->run->report, &reader->arena, has_note(reader, record)};
    for (size_t i = 0; i < record->count; i++) {
        size_t index = reader->map[i];
        if (index == NAMELESS)
            report_nameless(reader, record, i);
        if (index == UNMAPPED || index == NAMELESS)
            continue;
        const struct column *column = &resource->columns[index];
        if (record->cells[i].len == 0 && !(column->flags & COL_REQUIRED))
            continue;
        bool bad = false;
        struct place place = {reader->name, record->lines[i], column->name};
        cells[index] = cell_read(&cell, column, record->cells[i], place, &bad);
        if (!bad)
            continue;
        row->bad |= UINT64_C(1) << index;
        keep_refused_id(reader, cells, record->cells[i], index);
    }
}

/* The cells cannot be told apart: only the id is taken, if it stands where it should. */
static void refuse_record(struct file_reader *reader, const struct csv_record *record,
                          struct staged *row, struct slice *cells)
{
    char count[24], expected[24];
    snprintf(count, sizeof count, "%zu", record->count);
    snprintf(expected, sizeof expected, "%zu", reader->header_count);
    report_header(reader, RULE_CELL_COUNT, record->line, "", slice_of(count), none,
                  slice_of(expected));
    row->bad = UINT64_MAX;
    for (size_t i = 0; i < record->count && i < reader->header_count; i++)
        if (reader->map[i] != UNMAPPED && reader->map[i] != NAMELESS)
            keep_refused_id(reader, cells, record->cells[i], reader->map[i]);
}

/* Columns that the file has not are refused as a whole, by MISSING_COLUMN. */
static uint64_t missing_columns(const struct file_reader *reader)
{
    const struct resource *resource = reader->file->resource;
    uint64_t missing = 0;
    for (size_t i = 0; resource->columns[i].name; i++)
        if (resource->columns[i].flags & COL_REQUIRED && column_is_written(&resource->columns[i]))
            missing |= UINT64_C(1) << i;
    return missing & ~reader->present;
}

static enum status read_record(struct file_reader *reader, const struct csv_record *record,
                               struct problem *p)
{
    struct slice cells[COLUMNS_MAX] = {{NULL, 0}};
    struct staged row = {
        .place = {reader->name, record->line, ""},
        .cells = cells,
        .bad = missing_columns(reader),
    };
    struct series_sorts sorts;
    arena_reset(&reader->arena);
    if (record->count == reader->header_count)
        read_cells(reader, record, &row, cells);
    else
        refuse_record(reader, record, &row, cells);
    if (arena_overflowed(&reader->arena))
        return problem_memory(p);
    series_sort(&sorts, reader->run->instance, &row, reader->file->resource);
    reader->rows++;
    return stage_add(reader->run->stage, reader->file->resource, &row, p);
}

static enum status read_records(struct file_reader *reader, struct problem *p)
{
    struct csv_record record;
    bool more = true;
    enum status status = csv_next(reader->csv, &record, &more, p);
    if (status != STATUS_OK)
        return status;
    if (!more)
        report_header(reader, RULE_NO_HEADER, 1, "", none, none, none);
    if (!more || !map_header(reader, &record)) {
        *reader->run->unread |= run_bit(reader->file->resource);
        return STATUS_OK;
    }
    while (status == STATUS_OK) {
        status = csv_next(reader->csv, &record, &more, p);
        if (status != STATUS_OK || !more)
            break;
        if (is_empty(&record)) {
            reader->empty_line = reader->empty_line ? reader->empty_line : record.line;
            continue;
        }
        if (reader->empty_line)
            report_header(reader, RULE_BLANK_LINE, reader->empty_line, "", none, none, none);
        reader->empty_line = 0;
        if (!is_comment(reader, &record))
            status = read_record(reader, &record, p);
        if (reader->rows % RUN_PROGRESS_ROWS == 0)
            run_progress(reader->run->progress, "read", reader->file->resource->name, reader->rows,
                         csv_offset(reader->csv), csv_size(reader->csv));
    }
    return status;
}

static enum status read_file(const struct check_run *run, const struct data_file *file,
                             struct problem *p)
{
    struct file_reader reader = {.run = run, .file = file};
    reader.name = report_name(run->report, slice_of(file->name));
    if (!reader.name)
        return problem_memory(p);
    arena_init(&reader.arena, ROW_MEMORY);
    run_progress(run->progress, "read", file->resource->name, 0, 0, file->size);
    enum status status = csv_open(&reader.csv, file->path, reader.name, run->report, p);
    if (status == STATUS_OK) {
        const char *encoding = csv_encoding_name(csv_encoding(reader.csv));
        report_header(&reader, RULE_READ_AS, 0, "", slice_of(encoding), none, none);
        status = read_records(&reader, p);
        run_progress(run->progress, "read", file->resource->name, reader.rows, file->size,
                     file->size);
        csv_close(reader.csv);
    }
    arena_free(&reader.arena);
    return status;
}

enum status read_data(const struct check_run *run, const struct data_files *files,
                      struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < files->count && status == STATUS_OK; i++)
        status = read_file(run, &files->files[i], p);
    if (status == STATUS_OK)
        status = stage_seal(run->stage, p);
    return status;
}
