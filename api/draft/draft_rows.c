/* The rows of an uploaded file: CSV, or a sheet of a workbook, whose cells are what is shown
 * (workbook.h). */
#include "draft_parts.h"

#include "hiraku/workbook/workbook.h"

#include <stdio.h>

struct workbook_limits draft_workbook_limits(const struct draft_place *place)
{
    struct workbook_limits limits = workbook_limits_default();
    limits.file_bytes = place->limits.bytes;
    limits.unpacked_bytes = place->limits.unpacked;
    limits.columns = SHEET_COLUMNS_MAX;
    limits.folder = place->state;
    return limits;
}

static enum status rows_add(struct sheet *sheet, const struct workbook_row *row, struct problem *p)
{
    struct slice cells[SHEET_COLUMNS_MAX] = {{NULL, 0}};
    size_t count = 0;
    for (size_t i = 0; i < row->count && row->cells[i].column < SHEET_COLUMNS_MAX; i++) {
        cells[row->cells[i].column] = row->cells[i].text;
        count = row->cells[i].column + 1;
    }
    return count > 0 ? sheet_add(sheet, row->number, cells, count, p) : STATUS_OK;
}

static enum status rows_of_sheet(struct workbook_reader *reader, size_t index, struct sheet *sheet,
                                 struct problem *p)
{
    struct workbook_row row;
    bool more = true;
    enum status status = workbook_begin(reader, index, NULL, p);
    while (status == STATUS_OK && more) {
        status = workbook_next(reader, &row, &more, p);
        if (status == STATUS_OK && more)
            status = rows_add(sheet, &row, p);
    }
    return status;
}

static enum status rows_of_workbook(const struct draft_place *place, const char *path,
                                    struct slice part, struct sheet *sheet, struct problem *p)
{
    struct workbook_reader *reader;
    const struct workbook_limits limits = draft_workbook_limits(place);
    enum status status = workbook_open(&reader, path, &limits, p);
    if (status != STATUS_OK)
        return status;
    size_t index = 0, count = workbook_sheets(reader);
    while (index < count && !slice_equal(workbook_sheet(reader, index)->name, part))
        index++;
    status = index < count ? rows_of_sheet(reader, index, sheet, p) : STATUS_OK;
    sheet->bom = true;
    workbook_free(reader);
    return status;
}

enum status draft_read_rows(const struct draft_place *place, const struct draft *draft,
                            const struct draft_file *file, struct sheet *sheet, struct problem *p)
{
    char path[DRAFT_PATH_SIZE], name[32];
    snprintf(name, sizeof name, "%s/%llu", draft_uploads, (unsigned long long)file->upload);
    sheet_init(sheet, place->limits.rows, place->limits.bytes * 8 + ((uint64_t)1 << 20));
    enum status status = draft_path(place, draft, name, path, p);
    if (status != STATUS_OK)
        return status;
    return file->part.len > 0 ? rows_of_workbook(place, path, file->part, sheet, p)
                              : sheet_read(sheet, path, p);
}
