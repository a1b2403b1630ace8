/* See readability.h: a file, its sheets, and what is said of a sheet before its rows. */
#include "hiraku/readability/readability.h"

#include "sheet.h"

#include "hiraku/csv/csv.h"
#include "hiraku/value/decimal.h"

#include <stdio.h>
#include <stdlib.h>

/* --- a workbook ------------------------------------------------------------------------------- */

static void sheet_check_layout(struct sheet *sheet)
{
    const struct workbook_layout *layout = &sheet->layout;
    char text[64], first[WORKBOOK_LETTERS], last[WORKBOOK_LETTERS];
    for (size_t i = 0; i < layout->merge_count; i++) {
        const struct workbook_range *range = &layout->merges[i];
        csv_letters(range->first_column, first);
        csv_letters(range->last_column, last);
        snprintf(text, sizeof text, "%s%u:%s%u", first, range->first_row, last, range->last_row);
        sheet_report(sheet, RULE_SHEET_MERGED, range->first_row, range->first_column,
                     slice_of(text));
    }
    for (size_t i = 0; i < layout->hidden_count; i++) {
        csv_letters(layout->hidden[i].first_column, first);
        csv_letters(layout->hidden[i].last_column, last);
        snprintf(text, sizeof text, "%s:%s", first, last);
        sheet_report(sheet, RULE_SHEET_HIDDEN, 0, layout->hidden[i].first_column, slice_of(text));
    }
    if (layout->objects > 0) {
        snprintf(text, sizeof text, "%u", layout->objects);
        sheet_report(sheet, RULE_SHEET_OBJECTS, 0, UINT32_MAX, slice_of(text));
    }
}

enum status readability_check_sheet(struct workbook_reader *reader, size_t index, const char *name,
                                    struct report *report, struct problem *p)
{
    struct sheet sheet;
    struct workbook_row row;
    bool more = true;
    enum status status = sheet_open(&sheet, name, report, p);
    if (status == STATUS_OK)
        status = workbook_begin(reader, index, &sheet.layout, p);
    if (status == STATUS_OK && workbook_sheet(reader, index)->visibility != WORKBOOK_SHOWN)
        sheet_report(&sheet, RULE_SHEET_HIDDEN_WHOLE, 0, UINT32_MAX, SLICE_NONE);
    if (status == STATUS_OK)
        sheet_check_layout(&sheet);
    while (status == STATUS_OK && more) {
        status = workbook_next(reader, &row, &more, p);
        if (status == STATUS_OK && more)
            status = sheet_row(&sheet, &row, p);
    }
    if (status == STATUS_OK)
        status = sheet_end(&sheet, p);
    sheet_close(&sheet);
    return status;
}

static enum status readability_check_sheets(struct workbook_reader *reader, const char *name,
                                            struct report *report, struct problem *p)
{
    const struct workbook_traits traits = workbook_traits_of(reader);
    const struct place whole = {name, 0, ""};
    enum status status = STATUS_OK;
    if (traits.macros)
        report_at(report, RULE_SHEET_MACROS, whole, SLICE_NONE, SLICE_NONE, SLICE_NONE);
    if (traits.external_links)
        report_at(report, RULE_SHEET_LINKS, whole, SLICE_NONE, SLICE_NONE, SLICE_NONE);
    for (size_t i = 0; status == STATUS_OK && i < workbook_sheets(reader); i++) {
        char file[1024];
        struct slice sheet = workbook_sheet(reader, i)->name;
        if (workbook_is_example(workbook_sheet(reader, i)))
            continue;
        snprintf(file, sizeof file, "%.600s[%.*s]", name, sheet.len < 380 ? (int)sheet.len : 380,
                 sheet.at ? sheet.at : "");
        const char *kept = report_name(report, slice_of(file));
        status = kept ? readability_check_sheet(reader, i, kept, report, p) : problem_memory(p);
    }
    return status;
}

/* --- a CSV file ------------------------------------------------------------------------------- */

static void readability_of_record(const struct csv_record *record, struct workbook_cell *cells,
                                  struct workbook_row *row)
{
    *row = (struct workbook_row){.number = (uint32_t)record->row, .cells = cells};
    for (size_t i = 0; i < record->count; i++) {
        struct decimal value;
        struct slice text = record->cells[i];
        if (text.len == 0)
            continue;
        cells[row->count++] = (struct workbook_cell){
            .column = (uint32_t)i,
            .kind = decimal_parse(text, &value) == DECIMAL_GOOD ? WORKBOOK_NUMBER : WORKBOOK_TEXT,
            .text = text};
    }
}

/* A cell more than the header has: a comma that should be within quotes. */
static void readability_check_count(struct sheet *sheet, const struct csv_record *record,
                                    size_t header)
{
    char have[24], want[24];
    if (record->count <= header || header == 0 || record->cells[record->count - 1].len == 0)
        return;
    snprintf(have, sizeof have, "%zu", record->count);
    snprintf(want, sizeof want, "%zu", header);
    report_at(sheet->report, RULE_CELL_COUNT, (struct place){sheet->file, record->row, ""},
              slice_of(have), SLICE_NONE, slice_of(want));
}

static enum status readability_read_csv(struct sheet *sheet, struct csv *csv, struct problem *p)
{
    struct csv_record record;
    struct workbook_row row;
    size_t header = 0;
    bool more = true;
    enum status status = STATUS_OK;
    struct workbook_cell *cells = calloc(CSV_COLUMNS_MAX, sizeof *cells);
    if (!cells)
        return problem_memory(p);
    while (status == STATUS_OK && more) {
        status = csv_next(csv, &record, &more, p);
        if (status != STATUS_OK || !more)
            break;
        readability_of_record(&record, cells, &row);
        if (row.count > 0)
            status = sheet_row(sheet, &row, p);
        if (row.count > 1)
            readability_check_count(sheet, &record, header);
        header = header ? header : row.count > 1 ? record.count : 0;
    }
    free(cells);
    return status == STATUS_OK ? sheet_end(sheet, p) : status;
}

static enum status readability_check_csv(const char *path, const char *name, struct report *report,
                                         struct problem *p)
{
    struct sheet sheet;
    struct csv *csv = NULL;
    enum status status = sheet_open(&sheet, name, report, p);
    sheet.csv = true;
    if (status == STATUS_OK)
        status = csv_open(&csv, path, name, report, p);
    if (status == STATUS_OK && !csv_is_unread(csv))
        status = readability_read_csv(&sheet, csv, p);
    csv_close(csv);
    sheet_close(&sheet);
    return status;
}

/* --- a file ----------------------------------------------------------------------------------- */

/* What is neither a workbook nor text that could be a table, by its first bytes. */
static bool readability_is_text(const char *path)
{
    char head[512];
    FILE *file = fopen(path, "rbe");
    size_t len = file ? fread(head, 1, sizeof head, file) : 0;
    if (file)
        fclose(file);
    struct slice text = {head, len};
    bool utf16 = slice_starts(text, "\xFF\xFE") || slice_starts(text, "\xFE\xFF");
    return len > 0 && !slice_starts(text, "%PDF") && !slice_starts(text, "PK") &&
           !slice_starts(text, "{\\rtf") && (utf16 || !memchr(head, '\0', len));
}

enum status readability_check(const char *path, const char *name,
                              const struct workbook_limits *limits, struct report *report,
                              struct problem *p)
{
    struct workbook_reader *reader;
    enum status status = workbook_open(&reader, path, limits, p);
    const char *kept = report_name(report, slice_of(name));
    if (status == STATUS_OK)
        status = kept ? readability_check_sheets(reader, kept, report, p) : problem_memory(p);
    else if (status == STATUS_NOT_A_WORKBOOK && kept && readability_is_text(path))
        status = readability_check_csv(path, kept, report, p);
    else if ((status == STATUS_NOT_A_WORKBOOK || status == STATUS_WORKBOOK_OLD) && kept) {
        report_at(report, RULE_SHEET_FORMAT, (struct place){kept, 0, ""}, slice_of(name),
                  SLICE_NONE, SLICE_NONE);
        status = STATUS_OK;
    }
    workbook_free(reader);
    return status;
}
