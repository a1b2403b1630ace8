/* What is wrong with one cell of the data. */
#include "sheet.h"

#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/value/decimal.h"

#include <stdio.h>

/* Without a mark that leads to a note. */
static struct slice cell_without_mark(struct slice text)
{
    static const char *const marks[] = {"※", "(注", "（注", "注", "*", "＊", "†"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *mark = memmem(text.at, text.len, marks[i], strlen(marks[i]));
        if (mark && mark > text.at)
            text.len = (size_t)(mark - text.at);
    }
    return text;
}

/* Text in a column of numbers. true: there is a finding. */
static bool cell_check_number(struct sheet *sheet, uint32_t row, const struct workbook_cell *cell)
{
    char mended[DECIMAL_TEXT_SIZE];
    struct decimal value;
    if (text_is_symbol(cell->text)) {
        sheet_report(sheet, RULE_SHEET_SYMBOL, row, cell->column, cell->text);
        return true;
    }
    struct slice text = cell_without_mark(cell->text);
    size_t groups = text_digit_groups(text);
    if (groups >= 2) {
        sheet_report(sheet, RULE_SHEET_MANY, row, cell->column, cell->text);
        return true;
    }
    if (groups == 0)
        return false;
    bool plain = decimal_parse(cell->text, &value) == DECIMAL_GOOD;
    bool known = !plain && text.len < 200 && decimal_parse(text, &value) == DECIMAL_GOOD;
    if (known)
        snprintf(mended, sizeof mended, "%.*s", (int)text.len, text.at);
    known = known || (!plain && text.len < 200 && decimal_mend(text, mended));
    sheet_report_mended(sheet, RULE_SHEET_NUMBER, row, cell->column, cell->text,
                        plain ? cell->text : slice_of(known ? mended : ""));
    return true;
}

static void cell_check_characters(struct sheet *sheet, uint32_t row,
                                  const struct workbook_cell *cell)
{
    char bytes[4];
    int32_t c = text_machine_dependent(cell->text);
    if (c)
        sheet_report(sheet, RULE_MACHINE_DEPENDENT, row, cell->column,
                     (struct slice){bytes, utf8_put(c, bytes)});
    if (text_is_mojibake(cell->text))
        sheet_report(sheet, RULE_MOJIBAKE, row, cell->column, cell->text);
}

static bool cell_is_other(struct slice text)
{
    static const char word[] = "その他";
    struct slice rest;
    if (!slice_starts(text, word))
        return false;
    rest = slice_from(text, sizeof word - 1);
    return slice_starts(rest, "(") || slice_starts(rest, "（") || slice_starts(rest, ":") ||
           slice_starts(rest, "：") || slice_starts(rest, "→");
}

static void cell_check_words(struct sheet *sheet, uint32_t row, const struct workbook_cell *cell)
{
    const struct sheet_column *column = &sheet->columns[cell->column];
    char bare[SHEET_TEXT];
    bool lines = memchr(cell->text.at, '\n', cell->text.len) != NULL;
    cell_check_characters(sheet, row, cell);
    if (column->numeric && !column->dated && cell_check_number(sheet, row, cell))
        return;
    if (slice_is(cell->text, "〃") || slice_is(cell->text, "同上") || slice_is(cell->text, "々"))
        sheet_report(sheet, RULE_SHEET_OMITTED, row, cell->column, cell->text);
    else if (lines)
        sheet_report(sheet, sheet->csv ? RULE_SHEET_LINE_BREAK : RULE_SHEET_MANY, row, cell->column,
                     cell->text);
    else if (cell_is_other(cell->text))
        sheet_report(sheet, RULE_SHEET_OTHER, row, cell->column, cell->text);
    else if (!column->prose && text_is_list(cell->text))
        sheet_report(sheet, RULE_SHEET_MANY, row, cell->column, cell->text);
    else if (!column->prose && text_is_laid_out(cell->text, bare))
        sheet_report_mended(sheet, RULE_SHEET_SPACES, row, cell->column, cell->text,
                            slice_of(bare));
    else if (text_is_era_only(cell->text, bare))
        sheet_report_mended(sheet, RULE_SHEET_ERA, row, cell->column, cell->text, slice_of(bare));
}

void sheet_check_cell(struct sheet *sheet, uint32_t row, const struct workbook_cell *cell)
{
    if (cell->formula && cell->kind == WORKBOOK_EMPTY)
        sheet_report(sheet, RULE_SHEET_UNCOMPUTED, row, cell->column, SLICE_NONE);
    else if (cell->kind == WORKBOOK_ERROR)
        sheet_report(sheet, RULE_SPREADSHEET_ERROR, row, cell->column, cell->text);
    else if (cell->formula)
        sheet_report(sheet, RULE_SHEET_FORMULA, row, cell->column, cell->text);
    if (cell->kind == WORKBOOK_TEXT && cell->text.len > 0)
        cell_check_words(sheet, row, cell);
}
