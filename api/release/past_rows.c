/* See past_rows.h. A hash table of records; of one that was changed its changed cells are kept, of
 * one that was removed all. */
#include "past_rows.h"

#include "hiraku/base/status.h"
#include "hiraku/model/model.h"
#include "hiraku/release/change_reader.h"

#include <stdlib.h>

enum { SLOTS_FIRST = 256 };
#define FNV_OFFSET UINT64_C(0xCBF29CE484222325)
#define FNV_PRIME  UINT64_C(0x100000001B3)

struct past_cell {
    struct past_cell *next;
    size_t column;
    struct slice text;
};

struct past_row {
    struct slice id;
    enum { PAST_CHANGED, PAST_ABSENT, PAST_WHOLE } state;
    struct past_cell *changed; /* PAST_CHANGED */
    struct slice *cells;       /* PAST_WHOLE: parallel to the columns */
};

void past_rows_init(struct past_rows *rows, const struct resource *resource)
{
    *rows = (struct past_rows){.resource = resource};
    arena_init(&rows->arena, SIZE_MAX);
    while (resource->columns[rows->columns].name)
        rows->columns++;
}

void past_rows_free(struct past_rows *rows)
{
    arena_free(&rows->arena);
    free(rows->slots);
}

/* --- the hash table: FNV-1a, open addressing ----------------------------------------------------
 */

static uint64_t past_rows_hash(struct slice id)
{
    uint64_t hash = FNV_OFFSET;
    for (size_t i = 0; i < id.len; i++)
        hash = (hash ^ (unsigned char)id.at[i]) * FNV_PRIME;
    return hash ^ hash >> 32;
}

/* The slot that has the id, or the empty one where it belongs. */
static struct past_row **past_rows_slot(const struct past_rows *rows, struct slice id)
{
    size_t at = past_rows_hash(id) & (rows->slot_count - 1);
    while (rows->slots[at] && !slice_equal(rows->slots[at]->id, id))
        at = (at + 1) & (rows->slot_count - 1);
    return &rows->slots[at];
}

static bool past_rows_grow(struct past_rows *rows)
{
    struct past_rows wider = {.slot_count = rows->slot_count ? rows->slot_count * 2 : SLOTS_FIRST};
    if (rows->count * 2 < rows->slot_count)
        return true;
    wider.slots = calloc(wider.slot_count, sizeof *wider.slots);
    if (!wider.slots)
        return false;
    for (size_t i = 0; i < rows->slot_count; i++)
        if (rows->slots[i])
            *past_rows_slot(&wider, rows->slots[i]->id) = rows->slots[i];
    free(rows->slots);
    rows->slots = wider.slots;
    rows->slot_count = wider.slot_count;
    return true;
}

/* NULL: no memory. */
static struct past_row *past_rows_row_of(struct past_rows *rows, struct slice id)
{
    if (!past_rows_grow(rows))
        return NULL;
    struct past_row **slot = past_rows_slot(rows, id), *row = *slot;
    if (row)
        return row;
    row = arena_alloc(&rows->arena, sizeof *row);
    struct slice copy = arena_copy(&rows->arena, id);
    if (!row || !copy.at)
        return NULL;
    row->id = copy;
    *slot = row;
    rows->count++;
    return row;
}

/* --- undoing ---------------------------------------------------------------------------------- */

static bool past_rows_make_whole(struct past_rows *rows, struct past_row *row)
{
    row->state = PAST_WHOLE;
    row->cells = arena_alloc(&rows->arena, rows->columns * sizeof *row->cells);
    rows->removed = row;
    return row->cells;
}

static bool past_rows_set_cell(struct past_rows *rows, struct past_row *row, size_t column,
                               struct slice text)
{
    struct slice copy = arena_copy(&rows->arena, text);
    if (!copy.at)
        return false;
    if (row->state == PAST_WHOLE) {
        row->cells[column] = copy;
        return true;
    }
    for (struct past_cell *cell = row->changed; cell; cell = cell->next)
        if (cell->column == column) {
            cell->text = copy;
            return true;
        }
    struct past_cell *cell = arena_alloc(&rows->arena, sizeof *cell);
    if (!cell)
        return false;
    *cell = (struct past_cell){row->changed, column, copy};
    row->changed = cell;
    return true;
}

enum status past_rows_undo(struct past_rows *rows, const struct change *change, struct problem *p)
{
    const struct column *column = model_column(rows->resource, change->column);
    bool cell = change->kind == CHANGE_LOST_CELL || change->kind == CHANGE_CELL;
    if (cell && !column)
        return STATUS_OK; /* of another model; whether it is wanted the writer knows */
    struct past_row *row =
        change->kind == CHANGE_LOST_CELL ? rows->removed : past_rows_row_of(rows, change->key);
    bool good = row;
    if (good && change->kind == CHANGE_ADDED)
        row->state = PAST_ABSENT;
    else if (good && change->kind == CHANGE_REMOVED)
        good = past_rows_make_whole(rows, row);
    else if (good && row->state != PAST_ABSENT)
        good = past_rows_set_cell(rows, row, model_index(rows->resource, column), change->old);
    return good ? STATUS_OK : problem_memory(p);
}

/* --- what it was ------------------------------------------------------------------------------ */

bool past_rows_patch(const struct past_rows *rows, struct slice id, struct slice *cells)
{
    const struct past_row *row = rows->slot_count > 0 ? *past_rows_slot(rows, id) : NULL;
    if (!row)
        return true;
    for (const struct past_cell *cell = row->changed; row->state == PAST_CHANGED && cell;
         cell = cell->next)
        cells[cell->column] = cell->text;
    return row->state == PAST_CHANGED;
}

static int past_rows_by_keys(const void *left, const void *right)
{
    const struct past_whole *a = left, *b = right;
    return model_key_compare(a->keys, b->keys);
}

enum status past_rows_whole(const struct past_rows *rows, struct past_whole **whole, size_t *count,
                            struct problem *p)
{
    *count = 0;
    *whole = malloc((rows->count + 1) * sizeof **whole);
    if (!*whole)
        return problem_memory(p);
    for (size_t i = 0; i < rows->slot_count; i++) {
        const struct past_row *row = rows->slots[i];
        if (!row || row->state != PAST_WHOLE)
            continue;
        (*whole)[*count].cells = row->cells;
        model_key_cells(rows->resource, row->cells, (*whole)[(*count)++].keys);
    }
    if (*count > 0)
        qsort(*whole, *count, sizeof **whole, past_rows_by_keys);
    return STATUS_OK;
}
