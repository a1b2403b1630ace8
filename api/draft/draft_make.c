/* A table of a draft from the files that were uploaded for it: the last that is the whole table,
 * and what came behind it row by row. */
#include "draft_parts.h"

#include "hiraku/base/text.h"
#include "hiraku/model/model.h"

#include <stdio.h>

/* --- the mapping of a file -------------------------------------------------------------------- */

enum status draft_file_columns(struct draft *draft, struct draft_file *file,
                               const struct recognition *recognition, struct problem *p)
{
    file->column_count = recognition->count;
    file->columns = arena_alloc(&draft->arena, (recognition->count + 1) * sizeof *file->columns);
    if (!file->columns)
        return problem_memory(p);
    for (size_t i = 0; i < recognition->count; i++)
        file->columns[i] =
            (struct draft_column){draft_keep(draft, recognition->columns[i].header),
                                  recognition->columns[i].column, recognition->columns[i].by};
    return draft_memory(draft, p);
}

enum status draft_file_recognition(const struct draft_file *file, struct sheet *sheet,
                                   struct recognition *recognition, struct problem *p)
{
    const struct sheet_row *row = file->header_row > 0 ? sheet_find(sheet, file->header_row) : NULL;
    *recognition =
        (struct recognition){.resource = file->resource, .header = sheet->count, .count = 0};
    if (!row)
        return STATUS_OK;
    recognition->header = (size_t)(row - sheet->rows);
    recognition->count = file->column_count < row->count ? file->column_count : row->count;
    recognition->columns =
        arena_alloc(&sheet->arena, (recognition->count + 1) * sizeof *recognition->columns);
    if (!recognition->columns)
        return problem_memory(p);
    for (size_t i = 0; i < recognition->count; i++)
        recognition->columns[i] = (struct sheet_column){
            text_trim(row->cells[i]), file->columns[i].column, file->columns[i].by};
    return STATUS_OK;
}

/* --- one file onto what there is -------------------------------------------------------------- */

struct making {
    const struct draft_place *place;
    struct draft *draft;
    struct draft_table *table;
    struct sheet sheet; /* the table so far */
    struct recognition columns;
};

static enum status making_whole(struct making *making, struct draft_file *file, struct sheet *rows,
                                const struct recognition *what, struct problem *p)
{
    file->rows = 0;
    for (size_t i = what->header + 1; i < rows->count; i++)
        file->rows++;
    file->added = file->changed = 0;
    enum status status = merge_rename(rows, what, p);
    if (status != STATUS_OK)
        return status;
    sheet_free(&making->sheet);
    making->sheet = *rows;
    *rows = (struct sheet){.rows = NULL};
    return sheet_recognise(&making->sheet, SLICE_NONE, file->resource, &making->columns, p);
}

static enum status making_file(struct making *making, struct draft_file *file, struct problem *p)
{
    struct sheet rows;
    struct recognition what;
    enum status status = draft_read_rows(making->place, making->draft, file, &rows, p);
    if (status == STATUS_OK)
        status = draft_file_recognition(file, &rows, &what, p);
    if (status == STATUS_OK && file->mode == DRAFT_WHOLE) {
        status = making_whole(making, file, &rows, &what, p);
    } else if (status == STATUS_OK) {
        struct merge_counts counts = {0, 0, 0};
        making->sheet.lossy = making->sheet.lossy || rows.lossy;
        status = merge_rows(&making->sheet, &making->columns, &rows, &what, &counts, p);
        file->rows = counts.rows;
        file->added = counts.added;
        file->changed = counts.changed;
    }
    sheet_free(&rows);
    return status;
}

/* Whole or by rows, where nobody has said: by rows what is only a part of the table that there is.
 */
static enum status making_choose(struct making *making, struct draft_file *file, bool first,
                                 struct problem *p)
{
    struct sheet rows;
    struct recognition what;
    bool all = true;
    if (file->mode_by_hand)
        return STATUS_OK;
    file->mode = DRAFT_ROWS;
    if (!first || file->header_row == 0) {
        file->mode = first ? DRAFT_WHOLE : DRAFT_ROWS;
        return STATUS_OK;
    }
    enum status status = draft_read_rows(making->place, making->draft, file, &rows, p);
    if (status == STATUS_OK)
        status = draft_file_recognition(file, &rows, &what, p);
    if (status == STATUS_OK)
        status = merge_has_all(&making->sheet, &making->columns, &rows, &what, &all, p);
    if (all)
        file->mode = DRAFT_WHOLE;
    sheet_free(&rows);
    return status;
}

/* --- all of them ------------------------------------------------------------------------------ */

/* The only file, whole and as the checker reads it: its bytes are the table, so that what the
 * checker says of encoding, quotes and headers is said of them. */
static bool making_is_copy(const struct draft_file *file, size_t files)
{
    if (files != 1 || file->mode != DRAFT_WHOLE || file->part.len > 0)
        return false;
    for (size_t i = 0; i < file->column_count; i++) {
        enum sheet_match by = file->columns[i].by;
        if (by != SHEET_UNKNOWN && by != SHEET_NAME && by != SHEET_TITLE)
            return false;
    }
    return true;
}

static enum status making_all(struct making *making, struct problem *p)
{
    struct draft *draft = making->draft;
    const struct draft_file *last = NULL;
    size_t files = 0;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < draft->file_count && status == STATUS_OK; i++) {
        struct draft_file *file = &draft->files[i];
        if (file->resource != making->table->resource)
            continue;
        status = making_choose(making, file, files == 0, p);
        files = file->mode == DRAFT_WHOLE ? 1 : files + 1;
        last = file;
        if (status == STATUS_OK)
            status = making_file(making, file, p);
    }
    making->table->edits = 0;
    if (status != STATUS_OK || !last)
        return status;
    char path[DRAFT_PATH_SIZE], name[32];
    snprintf(name, sizeof name, "%s/%llu", draft_uploads, (unsigned long long)last->upload);
    status = draft_path(making->place, draft, name, path, p);
    if (status != STATUS_OK)
        return status;
    if (making_is_copy(last, files))
        return draft_put(making->place, draft, making->table, NULL, path, p);
    return making->sheet.lossy
               ? draft_lossy(making->table, p)
               : draft_put(making->place, draft, making->table, &making->sheet, NULL, p);
}

/* A table whose last file has gone is no longer in the draft. */
static void making_forget(struct draft *draft, const struct draft_table *table)
{
    size_t at = (size_t)(table - draft->tables);
    for (size_t i = at; i + 1 < draft->table_count; i++)
        draft->tables[i] = draft->tables[i + 1];
    draft->table_count--;
}

enum status draft_make(const struct draft_place *place, struct draft *draft,
                       const struct resource *resource, struct problem *p)
{
    struct making making = {.place = place, .draft = draft};
    bool any = false;
    for (size_t i = 0; i < draft->file_count; i++)
        any = any || draft->files[i].resource == resource;
    if (!any) {
        struct draft_table *table = draft_table_of(draft, resource);
        if (table)
            making_forget(draft, table);
        draft_reopen(draft);
        return draft_save(place, draft, p);
    }
    enum status status = draft_add_table(place, draft, resource, &making.table, p);
    if (status != STATUS_OK)
        return status;
    status = draft_read_table(draft, making.table, DRAFT_BASE, &making.sheet, &making.columns, p);
    if (status == STATUS_OK)
        status = making_all(&making, p);
    sheet_free(&making.sheet);
    return status;
}

enum status draft_make_more(const struct draft_place *place, struct draft *draft, struct problem *p)
{
    struct draft_file *file = &draft->files[draft->file_count - 1];
    struct making making = {
        .place = place, .draft = draft, .table = draft_table_of(draft, file->resource)};
    file->mode = DRAFT_ROWS;
    enum status status =
        draft_read_table(draft, making.table, DRAFT_MINE, &making.sheet, &making.columns, p);
    if (status == STATUS_OK)
        status = making_file(&making, file, p);
    if (status == STATUS_OK)
        status = making.sheet.lossy ? draft_lossy(making.table, p)
                                    : draft_put(place, draft, making.table, &making.sheet, NULL, p);
    sheet_free(&making.sheet);
    return status;
}
