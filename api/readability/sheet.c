/* See sheet.h: rows as they come. The first are kept until it is clear what the table is like. */
#include "sheet.h"

#include "hiraku/base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

enum status sheet_open(struct sheet *sheet, const char *file, struct report *report,
                       struct problem *p)
{
    *sheet = (struct sheet){.report = report, .file = file, .first_numeric = UINT32_MAX};
    arena_init(&sheet->head, SHEET_ARENA);
    sheet->columns = calloc(SHEET_COLUMNS, sizeof *sheet->columns);
    return sheet->columns ? STATUS_OK : problem_memory(p);
}

void sheet_close(struct sheet *sheet)
{
    for (size_t i = 0; sheet->columns && i < SHEET_COLUMNS; i++)
        free(sheet->columns[i].choices);
    free(sheet->columns);
    arena_free(&sheet->head);
}

/* --- a row of the data ------------------------------------------------------------------------ */

static const struct workbook_cell *sheet_cell_at(const struct workbook_row *row, uint32_t column)
{
    for (size_t i = 0; i < row->count && row->cells[i].column <= column; i++)
        if (row->cells[i].column == column)
            return &row->cells[i];
    return NULL;
}

/* Whether a row looks like the header of another table: nothing but texts, also where numbers are
 * looked for. */
static bool sheet_is_header_like(const struct sheet *sheet, const struct workbook_row *row)
{
    size_t unexpected = 0;
    for (size_t i = 0; i < row->count; i++) {
        const struct workbook_cell *cell = &row->cells[i];
        if (cell->kind != WORKBOOK_TEXT || text_is_number_like(cell->text) ||
            text_is_symbol(cell->text))
            return false;
        unexpected += cell->column < SHEET_COLUMNS && sheet->columns[cell->column].numeric &&
                      text_digit_groups(cell->text) < 2;
    }
    return row->count >= 2 && unexpected > 0;
}

/* The columns of another table are not known. */
static void sheet_forget_columns(struct sheet *sheet)
{
    for (uint32_t at = 0; at < SHEET_COLUMNS; at++)
        sheet->columns[at].numeric = sheet->columns[at].code = false;
}

static void sheet_check_gap(struct sheet *sheet, const struct workbook_row *row)
{
    char rows[48];
    bool gap = row->number > sheet->previous + 1;
    if (sheet_is_header_like(sheet, row) && (gap || row->count * 2 >= sheet->width)) {
        sheet_report(sheet, RULE_SHEET_TABLES, row->number, UINT32_MAX, row->cells[0].text);
        sheet_forget_columns(sheet);
        return;
    }
    if (!gap || row->count < 2)
        return; /* a remark below the table */
    if (row->number == sheet->previous + 2)
        snprintf(rows, sizeof rows, "%u", sheet->previous + 1);
    else
        snprintf(rows, sizeof rows, "%u-%u", sheet->previous + 1, row->number - 1);
    sheet_report(sheet, RULE_SHEET_GAP, row->number, UINT32_MAX, slice_of(rows));
}

/* A row with one text, beside which nothing stands. */
static bool sheet_is_remark(const struct sheet *sheet, const struct workbook_row *row)
{
    const struct workbook_cell *cell = &row->cells[0];
    if (row->count > 2 || cell->kind != WORKBOOK_TEXT)
        return false;
    return text_is_remark(cell->text) ||
           (row->count == 1 && sheet->width >= 3 && !cell->merged &&
            (row->number > sheet->previous + 1 || cell->text.len > 60));
}

/* What is empty, as far as it could be told of the row above. */
static void sheet_count_blanks(struct sheet *sheet, const struct workbook_row *row)
{
    for (uint32_t at = sheet->first; at <= sheet->last && at < SHEET_COLUMNS; at++) {
        struct sheet_column *column = &sheet->columns[at];
        const struct workbook_cell *cell = sheet_cell_at(row, at);
        if (cell && cell->kind != WORKBOOK_EMPTY) {
            if (column->first_blank == 0)
                snprintf(column->before_blank, SHEET_TEXT, "%.*s",
                         (int)utf8_cut(cell->text, SHEET_TEXT - 1).len, cell->text.at);
            continue;
        }
        column->blanks += column->headed;
        if (column->first_blank == 0)
            column->first_blank = row->number;
    }
}

static void sheet_check_row(struct sheet *sheet, const struct workbook_row *row)
{
    if (row->hidden) {
        char number[24];
        snprintf(number, sizeof number, "%u", row->number);
        sheet_report(sheet, RULE_SHEET_HIDDEN, row->number, UINT32_MAX, slice_of(number));
    }
    if (sheet_is_remark(sheet, row)) {
        sheet_report(sheet, RULE_SHEET_REMARK, row->number, row->cells[0].column,
                     row->cells[0].text);
        sheet->previous = row->number;
        return;
    }
    sheet_check_gap(sheet, row);
    sheet->previous = row->number;
    sheet->data_rows++;
    sheet_count_blanks(sheet, row);
    for (size_t i = 0; i < row->count; i++) {
        const struct workbook_cell *cell = &row->cells[i];
        if (cell->column >= SHEET_COLUMNS)
            continue;
        if (cell->column > sheet->last + 1 || cell->column + 1 < sheet->first) {
            sheet_report(sheet, RULE_SHEET_REMARK, row->number, cell->column, cell->text);
            continue;
        }
        struct sheet_column *column = &sheet->columns[cell->column];
        if (!column->headed && column->filled == 0)
            sheet_report(sheet, RULE_SHEET_NAMELESS, row->number, cell->column, SLICE_NONE);
        sheet_count_cell(sheet, row->number, cell);
        sheet_check_cell(sheet, row->number, cell);
    }
}

/* --- rows as they come ------------------------------------------------------------------------ */

static enum status sheet_keep(struct sheet *sheet, const struct workbook_row *row,
                              struct problem *p)
{
    struct workbook_row *kept = &sheet->rows[sheet->row_count];
    struct workbook_cell *cells = arena_alloc(&sheet->head, row->count * sizeof *cells);
    if (!cells)
        return problem_memory(p);
    *kept = *row;
    kept->cells = cells;
    for (size_t i = 0; i < row->count; i++) {
        cells[i] = row->cells[i];
        cells[i].text = arena_copy(&sheet->head, row->cells[i].text);
        cells[i].unit = arena_copy(&sheet->head, row->cells[i].unit);
        cells[i].stored = arena_copy(&sheet->head, row->cells[i].stored);
    }
    sheet->row_count++;
    return arena_overflowed(&sheet->head) ? problem_memory(p) : STATUS_OK;
}

/* Judges what was kept, and looks at the data among it. */
static void sheet_release(struct sheet *sheet)
{
    sheet->judged = true;
    sheet_judge(sheet);
    sheet->previous = sheet->header_last;
    for (size_t i = 0; i < sheet->row_count; i++)
        if (sheet->rows[i].number > sheet->header_last)
            sheet_check_row(sheet, &sheet->rows[i]);
}

enum status sheet_row(struct sheet *sheet, const struct workbook_row *row, struct problem *p)
{
    if (sheet->judged) {
        sheet_check_row(sheet, row);
        return STATUS_OK;
    }
    enum status status = sheet_keep(sheet, row, p);
    if (status == STATUS_OK && sheet->row_count == READABILITY_HEAD)
        sheet_release(sheet);
    return status;
}

enum status sheet_end(struct sheet *sheet, struct problem *p)
{
    if (!sheet->judged)
        sheet_release(sheet);
    if (sheet->header_first > 0)
        sheet_check_columns(sheet);
    return report_status(sheet->report) == STATUS_OK ? STATUS_OK : problem_memory(p);
}
