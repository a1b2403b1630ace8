/* A workbook as rows of cells, sheet after sheet, up to the first that has the table. Hidden sheets
 * are passed over. */
#include "plan_parts.h"

#include "hiraku/workbook/workbook.h"

#include <strings.h>

bool plan_is_workbook(const char *path)
{
    static const char ending[] = ".xlsx";
    size_t len = strlen(path);
    return len >= sizeof ending - 1 && strcasecmp(path + len - (sizeof ending - 1), ending) == 0;
}

/* What the officer sees: digits, and what the format shows around them. */
static struct slice sheets_text(struct arena *arena, const struct workbook_cell *cell)
{
    if (cell->unit.len == 0)
        return cell->text;
    return arena_printf(arena, "%.*s%.*s", (int)cell->text.len, cell->text.at, (int)cell->unit.len,
                        cell->unit.at);
}

static enum status sheets_row(struct plan_table *table, const struct workbook_row *row,
                              struct problem *p)
{
    struct slice cells[PLAN_ROW_CELLS_MAX] = {{0}};
    struct plan_row given = {.line = row->number, .cells = cells};
    for (size_t i = 0; i < row->count; i++) {
        const struct workbook_cell *cell = &row->cells[i];
        if (cell->column >= PLAN_ROW_CELLS_MAX)
            continue;
        cells[cell->column] = sheets_text(table->arena, cell);
        given.count = cell->column + 1;
    }
    return plan_take_row(table, &given, p);
}

static enum status sheets_one(struct plan_table *table, struct workbook_reader *reader, size_t at,
                              struct problem *p)
{
    struct workbook_row row;
    bool more = true;
    const char *file = table->name;
    struct slice sheet = workbook_sheet(reader, at)->name;
    struct slice name = arena_printf(table->arena, "%s [%.*s]", file, (int)sheet.len, sheet.at);
    struct slice lines = arena_printf(table->arena, "sheet %.*s, rows", (int)sheet.len, sheet.at);
    const char *kept = name.at ? report_name(table->asked->report, name) : NULL;
    if (!kept || !lines.at)
        return problem_memory(p);
    table->name = kept;
    table->lines = lines.at;
    table->kpi_count = 0;
    enum status status = workbook_begin(reader, at, NULL, p);
    while (status == STATUS_OK) {
        status = workbook_next(reader, &row, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = sheets_row(table, &row, p);
    }
    if (status == STATUS_OK && table->head_count == 0)
        table->name = file;
    return status;
}

enum status plan_read_sheets(struct plan_table *table, struct problem *p)
{
    struct workbook_reader *reader = NULL;
    enum status status = workbook_open(&reader, table->asked->file, NULL, p);
    for (size_t i = 0; status == STATUS_OK && i < workbook_sheets(reader); i++)
        if (table->head_count == 0 && workbook_sheet(reader, i)->visibility == WORKBOOK_SHOWN)
            status = sheets_one(table, reader, i, p);
    workbook_free(reader);
    return status;
}
