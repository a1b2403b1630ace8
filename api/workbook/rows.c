/* See rows.h. Rows and cells without a number follow the one before (18.3.1.73, 18.3.1.4); those
 * that do not follow in order are refused, as two programs would read them in two ways. */
#include "rows_parts.h"

#include <stdlib.h>

enum { DEPTH_GROUP = 1, DEPTH_ROW, DEPTH_CELL, DEPTH_VALUE };

enum status rows_new(struct rows **result, const struct package *package, const char *part,
                     const struct layout *layout, struct problem *p)
{
    bool there;
    uint32_t columns = package->limits->columns;
    struct rows *rows = *result = calloc(1, sizeof *rows);
    if (!rows)
        return problem_memory(p);
    rows->package = package;
    rows->layout = layout;
    out_open_memory(&rows->text, package->limits->row_bytes);
    rows->hidden = calloc(columns, sizeof *rows->hidden);
    rows->covered = calloc(columns, sizeof *rows->covered);
    if (!rows->hidden || !rows->covered)
        return problem_memory(p);
    for (size_t i = 0; i < layout->known.hidden_count; i++) {
        const struct workbook_range *range = &layout->hidden[i];
        for (uint32_t at = range->first_column; at <= range->last_column && at < columns; at++)
            rows->hidden[at] = true;
    }
    enum status status = markup_open(&rows->markup, package, part, false, &there, p);
    if (status == STATUS_OK && !there)
        status = package_bad(package, part, "is not there", p);
    return status;
}

void rows_free(struct rows *rows)
{
    if (!rows)
        return;
    markup_close(&rows->markup);
    out_close(&rows->text);
    free(rows->cells);
    free(rows->places);
    free(rows->hidden);
    free(rows->covered);
    free(rows);
}

/* --- merged ranges ---------------------------------------------------------------------------- */

static void rows_cover(struct rows *rows, const struct workbook_range *range, int by)
{
    uint32_t columns = rows->package->limits->columns;
    for (uint32_t at = range->first_column; at <= range->last_column && at < columns; at++)
        rows->covered[at] += (uint32_t)by;
}

/* Which columns are merged in this row: ranges that began by now, without those that ended. */
static void rows_follow_merges(struct rows *rows)
{
    const struct layout *layout = rows->layout;
    size_t count = layout->known.merge_count;
    for (;
         rows->merges_begun < count && layout->merges[rows->merges_begun].first_row <= rows->number;
         rows->merges_begun++)
        rows_cover(rows, &layout->merges[rows->merges_begun], 1);
    for (; rows->merges_ended < count &&
           layout->merges[layout->by_end[rows->merges_ended]].last_row < rows->number;
         rows->merges_ended++)
        rows_cover(rows, &layout->merges[layout->by_end[rows->merges_ended]], -1);
}

/* --- rows and cells --------------------------------------------------------------------------- */

static enum status rows_start_row(struct rows *rows, struct problem *p)
{
    const struct workbook_limits *limits = rows->package->limits;
    bool said = markup_attribute(&rows->markup, "r").len > 0;
    uint64_t number = markup_number(&rows->markup, "r", UINT32_MAX, 0);
    if (!said)
        number = (uint64_t)rows->number + 1;
    if (number <= rows->number)
        return markup_bad(&rows->markup, "rows that are not in their order", p);
    if (number > limits->rows)
        return package_limit(rows->package, "rows", limits->rows, p);
    rows->number = (uint32_t)number;
    rows->in_row = true;
    rows->row_hidden = markup_is_true(&rows->markup, "hidden");
    rows->next_column = 0;
    rows->count = 0;
    out_reset(&rows->text);
    rows_follow_merges(rows);
    return STATUS_OK;
}

static char rows_type(struct slice text)
{
    return slice_is(text, "inlineStr")                 ? 'i'
           : slice_is(text, "str")                     ? 't'
           : text.len == 1 && strchr("sbed", *text.at) ? *text.at
                                                       : 'n';
}

static enum status rows_start_cell(struct rows *rows, struct problem *p)
{
    const struct markup *markup = &rows->markup;
    const struct workbook_limits *limits = rows->package->limits;
    struct slice place = markup_attribute(markup, "r");
    uint32_t row = rows->number, column = rows->next_column;
    if (++rows->cell_count > limits->cells)
        return package_limit(rows->package, "cells", limits->cells, p);
    if (place.len > 0 && !layout_cell(place, &row, &column))
        return markup_bad(markup, "a cell that is none", p);
    if (row != rows->number || column < rows->next_column)
        return markup_bad(markup, "cells that are not in their order", p);
    rows->next_column = column + 1;
    rows->in_cell = true;
    rows->cell = (struct rows_cell){.column = column,
                                    .style = markup_number(markup, "s", UINT32_MAX, 0),
                                    .type = rows_type(markup_attribute(markup, "t")),
                                    .begin = rows->text.len};
    return STATUS_OK;
}

static enum status rows_start(struct rows *rows, struct problem *p)
{
    const struct markup *markup = &rows->markup;
    if (markup->depth == DEPTH_ROW && markup_is(markup, "row"))
        return rows_start_row(rows, p);
    if (markup->depth == DEPTH_CELL && rows->in_row && markup_is(markup, "c"))
        return rows_start_cell(rows, p);
    if (!rows->in_cell)
        return STATUS_OK;
    if (markup->depth == DEPTH_VALUE) {
        rows->cell.formula |= markup_is(markup, "f");
        rows->in_value = markup_is(markup, "v");
        rows->in_inline = markup_is(markup, "is");
    } else if (markup_is(markup, "rPh")) {
        rows->aside = true;
    } else if (rows->in_inline && !rows->aside && markup_is(markup, "t")) {
        rows->in_value = true;
    }
    return STATUS_OK;
}

/* `*row`: the row has ended. */
static enum status rows_end(struct rows *rows, const struct rows_tables *tables, bool *row,
                            struct problem *p)
{
    const struct markup *markup = &rows->markup;
    if (markup->depth == DEPTH_ROW) {
        *row = rows->in_row;
        rows->in_row = false;
    } else if (markup->depth == DEPTH_GROUP) {
        rows->ended |= markup_is(markup, "sheetData");
    } else if (markup->depth == DEPTH_CELL && rows->in_cell) {
        rows->in_cell = rows->in_inline = rows->in_value = rows->aside = false;
        return rows_finish_cell(rows, tables, p);
    } else if (markup_is(markup, "v") || markup_is(markup, "t")) {
        rows->in_value = false;
    } else if (markup_is(markup, "rPh")) {
        rows->aside = false;
    }
    return STATUS_OK;
}

static enum status rows_take_text(struct rows *rows, struct problem *p)
{
    if (!rows->in_value || !rows->in_cell)
        return STATUS_OK;
    return strings_append(&rows->text, markup_text(&rows->markup)) ? STATUS_OK
                                                                   : rows_text_failed(rows, p);
}

/* Slices instead of places, now that the text stays where it is. */
static void rows_give(struct rows *rows, struct workbook_row *row)
{
    for (size_t i = 0; i < rows->count; i++) {
        struct workbook_cell *cell = &rows->cells[i];
        const struct rows_place *place = &rows->places[i];
        cell->text.at = cell->text.len ? rows->text.bytes + place->text : NULL;
        cell->stored.at = cell->stored.len ? rows->text.bytes + place->stored : NULL;
        cell->unit.at = cell->unit.len ? rows->text.bytes + place->unit : NULL;
    }
    *row = (struct workbook_row){.number = rows->number,
                                 .hidden = rows->row_hidden,
                                 .count = rows->count,
                                 .cells = rows->cells};
}

enum status rows_next(struct rows *rows, const struct rows_tables *tables, struct workbook_row *row,
                      bool *more, struct problem *p)
{
    *more = false;
    while (!rows->ended) {
        enum markup_event event;
        bool whole = false;
        enum status status = markup_next(&rows->markup, &event, p);
        if (status != STATUS_OK)
            return status;
        if (event == MARKUP_START)
            status = rows_start(rows, p);
        else if (event == MARKUP_CLOSE)
            status = rows_end(rows, tables, &whole, p);
        else if (event == MARKUP_TEXT)
            status = rows_take_text(rows, p);
        else
            rows->ended = true;
        if (status != STATUS_OK)
            return status;
        if (whole && rows->count > 0) {
            rows_give(rows, row);
            *more = true;
            return STATUS_OK;
        }
    }
    return STATUS_OK;
}

uint64_t rows_offset(const struct rows *rows)
{
    return rows->markup.part.read;
}

uint64_t rows_size(const struct rows *rows)
{
    return rows->markup.part.size;
}
