/* Where the header of a sheet stands, what it says of the columns, and what is wrong with it. */
#include "sheet.h"

#include "hiraku/base/text.h"
#include "hiraku/csv/csv.h"
#include "hiraku/value/decimal.h"
#include "hiraku/value/period.h"

#include <stdio.h>

enum { WIDE_FROM = 3 };

static bool head_is_year(const struct workbook_cell *cell)
{
    int64_t year;
    return cell->kind == WORKBOOK_NUMBER && decimal_parse_int(cell->text, 1868, 2200, &year);
}

static size_t head_names(const struct workbook_row *row)
{
    size_t names = 0;
    for (size_t i = 0; i < row->count; i++)
        names += row->cells[i].kind == WORKBOOK_TEXT || row->cells[i].kind == WORKBOOK_DATE ||
                 head_is_year(&row->cells[i]);
    return names;
}

/* The first row that is at least half as wide as the widest and has names in most of its cells. */
static const struct workbook_row *head_find(const struct sheet *sheet)
{
    size_t widest = 0;
    const struct workbook_row *wide = NULL;
    for (size_t i = 0; i < sheet->row_count; i++)
        widest = sheet->rows[i].count > widest ? sheet->rows[i].count : widest;
    for (size_t i = 0; i < sheet->row_count; i++) {
        const struct workbook_row *row = &sheet->rows[i];
        if (row->count * 2 < widest || (row->count < 2 && widest >= 2))
            continue;
        wide = wide ? wide : row;
        if (head_names(row) * 10 >= row->count * 6)
            return row;
    }
    return wide;
}

static bool head_is_number(const struct workbook_cell *cell)
{
    return cell->kind == WORKBOOK_NUMBER ||
           (cell->kind == WORKBOOK_TEXT && text_is_number_like(cell->text));
}

/* Several numbers in one text; a day is none. */
static bool head_is_numbers(const struct workbook_cell *cell)
{
    char canonical[PERIOD_TEXT_SIZE];
    return cell->kind == WORKBOOK_TEXT && cell->text.len < 60 && *cell->text.at >= '0' &&
           *cell->text.at <= '9' && text_digit_groups(cell->text) >= 2 &&
           !text_is_place(cell->text) && period_canonical(cell->text, canonical) != PERIOD_GOOD;
}

/* Text of nothing but digits, of which a code is made. */
static bool head_is_code(const struct workbook_cell *cell)
{
    if (cell->kind != WORKBOOK_TEXT || cell->text.len < 4)
        return false;
    for (size_t i = 0; i < cell->text.len; i++)
        if (cell->text.at[i] < '0' || cell->text.at[i] > '9')
            return false;
    return true;
}

/* Of the rows behind `row` that were kept: whether most cells of a column are numbers. Texts of as
 * many digits each are codes. */
static bool head_is_numeric(const struct sheet *sheet, uint32_t row, uint32_t column)
{
    size_t numbers = 0, filled = 0, codes_found = 0, len = 0;
    for (size_t i = 0; i < sheet->row_count; i++) {
        const struct workbook_row *one = &sheet->rows[i];
        for (size_t j = 0; one->number > row && j < one->count; j++) {
            const struct workbook_cell *cell = &one->cells[j];
            if (cell->column != column || text_is_symbol(cell->text))
                continue;
            filled++;
            numbers += head_is_number(cell) || head_is_numbers(cell);
            codes_found += head_is_code(cell) && (len == 0 || len == cell->text.len);
            len = cell->text.len;
        }
    }
    return filled > 0 && numbers * 2 >= filled && codes_found < filled;
}

/* A second row of names: no number in it, where numbers follow in at least one column. */
static bool head_goes_on(const struct sheet *sheet, const struct workbook_row *row)
{
    bool over_numbers = false;
    if (row->count < 2)
        return false;
    for (size_t i = 0; i < row->count; i++) {
        if (row->cells[i].kind != WORKBOOK_TEXT || text_is_number_like(row->cells[i].text))
            return false;
        over_numbers |= head_is_numeric(sheet, row->number, row->cells[i].column) &&
                        !text_is_symbol(row->cells[i].text);
    }
    return over_numbers;
}

/* --- names ------------------------------------------------------------------------------------ */

static const char *const codes[] = {"コード", "番号", "code", "Code", "CODE",
                                    "郵便",   "ID",   "_id",  "電話", NULL};
static const char *const proses[] = {
    "備考",    "説明",        "概要",       "内容",    "注",      "名称", "住所", "理由",
    "note",    "description", "題",         "title",   "heading", "name", "text", "memo",
    "summary", "question",    "definition", "locator", "doc",     NULL};
static const char *const dates[] = {"年",   "月",   "日",     "期間", "時点",
                                    "date", "year", "period", NULL};
static const char *const units[] = {"(",    "（",   "率", "割合", "人数", "件数", "回数",
                                    "%",    "％",   "数", "順位", "得点", "点数", "年齢",
                                    "緯度", "経度", "[",  "［",   NULL};

static void head_name_column(struct sheet *sheet, const struct workbook_cell *cell)
{
    static const char *const plain[] = {"列", "Column", "column", "Unnamed", "項目", NULL};
    struct sheet_column *column = &sheet->columns[cell->column];
    char letters[CSV_LETTERS];
    if (!column->headed)
        sheet->width++;
    column->headed = true;
    column->name = column->name.len > 0
                       ? arena_printf(&sheet->head, "%.*s%.*s", (int)column->name.len,
                                      column->name.at, (int)cell->text.len, cell->text.at)
                       : cell->text;
    column->code = text_has_any(column->name, codes);
    column->prose = text_has_any(column->name, proses);
    column->dated = text_has_any(column->name, dates);
    column->has_unit = text_has_any(column->name, units);
    sheet->unit_said |= memmem(cell->text.at, cell->text.len, "単位", strlen("単位")) != NULL;
    csv_letters(cell->column, letters);
    bool empty_word = false;
    for (size_t i = 0; plain[i]; i++) {
        size_t len = strlen(plain[i]);
        empty_word |= slice_starts(cell->text, plain[i]) && cell->text.len > len &&
                      cell->text.len <= len + 4 && cell->text.at[cell->text.len - 1] >= '0' &&
                      cell->text.at[cell->text.len - 1] <= '9';
    }
    if (empty_word || slice_is(cell->text, letters) || text_is_symbol(cell->text) ||
        slice_is(cell->text, "?"))
        sheet_report_pair(sheet, RULE_SHEET_NAMELESS, sheet->header_last, cell->column,
                          (struct slice[]){cell->text, cell->text});
}

static void head_take(struct sheet *sheet, const struct workbook_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct workbook_cell *cell = &row->cells[i];
        if (cell->column >= SHEET_COLUMNS)
            continue;
        sheet->first = cell->column < sheet->first ? cell->column : sheet->first;
        sheet->last = cell->column > sheet->last ? cell->column : sheet->last;
        head_name_column(sheet, cell);
        char bare[SHEET_TEXT];
        if (cell->kind == WORKBOOK_TEXT && text_is_laid_out(cell->text, bare))
            sheet_report_mended(sheet, RULE_SHEET_SPACES, row->number, cell->column, cell->text,
                                slice_of(bare));
    }
}

/* --- what is wrong with it -------------------------------------------------------------------- */

/* Within one table: behind a gap another may begin. */
static void head_check_names(struct sheet *sheet)
{
    for (uint32_t at = sheet->first + 1; at <= sheet->last; at++)
        for (uint32_t before = at;
             sheet->columns[at].headed && before-- > sheet->first && sheet->columns[before].headed;)
            if (slice_equal(sheet->columns[at].name, sheet->columns[before].name)) {
                sheet_report(sheet, RULE_SHEET_SAME_NAME, sheet->header_last, at,
                             sheet->columns[at].name);
                break;
            }
}

/* A name that is the same on both sides of a gap says that there are two tables. */
static bool head_repeats(const struct sheet *sheet, uint32_t gap)
{
    for (uint32_t left = sheet->first; left < gap; left++)
        for (uint32_t right = gap + 1; right <= sheet->last; right++)
            if (sheet->columns[left].headed && sheet->columns[right].headed &&
                slice_equal(sheet->columns[left].name, sheet->columns[right].name))
                return true;
    return false;
}

static bool head_column_is_empty(const struct sheet *sheet, uint32_t column)
{
    for (size_t i = 0; i < sheet->row_count; i++)
        for (size_t j = 0; j < sheet->rows[i].count; j++)
            if (sheet->rows[i].number > sheet->header_last &&
                sheet->rows[i].cells[j].column == column)
                return false;
    return true;
}

static void head_check_gaps(struct sheet *sheet)
{
    for (uint32_t at = sheet->first; at <= sheet->last; at++) {
        char letters[CSV_LETTERS];
        if (sheet->columns[at].headed || !head_column_is_empty(sheet, at))
            continue;
        csv_letters(at, letters);
        bool tables = head_repeats(sheet, at);
        sheet_report(sheet, tables ? RULE_SHEET_TABLES : RULE_SHEET_GAP, sheet->header_last, at,
                     tables ? sheet->columns[at + 1].name : slice_of(letters));
    }
}

static void head_check_wide(struct sheet *sheet)
{
    char canonical[PERIOD_TEXT_SIZE];
    size_t periods = 0;
    struct slice first = SLICE_NONE;
    for (uint32_t at = sheet->first; at <= sheet->last; at++) {
        struct slice name = sheet->columns[at].name;
        if (!sheet->columns[at].headed || !sheet->columns[at].numeric || name.len > 60 ||
            period_canonical(name, canonical) != PERIOD_GOOD)
            continue;
        first = periods++ == 0 ? name : first;
    }
    if (periods >= WIDE_FROM)
        sheet_report(sheet, RULE_SHEET_WIDE, sheet->header_last, UINT32_MAX, first);
}

static void head_check_above(struct sheet *sheet)
{
    char number[24];
    for (size_t i = 0; i < sheet->row_count && sheet->rows[i].number < sheet->header_first; i++)
        for (size_t j = 0; j < sheet->rows[i].count; j++) {
            struct slice text = sheet->rows[i].cells[j].text;
            sheet->unit_said |= text.len > 0 && memmem(text.at, text.len, "単位", strlen("単位"));
        }
    if (sheet->header_first == 1)
        return;
    snprintf(number, sizeof number, "%u", sheet->header_first);
    sheet_report(sheet, RULE_SHEET_TITLE, sheet->header_first, UINT32_MAX, slice_of(number));
}

void sheet_judge(struct sheet *sheet)
{
    const struct workbook_row *header = head_find(sheet);
    if (!header)
        return;
    sheet->header_first = sheet->header_last = header->number;
    sheet->first = UINT32_MAX;
    head_take(sheet, header);
    for (const struct workbook_row *next = header + 1;
         next < sheet->rows + sheet->row_count && next->number == sheet->header_last + 1 &&
         head_goes_on(sheet, next);
         next++) {
        sheet->header_last = next->number;
        head_take(sheet, next);
        sheet_report(sheet, RULE_SHEET_HEADER_ROWS, next->number, UINT32_MAX, next->cells[0].text);
    }
    if (sheet->first > sheet->last)
        sheet->first = sheet->last;
    for (uint32_t at = sheet->first; at <= sheet->last; at++) {
        struct sheet_column *column = &sheet->columns[at];
        column->numeric = !column->code && head_is_numeric(sheet, sheet->header_last, at);
        if (column->numeric && !column->dated && sheet->first_numeric == UINT32_MAX)
            sheet->first_numeric = at;
    }
    head_check_above(sheet);
    head_check_names(sheet);
    head_check_gaps(sheet);
    head_check_wide(sheet);
}
