/* What the cells of a column tell together. */
#include "sheet.h"

#include "hiraku/base/utf8.h"
#include "hiraku/csv/csv.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static void column_put(char to[SHEET_TEXT], struct slice text)
{
    snprintf(to, SHEET_TEXT, "%.*s", (int)utf8_cut(text, SHEET_TEXT - 1).len, text.at);
}

static void column_count_choice(struct sheet_column *column, struct slice text)
{
    if (column->many || text.len >= SHEET_TEXT)
        return;
    for (size_t i = 0; i < column->choice_count; i++)
        if (slice_is(text, column->choices[i].text)) {
            column->choices[i].count++;
            return;
        }
    if (!column->choices)
        column->choices = calloc(SHEET_CHOICES, sizeof *column->choices);
    column->many = !column->choices || column->choice_count == SHEET_CHOICES;
    if (column->many)
        return;
    struct sheet_choice *choice = &column->choices[column->choice_count++];
    column_put(choice->text, text);
    text_bare(text, choice->bare);
    choice->count = 1;
}

static void column_count_digits(struct sheet_column *column, uint32_t row, struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return;
    if (column->shortest == 0 || text.len < column->shortest) {
        column->shortest = text.len;
        column->shortest_row = row;
    }
    column->longest = text.len > column->longest ? text.len : column->longest;
}

void sheet_count_cell(struct sheet *sheet, uint32_t row, const struct workbook_cell *cell)
{
    struct sheet_column *column = &sheet->columns[cell->column];
    column->filled++;
    column->zeros += cell->kind == WORKBOOK_NUMBER && cell->text.len > 0 && *cell->text.at == '0' &&
                     strspn(cell->text.at, "0.") >= cell->text.len;
    column->has_unit |= cell->unit.len > 0;
    if (column->looked && cell->look != column->look && !column->looks_differ) {
        char letters[CSV_LETTERS], place[32];
        csv_letters(cell->column, letters);
        snprintf(place, sizeof place, "%s%u", letters, row);
        column->looks_differ = true;
        sheet_report(sheet, RULE_SHEET_LOOKS, row, cell->column, slice_of(place));
    }
    column->look = column->looked ? column->look : cell->look;
    column->looked = true;
    if (cell->kind == WORKBOOK_TEXT)
        column_count_choice(column, cell->text);
    else if (cell->kind == WORKBOOK_NUMBER && column->code)
        column_count_digits(column, row, cell->text);
}

/* --- at the end ------------------------------------------------------------------------------- */

static void column_check_variants(struct sheet *sheet, uint32_t at)
{
    const struct sheet_column *column = &sheet->columns[at];
    if (column->many || column->prose || column->filled < 3)
        return;
    for (size_t i = 0; i < column->choice_count; i++)
        for (size_t j = 0; j < i; j++)
            if (column->choices[i].bare[0] &&
                strcmp(column->choices[i].bare, column->choices[j].bare) == 0) {
                sheet_report_pair(sheet, RULE_SHEET_VARIANTS, 0, at,
                                  (struct slice[]){slice_of(column->choices[i].text),
                                                   slice_of(column->choices[j].text)});
                return;
            }
}

/* Each value written once, and several rows without one: those of the row above. */
static void column_check_omitted(struct sheet *sheet, uint32_t at)
{
    const struct sheet_column *column = &sheet->columns[at];
    if (column->many || column->numeric || column->blanks < 2 || column->before_blank[0] == '\0' ||
        column->prose || at >= sheet->first_numeric || column->choice_count == 0)
        return;
    for (size_t i = 0; i < column->choice_count; i++)
        if (column->choices[i].count > 1)
            return;
    sheet_report(sheet, RULE_SHEET_OMITTED, column->first_blank, at,
                 slice_of(column->before_blank));
}

static void column_check_numbers(struct sheet *sheet, uint32_t at)
{
    const struct sheet_column *column = &sheet->columns[at];
    char blanks[24], zeros[24];
    if (!column->numeric || column->dated)
        return;
    if (column->zeros > 0 && column->blanks > 0) {
        snprintf(blanks, sizeof blanks, "%" PRIu64, column->blanks);
        snprintf(zeros, sizeof zeros, "%" PRIu64, column->zeros);
        sheet_report_pair(sheet, RULE_SHEET_BLANK_ZERO, 0, at,
                          (struct slice[]){slice_of(blanks), slice_of(zeros)});
    }
    if (!column->has_unit && !sheet->unit_said)
        sheet_report(sheet, RULE_SHEET_UNIT, 0, at, SLICE_NONE);
}

/* Codes of one kind have one length; those of municipalities have six digits, or five without the
 * check digit, and those of post seven. */
static void column_check_codes(struct sheet *sheet, uint32_t at)
{
    static const char *const post[] = {"郵便", NULL};
    const struct sheet_column *column = &sheet->columns[at];
    char lengths[48];
    bool post_short = text_has_any(column->name, post) && column->shortest < 7;
    if (!column->code || column->longest == 0 ||
        (column->shortest == column->longest && !post_short) ||
        (column->longest < 4 && !post_short))
        return;
    snprintf(lengths, sizeof lengths, "%" PRIu64 ", %" PRIu64, column->shortest, column->longest);
    sheet_report(sheet, RULE_SHEET_CODE, column->shortest_row, at, slice_of(lengths));
}

void sheet_check_columns(struct sheet *sheet)
{
    for (uint32_t at = sheet->first; at <= sheet->last && at < SHEET_COLUMNS; at++) {
        column_check_variants(sheet, at);
        column_check_omitted(sheet, at);
        column_check_numbers(sheet, at);
        column_check_codes(sheet, at);
    }
}
