/* Findings of a sheet, with their place. */
#include "sheet.h"

#include "hiraku/csv/csv.h"

/* Where a finding stands. The letters of a column are kept once. */
static struct place sheet_place(struct sheet *sheet, uint64_t row, uint32_t column)
{
    char letters[CSV_LETTERS];
    struct place place = {sheet->file, row, ""};
    if (column >= SHEET_COLUMNS)
        return place;
    if (!sheet->columns[column].letters) {
        csv_letters(column, letters);
        sheet->columns[column].letters = report_name(sheet->report, slice_of(letters));
    }
    if (sheet->columns[column].letters)
        place.column = sheet->columns[column].letters;
    return place;
}

void sheet_report_mended(struct sheet *sheet, enum rule rule, uint64_t row, uint32_t column,
                         struct slice value, struct slice mended)
{
    report_at(sheet->report, rule, sheet_place(sheet, row, column), value, mended, SLICE_NONE);
}

void sheet_report(struct sheet *sheet, enum rule rule, uint64_t row, uint32_t column,
                  struct slice value)
{
    sheet_report_mended(sheet, rule, row, column, value, SLICE_NONE);
}

void sheet_report_pair(struct sheet *sheet, enum rule rule, uint64_t row, uint32_t column,
                       const struct slice pair[2])
{
    report_at(sheet->report, rule, sheet_place(sheet, row, column), pair[0], SLICE_NONE, pair[1]);
}
