/* Rows of a query, one at a time: numbers of rows are found a batch at a time, cells are read from
 * the columns when a row is given. */
#include "hiraku/store/cursor.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/model/type.h"
#include "hiraku/query/query.h"
#include "hiraku/query/view.h"
#include "hiraku/value/decimal.h"

#include "hiraku/store/columns/cell_plan.h"
#include "hiraku/store/columns/derive.h"
#include "hiraku/store/columns/row_order.h"
#include "matching.h"
#include "store.h"

#include <stdlib.h>

/* Rows of a batch where all are wanted: in table order; in another, which costs a pass each. */
enum {
    BATCH_PLAIN = 4096,
    BATCH_SORTED = 1 << 17,
    PLANS_MEMORY = 1 << 20,
    CELLS_MEMORY = 64 << 20
};

/* How a cell of the view is read. */
struct cursor_cell {
    const struct column_data *data; /* a stored one; NULL: by plan */
    const struct cell_plan *plan, *same;
};

struct cursor {
    struct store *store;
    const struct view *view;
    const struct query *query;
    struct matching matching;
    struct row_order order;
    struct arena plans, arena; /* the second: of a row's cells */
    struct row_batch batch;
    size_t max, at;    /* rows of a batch at most; given of this one */
    uint64_t given;    /* rows so far */
    uint32_t row;      /* the last one given, or the one to go on behind */
    bool behind, last; /* there is such a row; this batch is the last */
    struct cursor_cell columns[VIEW_COLUMNS_MAX];
    struct slice cells[VIEW_COLUMNS_MAX], same[VIEW_COLUMNS_MAX];
};

/* --- planning --------------------------------------------------------------------------------- */

static bool cursor_plan_cell(struct cursor *cursor, size_t i)
{
    const struct view *view = cursor->view;
    const struct table_data *table = cursor->matching.selection.table;
    const struct column *column = view->columns[i], *through = view->through[i];
    struct cursor_cell *cell = &cursor->columns[i];
    cell->plan = through ? cell_plan_follow(table, through, column, &cursor->plans)
                         : cell_plan(table, column, &cursor->plans);
    if (cell->plan && cell->plan->kind == CELL_STORED)
        cell->data = cell->plan->data;
    if (cell->plan && view->hidden && !through && column->type == TYPE_REF &&
        column->ref->rdf_same_as && !(column->flags & (COL_MANY | COL_LOOKUP)))
        cell->same = cell_plan_follow(table, column,
                                      model_column(column->ref, slice_of(column->ref->rdf_same_as)),
                                      &cursor->plans);
    return cell->plan != NULL;
}

static enum status cursor_plan(struct cursor *cursor, struct problem *p)
{
    const struct query *query = cursor->query;
    const struct table_data *table = cursor->matching.selection.table;
    for (size_t i = 0; i < cursor->view->count; i++)
        if (!cursor_plan_cell(cursor, i))
            return arena_overflowed(&cursor->plans)
                       ? problem_memory(p)
                       : problem_set(p, STATUS_INTERNAL, slice_of(cursor->view->columns[i]->name),
                                     SLICE_NONE, NULL);
    for (size_t i = 0; i < query->order_count && !query_is_ranked(query); i++)
        cursor->order.keys[cursor->order.count++] = (struct order_key){
            .data = table_column(table, query->order[i]), .descending = query->descending[i]};
    return STATUS_OK;
}

/* Passes over so many rows. */
static enum status cursor_pass(struct cursor *cursor, uint64_t count, struct problem *p)
{
    struct row_batch *batch = &cursor->batch;
    uint64_t most = cursor->order.count == 0 ? BATCH_PLAIN : BATCH_SORTED;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && count && !cursor->last) {
        size_t wanted = (size_t)(count < most ? count : most);
        batch->count = 0;
        status = row_order_next(&cursor->matching.selection, &cursor->order,
                                cursor->behind ? &cursor->row : NULL, wanted, batch, p);
        cursor->last = batch->count < wanted;
        if (batch->count) {
            cursor->row = row_batch_row(batch, batch->count - 1);
            cursor->behind = true;
            count -= batch->count;
        }
    }
    cursor->at = batch->count = 0;
    return status;
}

/* Where the rows begin. A row that is not there has nothing behind it. */
static enum status cursor_place(struct cursor *cursor, struct problem *p)
{
    const struct position *after = &cursor->query->after;
    if (query_is_ranked(cursor->query))
        cursor->given = after->given;
    else if (after->given)
        return cursor_pass(cursor, after->given, p);
    else if (!position_is_start(after))
        cursor->last = !(cursor->behind =
                             table_find(cursor->matching.selection.table, after->id, &cursor->row));
    return STATUS_OK;
}

static size_t cursor_batch(const struct cursor *cursor)
{
    bool plain = cursor->order.count == 0 && !query_is_ranked(cursor->query);
    return cursor->query->limit > 0 ? (size_t)cursor->query->limit
           : plain                  ? BATCH_PLAIN
                                    : BATCH_SORTED;
}

static enum status cursor_open(struct cursor *cursor, struct problem *p)
{
    enum status status = matching_open(&cursor->matching, cursor->store, cursor->query, p);
    if (status == STATUS_OK)
        status = cursor_plan(cursor, p);
    if (status == STATUS_OK && query_is_ranked(cursor->query))
        status = matching_rank(&cursor->matching, p);
    cursor->max = cursor_batch(cursor);
    return status == STATUS_OK ? cursor_place(cursor, p) : status;
}

enum status store_select(struct store *store, const struct query *query, const struct view *view,
                         struct cursor **result, struct problem *p)
{
    *result = NULL;
    struct cursor *cursor = calloc(1, sizeof *cursor);
    if (!cursor)
        return problem_memory(p);
    cursor->store = store;
    cursor->view = view;
    cursor->query = query;
    arena_init(&cursor->plans, PLANS_MEMORY);
    arena_init(&cursor->arena, CELLS_MEMORY);
    enum status status = cursor_open(cursor, p);
    if (status == STATUS_OK)
        *result = cursor;
    else
        cursor_close(cursor);
    return status;
}

/* --- rows ------------------------------------------------------------------------------------- */

static enum status cursor_rank_batch(struct cursor *cursor, struct problem *p)
{
    struct row_batch *batch = &cursor->batch;
    size_t max = words_found_ranked(cursor->matching.found);
    max = max < cursor->max ? max : cursor->max;
    uint32_t *rows = malloc((max + 1) * sizeof *rows);
    uint64_t *entries = realloc(batch->entries, (max + 1) * sizeof *entries);
    batch->entries = entries ? entries : batch->entries;
    if (rows && entries)
        batch->count = words_found_best(cursor->matching.found, cursor->given, max, rows, NULL);
    for (size_t i = 0; i < batch->count; i++)
        batch->entries[i] = rows[i];
    free(rows);
    return rows && entries ? selection_poll(&cursor->matching.selection, p) : problem_memory(p);
}

static enum status cursor_fill(struct cursor *cursor, struct problem *p)
{
    enum status status = STATUS_OK;
    cursor->at = cursor->batch.count = 0;
    if (cursor->last)
        return STATUS_OK;
    if (query_is_ranked(cursor->query))
        status = cursor_rank_batch(cursor, p);
    else
        status =
            row_order_next(&cursor->matching.selection, &cursor->order,
                           cursor->behind ? &cursor->row : NULL, cursor->max, &cursor->batch, p);
    cursor->last = cursor->batch.count < cursor->max || cursor->query->limit > 0;
    return status;
}

static void cursor_read(struct cursor *cursor)
{
    arena_reset(&cursor->arena);
    for (size_t i = 0; i < cursor->view->count; i++) {
        const struct cursor_cell *cell = &cursor->columns[i];
        cursor->cells[i] =
            cell->data ? data_text(cell->data, data_code(cell->data, cursor->row), &cursor->arena)
                       : cell_plan_read(cell->plan, cursor->row, &cursor->arena);
        if (cell->same)
            cursor->same[i] = cell_plan_read(cell->same, cursor->row, &cursor->arena);
    }
}

enum status cursor_next(struct cursor *cursor, struct row *row, bool *more, struct problem *p)
{
    enum status status = cursor->at == cursor->batch.count ? cursor_fill(cursor, p) : STATUS_OK;
    *more = status == STATUS_OK && cursor->at < cursor->batch.count;
    if (!*more)
        return status == STATUS_OK ? columns_check(&cursor->store->columns, p) : status;
    cursor->row = row_batch_row(&cursor->batch, cursor->at++);
    cursor->behind = true;
    cursor->given++;
    cursor_read(cursor);
    *row = (struct row){.view = cursor->view,
                        .cells = cursor->cells,
                        .same = cursor->view->hidden ? cursor->same : NULL};
    return arena_overflowed(&cursor->arena) ? problem_memory(p)
                                            : columns_check(&cursor->store->columns, p);
}

/* --- position --------------------------------------------------------------------------------- */

/* What a column is ordered by. */
static struct slice cursor_order_value(const struct cursor *cursor, const struct order_key *key,
                                       struct arena *arena)
{
    char number[DECIMAL_KEY_SIZE], starts[DATE_TEXT_SIZE], ends[DATE_TEXT_SIZE];
    struct decimal decimal;
    struct slice text = data_text(key->data, data_code(key->data, cursor->row), arena);
    if (key->data->days) {
        derive_days(text, cursor->store->first_month, starts, ends);
        return arena_copy(arena, slice_of(starts));
    }
    if (type_of(key->data->column)->order == TYPE_BY_NUMBER &&
        decimal_parse(text, &decimal) == DECIMAL_GOOD) {
        decimal_key(decimal, number);
        return arena_copy(arena, slice_of(number));
    }
    return arena_copy(arena, text);
}

enum status cursor_position(const struct cursor *cursor, struct arena *arena,
                            struct position *position)
{
    const struct column_data *id = &cursor->matching.selection.table->columns[0];
    *position = (struct position){0};
    if (query_is_ranked(cursor->query))
        position->given = cursor->given;
    else
        position->id = arena_copy(arena, data_text(id, data_code(id, cursor->row), arena));
    for (size_t i = 0; i < cursor->order.count; i++)
        position->values[i] = cursor_order_value(cursor, &cursor->order.keys[i], arena);
    return arena_overflowed(arena) ? STATUS_NO_MEMORY : STATUS_OK;
}

void cursor_close(struct cursor *cursor)
{
    if (!cursor)
        return;
    matching_close(&cursor->matching);
    arena_free(&cursor->plans);
    arena_free(&cursor->arena);
    row_batch_free(&cursor->batch);
    free(cursor);
}
