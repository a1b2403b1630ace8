/* Rows as the values of paths, in the order of the first of them, so that neighbouring rows can be
 * grouped. */
#include "hiraku/query/path.h"

#include "hiraku/base/arena.h"
#include "hiraku/query/query.h"

#include "hiraku/store/columns/row_order.h"
#include "matching.h"
#include "store.h"

#include <stdlib.h>

enum { BATCH = 1 << 17, CELLS_MEMORY = 1 << 20 };

struct projection {
    struct store *store;
    struct matching matching;
    struct row_order order;
    struct order_key paths[PATHS_MAX]; /* where the cells are read */
    size_t count;
    struct row_batch batch;
    size_t at;
    uint32_t row;
    bool behind, last;
    struct arena arena; /* of a row's cells */
};

static enum status projection_plan(struct projection *projection, const struct query *query,
                                   struct projected projected, struct problem *p)
{
    const struct table_data *table = projection->matching.selection.table;
    struct row_order *order = &projection->order;
    projection->count = projected.count;
    for (size_t i = 0; i < projected.count; i++)
        if (!order_key_of_path(&projection->paths[i], table, &projected.paths[i]))
            return problem_set(p, STATUS_INTERNAL, projected.paths[i].name, SLICE_NONE, NULL);
    for (size_t i = 0; i < projected.ordered; i++)
        order->keys[order->count++] = projection->paths[i];
    for (size_t i = 0; i < query->order_count && order->count < ROW_ORDER_KEYS_MAX; i++)
        order->keys[order->count++] =
            (struct order_key){.data = table_column(table, query->order[i])};
    return STATUS_OK;
}

enum status projection_open(struct projection **result, struct store *store,
                            const struct query *query, struct projected projected,
                            struct problem *p)
{
    *result = NULL;
    struct projection *projection = calloc(1, sizeof *projection);
    if (!projection)
        return problem_memory(p);
    projection->store = store;
    arena_init(&projection->arena, CELLS_MEMORY);
    enum status status = matching_open(&projection->matching, store, query, p);
    if (status == STATUS_OK)
        status = projection_plan(projection, query, projected, p);
    if (status == STATUS_OK)
        *result = projection;
    else
        projection_close(projection);
    return status;
}

static enum status projection_fill(struct projection *projection, struct problem *p)
{
    projection->at = projection->batch.count = 0;
    if (projection->last)
        return columns_check(&projection->store->columns, p);
    enum status status =
        row_order_next(&projection->matching.selection, &projection->order,
                       projection->behind ? &projection->row : NULL, BATCH, &projection->batch, p);
    projection->last = projection->batch.count < BATCH;
    return status;
}

enum status projection_next(struct projection *projection, struct slice *cells, bool *more,
                            struct problem *p)
{
    enum status status =
        projection->at == projection->batch.count ? projection_fill(projection, p) : STATUS_OK;
    *more = status == STATUS_OK && projection->at < projection->batch.count;
    if (!*more)
        return status;
    projection->row = row_batch_row(&projection->batch, projection->at++);
    projection->behind = true;
    arena_reset(&projection->arena);
    for (size_t i = 0; i < projection->count; i++)
        cells[i] = order_key_text(&projection->paths[i], projection->row, &projection->arena);
    return arena_overflowed(&projection->arena) ? problem_memory(p) : STATUS_OK;
}

void projection_close(struct projection *projection)
{
    if (!projection)
        return;
    matching_close(&projection->matching);
    row_batch_free(&projection->batch);
    arena_free(&projection->arena);
    free(projection);
}
