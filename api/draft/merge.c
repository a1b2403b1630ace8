/* Rows onto rows, by key. Knows no file and no draft. */
#include "draft_parts.h"

#include "hiraku/base/text.h"
#include "hiraku/model/model.h"

static bool merge_is_empty(const struct sheet_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (text_trim(row->cells[i]).len > 0)
            return false;
    return true;
}

bool merge_is_plain(const struct recognition *recognition)
{
    for (size_t i = 0; i < recognition->count; i++) {
        enum sheet_match by = recognition->columns[i].by;
        if (by != SHEET_UNKNOWN && by != SHEET_NAME && by != SHEET_TITLE)
            return false;
    }
    return true;
}

/* --- the header ------------------------------------------------------------------------------- */

/* Without the cell at `at`. */
static void merge_leave_cell(struct sheet_row *row, size_t at)
{
    if (at >= row->count)
        return;
    for (size_t i = at; i + 1 < row->count; i++)
        row->cells[i] = row->cells[i + 1];
    row->count--;
}

enum status merge_rename(struct sheet *sheet, const struct recognition *recognition,
                         struct problem *p)
{
    if (recognition->header >= sheet->count)
        return STATUS_OK;
    struct sheet_row *header = &sheet->rows[recognition->header];
    enum status status = STATUS_OK;
    for (size_t i = 0; i < recognition->count && status == STATUS_OK; i++) {
        const struct sheet_column *column = &recognition->columns[i];
        if (column->column && column->by != SHEET_LEFT)
            status = sheet_set(sheet, header, i, slice_of(column->column->name), p);
    }
    for (size_t i = recognition->count; i > 0 && status == STATUS_OK; i--)
        if (recognition->columns[i - 1].by == SHEET_LEFT)
            for (size_t row = 0; row < sheet->count; row++)
                merge_leave_cell(&sheet->rows[row], i - 1);
    return status;
}

enum status merge_targets(struct sheet *sheet, const struct recognition *onto,
                          const struct recognition *what, size_t *targets, struct problem *p)
{
    struct sheet_places places;
    struct sheet_row *header = &sheet->rows[onto->header];
    enum status status = STATUS_OK;
    sheet_places(onto, &places);
    for (size_t i = 0; i < what->count && status == STATUS_OK; i++) {
        const struct sheet_column *column = &what->columns[i];
        targets[i] = SIZE_MAX;
        if (column->by == SHEET_LEFT || (!column->column && column->header.len == 0))
            continue;
        if (column->column)
            targets[i] = places.at[model_index(onto->resource, column->column)];
        if (targets[i] != SIZE_MAX)
            continue;
        targets[i] = header->count;
        status = sheet_set(sheet, header, targets[i],
                           column->column ? slice_of(column->column->name) : column->header, p);
        if (column->column)
            places.at[model_index(onto->resource, column->column)] = targets[i];
    }
    return status;
}

/* --- rows ------------------------------------------------------------------------------------- */

struct merging {
    struct sheet *sheet, *from;
    struct sheet_keys *keys, *from_keys;
    const size_t *targets;
    size_t count; /* of targets */
    size_t width; /* cells of the header */
    struct merge_counts *counts;
};

static enum status merge_row(const struct merging *merging, struct sheet_row *row,
                             const struct sheet_row *from, bool *changed, struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < merging->count && status == STATUS_OK; i++) {
        struct slice cell = sheet_cell(from, i);
        size_t at = merging->targets[i];
        if (at == SIZE_MAX || slice_equal(text_trim(sheet_cell(row, at)), text_trim(cell)))
            continue;
        status = sheet_set(merging->sheet, row, at, cell, p);
        *changed = true;
    }
    return status;
}

/* A row of its own behind the others, with as many cells as the header. */
static enum status merge_add(struct merging *merging, const struct sheet_row *from,
                             struct problem *p)
{
    struct sheet *sheet = merging->sheet;
    bool changed;
    uint64_t row = sheet->count > 0 ? sheet->rows[sheet->count - 1].row + 1 : 1;
    enum status status = sheet_add(sheet, row, NULL, 0, p);
    merging->counts->added++;
    if (status == STATUS_OK && merging->width > 0)
        status =
            sheet_set(sheet, &sheet->rows[sheet->count - 1], merging->width - 1, SLICE_NONE, p);
    return status == STATUS_OK
               ? merge_row(merging, &sheet->rows[sheet->count - 1], from, &changed, p)
               : status;
}

static enum status merge_next(struct merging *merging, size_t index, struct problem *p)
{
    const struct sheet_row *from = &merging->from->rows[index];
    struct slice key = sheet_keys_of(merging->from_keys, index);
    bool again = key.len > 0 && sheet_keys_find(merging->from_keys, key) != index;
    size_t at = again ? SIZE_MAX : sheet_keys_find(merging->keys, key);
    bool changed = false;
    if (merge_is_empty(from))
        return STATUS_OK;
    merging->counts->rows++;
    if (at == SIZE_MAX)
        return merge_add(merging, from, p);
    enum status status = merge_row(merging, &merging->sheet->rows[at], from, &changed, p);
    merging->counts->changed += changed;
    return status;
}

static enum status merge_run(struct merging *merging, const struct recognition *onto,
                             const struct recognition *what, struct problem *p)
{
    struct sheet_places places;
    sheet_places(onto, &places);
    enum status status = sheet_keys_new(&merging->keys, merging->sheet, &places, p);
    sheet_places(what, &places);
    if (status == STATUS_OK)
        status = sheet_keys_new(&merging->from_keys, merging->from, &places, p);
    for (size_t i = what->header + 1; i < merging->from->count && status == STATUS_OK; i++)
        status = merge_next(merging, i, p);
    sheet_keys_free(merging->keys);
    sheet_keys_free(merging->from_keys);
    return status;
}

enum status merge_rows(struct sheet *sheet, struct recognition *onto, struct sheet *from,
                       const struct recognition *what, struct merge_counts *counts,
                       struct problem *p)
{
    enum status status = STATUS_OK;
    struct merging merging = {.sheet = sheet, .from = from, .count = what->count, .counts = counts};
    *counts = (struct merge_counts){0, 0, 0};
    if (onto->header >= sheet->count) {
        *onto = (struct recognition){.resource = what->resource, .header = sheet->count};
        status = sheet_add(sheet, sheet->count > 0 ? sheet->rows[sheet->count - 1].row + 1 : 1,
                           NULL, 0, p);
    }
    size_t *targets = arena_alloc(&sheet->arena, (what->count + 1) * sizeof *targets);
    if (status == STATUS_OK && !targets)
        status = problem_memory(p);
    if (status == STATUS_OK)
        status = merge_targets(sheet, onto, what, targets, p);
    merging.targets = targets;
    merging.width = status == STATUS_OK ? sheet->rows[onto->header].count : 0;
    if (status == STATUS_OK)
        status = merge_run(&merging, onto, what, p);
    return status;
}

enum status merge_has_all(struct sheet *base, const struct recognition *base_columns,
                          struct sheet *sheet, const struct recognition *columns, bool *all,
                          struct problem *p)
{
    struct sheet_places places;
    struct sheet_keys *keys = NULL, *base_keys = NULL;
    *all = true;
    if (base_columns->header >= base->count)
        return STATUS_OK;
    sheet_places(base_columns, &places);
    enum status status = sheet_keys_new(&base_keys, base, &places, p);
    sheet_places(columns, &places);
    if (status == STATUS_OK)
        status = sheet_keys_new(&keys, sheet, &places, p);
    for (size_t i = base_columns->header + 1; i < base->count && status == STATUS_OK && *all; i++) {
        struct slice key = sheet_keys_of(base_keys, i);
        *all = key.len == 0 || sheet_keys_find(keys, key) != SIZE_MAX;
    }
    sheet_keys_free(keys);
    sheet_keys_free(base_keys);
    return status;
}
