/* The header of a CSV file: which row it is, and which column of the table each cell names.
 *
 * Columns have names (kpi) and titles (指標, KPI): our own downloads may have either, so both are
 * read. A header that names nothing, stands below other rows or lists periods is one finding, which
 * says what to write; rows under a header that cannot be read are not looked at. */
#include "read_parts.h"

#include "hiraku/base/invisible.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/model.h"

#include "run.h"

#include <stdio.h>

enum { LOOK_ROWS = 20, LIST_MOST = 20 };

/* --- names ------------------------------------------------------------------------------------ */

static bool header_is_title(struct arena *arena, const char *title, struct slice cell)
{
    struct slice known = text_nfkc(arena, slice_of(title));
    return known.len > 0 && slice_equal(known, cell);
}

/* The only published column that has this title, or NULL. */
static const struct column *header_titled(struct file_reader *reader, struct slice cell)
{
    const struct column *titled = NULL, *columns = reader->file->resource->columns;
    struct arena *arena = &reader->arena;
    cell = text_nfkc(arena, cell);
    for (size_t i = 0; columns[i].name; i++) {
        if (!column_is_published(&columns[i]) ||
            (!header_is_title(arena, columns[i].title_ja, cell) &&
             !header_is_title(arena, columns[i].title_en, cell)))
            continue;
        if (titled)
            return NULL;
        titled = &columns[i];
    }
    return titled;
}

static const struct column *header_named(struct file_reader *reader, struct slice cell)
{
    const struct column *column = model_column(reader->file->resource, cell);
    return column && column_is_published(column) ? column : NULL;
}

const struct column *header_column(struct file_reader *reader, struct slice cell)
{
    const struct column *column = header_named(reader, cell);
    if (column || cell.len == 0 || !utf8_is_valid(cell))
        return column;
    int32_t first;
    arena_reset(&reader->arena);
    struct slice plain = text_trim(invisible_strip(&reader->arena, cell, false, &first));
    column = first ? header_named(reader, plain) : NULL;
    return column ? column : header_titled(reader, plain);
}

static bool header_contains(struct slice text, const char *part)
{
    size_t len = strlen(part);
    return len > 0 && text.len > len && memmem(text.at, text.len, part, len) != NULL;
}

/* What a cell that names no column probably means: the nearest name, else the column with the
 * longest title that is in it or that it is in. */
static struct slice header_nearest(struct file_reader *reader, struct slice cell)
{
    struct slice nearest = model_nearest_column(reader->file->resource, cell);
    const struct column *columns = reader->file->resource->columns;
    size_t longest = 0;
    for (size_t i = 0; nearest.len == 0 && columns[i].name; i++) {
        if (!column_is_written(&columns[i]) || reader->present & UINT64_C(1) << i)
            continue; /* a hidden column has no title */
        size_t len = strlen(columns[i].title_ja);
        if (len > longest && header_contains(cell, columns[i].title_ja))
            longest = len;
    }
    for (size_t i = 0; longest > 0 && columns[i].name; i++)
        if (column_is_written(&columns[i]) && strlen(columns[i].title_ja) == longest &&
            header_contains(cell, columns[i].title_ja))
            return slice_of(columns[i].name);
    return nearest;
}

/* --- lists of names --------------------------------------------------------------------------- */

static void header_list_add(struct out *out, struct slice name)
{
    if (out_written(out).len > 0)
        out_text(out, ", ");
    out_slice(out, name);
}

static struct slice list_required(const struct resource *resource, struct out *out)
{
    for (const struct column *column = resource->columns; column->name; column++)
        if (column->flags & COL_REQUIRED && column_is_written(column))
            header_list_add(out, slice_of(column->name));
    return out_written(out);
}

/* --- which row -------------------------------------------------------------------------------- */

struct header_score {
    size_t filled, named, titled;
};

static struct header_score header_score(struct file_reader *reader, const struct csv_record *record)
{
    struct header_score score = {0, 0, 0};
    for (size_t i = 0; i < record->count; i++) {
        struct slice cell = text_trim(record->cells[i]);
        if (cell.len == 0)
            continue;
        score.filled++;
        if (header_named(reader, cell))
            score.named++;
        else if (header_column(reader, cell))
            score.titled++;
    }
    return score;
}

static bool header_is(const struct header_score *score, bool first)
{
    size_t known = score->named + score->titled;
    if (first)
        return score->named > 0 || score->titled > 1;
    return known > 1 && known * 2 >= score->filled;
}

/* Cells in one column that are separated by something else: the finding, or RULE_COUNT. */
static enum rule header_separator(const struct csv_record *record, struct slice *separator)
{
    static const char *const separators[] = {"\t", ";", "|", "，", "、"};
    for (size_t i = 0; record->count == 1 && i < sizeof separators / sizeof *separators; i++)
        if (header_contains(record->cells[0], separators[i])) {
            *separator = slice_of(separators[i]);
            return i == 0 ? RULE_TAB_SEPARATED : RULE_OTHER_SEPARATOR;
        }
    return RULE_COUNT;
}

/* No row names a column: says what the first one holds and what it should. */
static void header_missing(struct file_reader *reader, const struct csv_record *record,
                           enum rule rule)
{
    struct out names, proposals, needed;
    out_open_memory(&names, SIZE_MAX / 4);
    out_open_memory(&proposals, SIZE_MAX / 4);
    out_open_memory(&needed, SIZE_MAX / 4);
    for (size_t i = 0, listed = 0; record->cells && i < record->count && listed < LIST_MOST; i++) {
        struct slice cell = text_trim(record->cells[i]);
        const struct column *column = header_column(reader, cell);
        if (cell.len == 0)
            continue;
        header_list_add(&names, cell);
        listed++;
        if (!column || !column_is_written(column))
            continue;
        header_list_add(&proposals, cell);
        out_text(&proposals, " → ");
        out_text(&proposals, column->name);
    }
    report_at(reader->run->report, rule, read_place(reader, record->row, ""), out_written(&names),
              out_written(&proposals), list_required(reader->file->resource, &needed));
    out_close(&names);
    out_close(&proposals);
    out_close(&needed);
}

/* --- mapping ---------------------------------------------------------------------------------- */

/* «2021年度», «R3», «FY2022», «令和元年», «4月»: what a table has for columns that should be rows.
 */
static bool header_is_period(struct arena *arena, struct slice cell)
{
    static const char *const eras[] = {"FY", "H", "R", "S", "令和", "平成", "昭和", "西暦"};
    struct slice text = text_nfkc(arena, cell);
    size_t at = 0, digits = 0;
    for (size_t i = 0; i < sizeof eras / sizeof *eras && at == 0; i++)
        if (slice_starts(text, eras[i]))
            at = strlen(eras[i]);
    struct slice rest = slice_from(text, at);
    if (at > 0 && slice_starts(rest, "元年"))
        return true;
    while (digits < rest.len && rest.at[digits] >= '0' && rest.at[digits] <= '9')
        digits++;
    struct slice tail = slice_from(rest, digits);
    if (digits == 4)
        return (rest.at[0] == '1' && rest.at[1] == '9') || (rest.at[0] == '2' && rest.at[1] == '0');
    return digits > 0 && digits <= 2 &&
           (at > 0 || slice_starts(tail, "月") || slice_starts(tail, "年度"));
}

/* Whether several columns are periods. One finding for all of them. */
static bool header_is_wide(struct file_reader *reader, const struct csv_record *record)
{
    struct out names;
    size_t count = 0;
    out_open_memory(&names, SIZE_MAX / 4);
    for (size_t i = 0; record->cells && i < record->count; i++) {
        struct slice cell = text_trim(record->cells[i]);
        if (cell.len == 0 || !utf8_is_valid(cell) || header_column(reader, cell) ||
            !header_is_period(&reader->arena, cell))
            continue;
        if (count++ < LIST_MOST)
            header_list_add(&names, cell);
    }
    if (count > 1)
        report_at(reader->run->report, RULE_WIDE_TABLE, read_place(reader, record->row, ""),
                  out_written(&names), SLICE_NONE, slice_of(model_cube()->name));
    out_close(&names);
    return count > 1;
}

/* Maps a cell; false if it names no column. */
static bool header_map_cell(struct file_reader *reader, size_t at, struct slice cell)
{
    const struct resource *resource = reader->file->resource;
    const struct column *column = header_column(reader, cell);
    reader->map[at] = cell.len > 0 ? UNMAPPED : NAMELESS;
    if (cell.len == 0)
        return true;
    if (!column) {
        char letters[CSV_LETTERS];
        csv_letters(at, letters);
        report_at(reader->run->report, RULE_UNKNOWN_COLUMN,
                  read_place(reader, reader->header_row, letters), cell,
                  header_nearest(reader, cell), SLICE_NONE);
        return false;
    }
    struct place place = read_place(reader, reader->header_row, column->name);
    if (!column_is_written(column)) {
        report_at(reader->run->report, RULE_COMPUTED_COLUMN, place, cell, SLICE_NONE, SLICE_NONE);
        return true;
    }
    size_t index = model_index(resource, column);
    uint64_t bit = UINT64_C(1) << index;
    if (reader->present & bit) {
        report_at(reader->run->report, RULE_REPEATED_COLUMN, place, cell, SLICE_NONE, SLICE_NONE);
        return true;
    }
    reader->present |= bit;
    reader->map[at] = (unsigned char)index;
    return true;
}

/* Columns that the file has not. Required ones are refused as a whole; where a column has a name
 * that is not known, any other may be meant by it. */
static void header_absent(struct file_reader *reader, bool all_known)
{
    const struct resource *resource = reader->file->resource;
    for (size_t i = 0; resource->columns[i].name; i++) {
        const struct column *column = &resource->columns[i];
        uint64_t bit = UINT64_C(1) << i;
        bool required = column->flags & COL_REQUIRED;
        if (!column_is_written(column) || reader->present & bit)
            continue;
        if (required || !all_known)
            reader->unjudged |= bit;
        if (column->flags & COL_KEY && required)
            *reader->run->unread |= run_bit(resource);
        if (required)
            report_at(reader->run->report, RULE_MISSING_COLUMN,
                      read_place(reader, reader->header_row, column->name), SLICE_NONE, SLICE_NONE,
                      slice_of(column->name));
    }
}

/* One note on all titles that were read as names. */
static void header_tell_titles(struct file_reader *reader, const struct csv_record *record)
{
    struct out titles, names;
    out_open_memory(&titles, SIZE_MAX / 4);
    out_open_memory(&names, SIZE_MAX / 4);
    for (size_t i = 0; i < record->count; i++) {
        struct slice cell = text_trim(record->cells[i]);
        size_t index = reader->map[i];
        if (index == UNMAPPED || index == NAMELESS ||
            slice_is(cell, reader->file->resource->columns[index].name))
            continue;
        header_list_add(&titles, cell);
        header_list_add(&names, slice_of(reader->file->resource->columns[index].name));
    }
    if (out_written(&titles).len > 0)
        report_at(reader->run->report, RULE_NORMALISED, read_place(reader, record->row, ""),
                  out_written(&titles), out_written(&names), SLICE_NONE);
    out_close(&titles);
    out_close(&names);
}

static void header_map(struct file_reader *reader, const struct csv_record *record)
{
    bool all_known = true;
    reader->header_count = record->count;
    /* known names first: a proposal is a column that the file has not */
    for (size_t i = 0; i < record->count; i++) {
        struct slice cell = text_trim(record->cells[i]);
        if (cell.len == 0 || header_column(reader, cell))
            header_map_cell(reader, i, cell);
    }
    for (size_t i = 0; i < record->count; i++) {
        struct slice cell = text_trim(record->cells[i]);
        if (cell.len > 0 && !header_column(reader, cell))
            all_known = header_map_cell(reader, i, cell) && all_known;
    }
    header_tell_titles(reader, record);
    header_absent(reader, all_known);
}

/* The row is the header. */
static bool header_take(struct file_reader *reader, const struct csv_record *record,
                        const struct header_score *score)
{
    reader->header_row = record->row;
    reader->next_row = record->row + 1;
    if (record->row > 1) {
        char row[24];
        snprintf(row, sizeof row, "%llu", (unsigned long long)record->row);
        report_at(reader->run->report, RULE_HEADER_BELOW, read_place(reader, 1, ""), slice_of(row),
                  SLICE_NONE, SLICE_NONE);
    }
    if (header_is_wide(reader, record))
        return false;
    if (score->named == 0 && score->titled < score->filled) {
        header_missing(reader, record, RULE_NO_HEADER);
        return false;
    }
    header_map(reader, record);
    return true;
}

/* What can be said of a first row that is no header before those below it are looked at. */
static bool header_refuse(struct file_reader *reader, const struct csv_record *record)
{
    struct slice separator = SLICE_NONE;
    enum rule rule = header_separator(record, &separator);
    if (rule != RULE_COUNT)
        report_at(reader->run->report, rule, read_place(reader, record->row, ""), separator,
                  SLICE_NONE, SLICE_NONE);
    return rule != RULE_COUNT;
}

/* The first row, for a finding made when those below it were looked at. */
struct header_first {
    struct arena memory;
    struct csv_record record;
};

static bool first_keep(struct header_first *first, const struct csv_record *record)
{
    struct slice *cells = arena_alloc(&first->memory, record->count * sizeof *cells);
    for (size_t i = 0; cells && i < record->count; i++)
        cells[i] = arena_copy(&first->memory, record->cells[i]);
    first->record = (struct csv_record){record->row, record->count, cells, NULL};
    return !arena_overflowed(&first->memory);
}

static enum status header_look(struct file_reader *reader, struct header_first *first, bool *found,
                               struct problem *p)
{
    struct csv_record record;
    bool more;
    for (size_t i = 0; i < LOOK_ROWS; i++) {
        enum status status = csv_next(reader->csv, &record, &more, p);
        if (status != STATUS_OK)
            return status;
        if (!more)
            break;
        struct header_score score = header_score(reader, &record);
        if (header_is(&score, i == 0)) {
            *found = header_take(reader, &record, &score);
            return STATUS_OK;
        }
        if (i == 0 && header_refuse(reader, &record))
            return STATUS_OK;
        if (!first->record.row && score.filled > 0 && !first_keep(first, &record))
            return problem_memory(p);
    }
    if (!csv_is_unread(reader->csv)) {
        if (first->record.row && header_is_wide(reader, &first->record))
            return STATUS_OK;
        header_missing(reader, &first->record,
                       first->record.row ? RULE_NO_HEADER : RULE_EMPTY_FILE);
    }
    return STATUS_OK;
}

enum status header_read(struct file_reader *reader, bool *found, struct problem *p)
{
    struct header_first first = {.record = {0, 0, NULL, NULL}};
    *found = false;
    arena_init(&first.memory, (size_t)CSV_COLUMNS_MAX * CSV_CELL_MAX);
    enum status status = header_look(reader, &first, found, p);
    arena_free(&first.memory);
    if (status == STATUS_OK && !*found)
        *reader->run->unread |= run_bit(reader->file->resource);
    return status;
}
