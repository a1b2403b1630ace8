/* Cells set and rows removed in a table of a draft. */
#include "draft_parts.h"

#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/csv/csv.h"
#include "hiraku/model/model.h"

#include <stdio.h>

/* The cell of a column: as the header has it, else by letters; SIZE_MAX. */
static size_t edit_position(const struct recognition *columns, const char *name)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->columns[i].column && strcmp(columns->columns[i].column->name, name) == 0)
            return i;
    for (size_t i = 0; i < CSV_COLUMNS_MAX; i++) {
        char letters[CSV_LETTERS];
        csv_letters(i, letters);
        if (strcmp(letters, name) == 0)
            return i;
    }
    return SIZE_MAX;
}

static enum status edit_missing(const struct draft_edit *edit, struct problem *p)
{
    char place[128];
    snprintf(place, sizeof place, "%s:%llu", edit->resource->name, (unsigned long long)edit->row);
    return problem_set(p, STATUS_DRAFT_NO_CELL, slice_of(place), slice_of(edit->column), NULL);
}

/* A column that the file has not: where the model has it, at the right. */
static enum status edit_new_column(struct sheet *sheet, struct recognition *columns,
                                   const struct draft_edit *edit, size_t *at, struct problem *p)
{
    const struct column *column = model_column(edit->resource, slice_of(edit->column));
    if (!column || !column_is_written(column) || columns->header >= sheet->count)
        return edit_missing(edit, p);
    struct sheet_row *header = &sheet->rows[columns->header];
    *at = header->count;
    enum status status = sheet_set(sheet, header, *at, slice_of(column->name), p);
    return status == STATUS_OK ? sheet_recognise(sheet, SLICE_NONE, edit->resource, columns, p)
                               : status;
}

static enum status edit_cell(struct sheet *sheet, struct recognition *columns,
                             const struct draft_edit *edit, struct sheet_row *row,
                             struct problem *p)
{
    enum status status = STATUS_OK;
    size_t at = edit_position(columns, edit->column);
    if (at == SIZE_MAX)
        status = edit_new_column(sheet, columns, edit, &at, p);
    if (status != STATUS_OK)
        return status;
    struct slice cell = text_trim(sheet_cell(row, at));
    if (edit->old && !slice_equal(cell, text_trim(slice_of(edit->old))))
        return problem_set(p, STATUS_DRAFT_CELL_CHANGED, slice_of(edit->column),
                           utf8_cut(cell, 200), NULL);
    return sheet_set(sheet, row, at, edit->value, p);
}

static enum status edit_drop(struct sheet *sheet, const struct recognition *columns,
                             const struct draft_edit *edit, struct problem *p)
{
    uint64_t last = edit->last > edit->row ? edit->last : edit->row;
    uint64_t end = sheet->count > 0 ? sheet->rows[sheet->count - 1].row : 0;
    uint64_t header = columns->header < sheet->count ? sheet->rows[columns->header].row : 0;
    bool is_header = header > 0 && edit->row <= header && header <= last;
    return edit->row == 0 || last > end || is_header ? edit_missing(edit, p)
                                                     : sheet_drop(sheet, edit->row, last, p);
}

static enum status edit_one(struct sheet *sheet, struct recognition *columns,
                            const struct draft_edit *edit, struct problem *p)
{
    struct sheet_row *row = sheet_find(sheet, edit->row);
    if (!edit->column)
        return edit_drop(sheet, columns, edit, p);
    return row && !sheet_is_dropped(sheet, edit->row) ? edit_cell(sheet, columns, edit, row, p)
                                                      : edit_missing(edit, p);
}

/* Those of one table. */
static enum status edit_table(const struct draft_place *place, struct draft *draft,
                              struct draft_table *table, const struct draft_edit *edits,
                              size_t count, struct problem *p)
{
    struct sheet sheet;
    struct recognition columns;
    enum status status = draft_read_table(draft, table, DRAFT_MINE, &sheet, &columns, p);
    if (status == STATUS_OK && sheet.lossy)
        status = draft_lossy(table, p);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        if (edits[i].resource != table->resource)
            continue;
        status = edit_one(&sheet, &columns, &edits[i], p);
        table->edits++;
    }
    if (status == STATUS_OK)
        status = draft_put(place, draft, table, &sheet, NULL, p);
    sheet_free(&sheet);
    return status;
}

static bool edit_has(const struct draft_edit *edits, size_t count, const struct resource *resource)
{
    for (size_t i = 0; i < count; i++)
        if (edits[i].resource == resource)
            return true;
    return false;
}

enum status draft_edit(const struct draft_place *place, struct draft *draft,
                       const struct draft_edit *edits, size_t count, struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        const struct draft_table *table = draft_table_of(draft, edits[i].resource);
        if (!table || table->made[0] == '\0')
            status = problem_set(p, STATUS_DRAFT_NO_TABLE, slice_of(edits[i].resource->name),
                                 SLICE_NONE, NULL);
        else if (!utf8_is_valid(edits[i].value) || edits[i].value.len > CSV_CELL_MAX)
            status = edit_missing(&edits[i], p);
    }
    for (size_t i = 0; i < draft->table_count && status == STATUS_OK; i++)
        if (edit_has(edits, count, draft->tables[i].resource))
            status = edit_table(place, draft, &draft->tables[i], edits, count, p);
    return status;
}
