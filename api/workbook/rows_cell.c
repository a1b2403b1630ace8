/* From what is stored of a cell to what is shown of it. */
#include "rows_parts.h"

#include <stdlib.h>

enum status rows_text_failed(const struct rows *rows, struct problem *p)
{
    return rows->text.error == STATUS_TOO_LARGE
               ? package_limit(rows->package, "row_bytes", rows->text.limit, p)
               : problem_memory(p);
}

static struct slice rows_stored_text(const struct rows *rows)
{
    return slice_from(out_written(&rows->text), rows->cell.begin);
}

static void rows_replace_text(struct rows *rows, struct slice text)
{
    rows->text.len = rows->cell.begin;
    out_slice(&rows->text, text);
}

static uint64_t rows_index(struct slice text)
{
    uint64_t number = 0;
    if (text.len == 0 || text.len > 10)
        return UINT64_MAX;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return UINT64_MAX;
        number = number * 10 + (uint64_t)(text.at[i] - '0');
    }
    return number;
}

static enum status rows_take_shared(struct rows *rows, struct strings *strings, struct problem *p)
{
    struct slice text;
    bool there;
    if (rows_stored_text(rows).len == 0)
        return STATUS_OK;
    enum status status = strings_get(strings, rows_index(rows_stored_text(rows)), &text, &there, p);
    if (status != STATUS_OK)
        return status;
    if (!there)
        return markup_bad(&rows->markup, "a shared string that is not there", p);
    rows_replace_text(rows, text);
    return STATUS_OK;
}

/* The text behind the cell's, for its other slices. */
static size_t rows_keep_text(struct rows *rows, struct slice text)
{
    size_t at = rows->text.len;
    out_slice(&rows->text, text);
    return at;
}

static void rows_take_number(struct rows *rows, const struct rows_tables *tables,
                             struct workbook_cell *cell, struct rows_place *place)
{
    struct number number;
    cell->kind = WORKBOOK_TEXT;
    if (!number_read(rows_stored_text(rows), &number))
        return;
    show_number(styles_format(tables->styles, rows->cell.style), &number, tables->date_1904,
                &rows->shown);
    rows_replace_text(rows, slice_of(rows->shown.text));
    cell->kind = rows->shown.kind;
    cell->rounded = rows->shown.rounded;
    cell->text.len = rows->text.len - rows->cell.begin;
    cell->stored.len = strlen(rows->shown.stored);
    cell->unit.len = rows->shown.unit.len;
    place->stored = rows_keep_text(rows, slice_of(rows->shown.stored));
    place->unit = rows_keep_text(rows, rows->shown.unit);
}

/* ISO 8601 as strict files have it: midnight is left out, and so are fractions of a second. */
static void rows_take_day(struct rows *rows)
{
    struct slice text = rows_stored_text(rows);
    static const char midnight[] = "T00:00:00";
    size_t len = text.len > 19 ? 19 : text.len;
    if (len == 19 && memcmp(text.at + 10, midnight, sizeof midnight - 1) == 0)
        len = 10;
    rows->text.len = rows->cell.begin + len;
}

static enum status rows_take(struct rows *rows, const struct rows_tables *tables,
                             struct workbook_cell *cell, struct rows_place *place,
                             struct problem *p)
{
    enum status status = STATUS_OK;
    cell->kind = WORKBOOK_TEXT;
    switch (rows->cell.type) {
    case 's':
        status = rows_take_shared(rows, tables->strings, p);
        break;
    case 'b':
        cell->kind = WORKBOOK_BOOLEAN;
        rows_replace_text(rows, slice_of(slice_is(rows_stored_text(rows), "1") ||
                                                 slice_is(rows_stored_text(rows), "true")
                                             ? "TRUE"
                                             : "FALSE"));
        break;
    case 'e':
        cell->kind = WORKBOOK_ERROR;
        break;
    case 'd':
        cell->kind = WORKBOOK_DATE;
        rows_take_day(rows);
        break;
    case 'n':
        rows_take_number(rows, tables, cell, place);
        return status;
    default:
        break;
    }
    cell->text.len = rows->text.len - rows->cell.begin;
    return status;
}

static bool rows_grow(struct rows *rows)
{
    if (rows->count < rows->cap)
        return true;
    size_t cap = rows->cap ? rows->cap * 2 : 64;
    struct workbook_cell *cells = realloc(rows->cells, cap * sizeof *cells);
    if (!cells)
        return false;
    rows->cells = cells;
    struct rows_place *places = realloc(rows->places, cap * sizeof *places);
    if (!places)
        return false;
    rows->places = places;
    rows->cap = cap;
    return true;
}

enum status rows_finish_cell(struct rows *rows, const struct rows_tables *tables, struct problem *p)
{
    const struct workbook_limits *limits = rows->package->limits;
    uint32_t column = rows->cell.column;
    if (rows->text.error != STATUS_OK)
        return rows_text_failed(rows, p);
    if (rows_stored_text(rows).len == 0 && !rows->cell.formula)
        return STATUS_OK;
    if (!rows_grow(rows))
        return problem_memory(p);
    struct workbook_cell *cell = &rows->cells[rows->count];
    struct rows_place *place = &rows->places[rows->count];
    *cell = (struct workbook_cell){.column = column, .formula = rows->cell.formula};
    *place = (struct rows_place){.text = rows->cell.begin};
    enum status status =
        rows_stored_text(rows).len > 0 ? rows_take(rows, tables, cell, place, p) : STATUS_OK;
    if (status != STATUS_OK)
        return status;
    if (rows->text.error != STATUS_OK)
        return rows_text_failed(rows, p);
    if (cell->text.len == 0) {
        if (!cell->formula)
            return STATUS_OK;
        cell->kind = WORKBOOK_EMPTY;
    }
    if (cell->text.len > limits->cell_bytes)
        return package_limit(rows->package, "cell_bytes", limits->cell_bytes, p);
    if (column >= limits->columns)
        return package_limit(rows->package, "columns", limits->columns, p);
    cell->hidden = rows->row_hidden || rows->hidden[column];
    cell->merged = rows->covered[column] > 0;
    cell->filled = styles_is_filled(tables->styles, rows->cell.style);
    cell->look = styles_look(tables->styles, rows->cell.style);
    rows->count++;
    return STATUS_OK;
}
