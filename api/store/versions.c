/* See store/versions.h. */
#include "hiraku/store/versions.h"

#include "hiraku/base/arena.h"
#include "hiraku/query/query.h"

#include "hiraku/store/columns/row_order.h"
#include "matching.h"
#include "store.h"

#include <stdlib.h>

enum { VERSIONS_BATCH = 1 << 17, VERSIONS_CELLS_MEMORY = 1 << 20 };

struct versions {
    struct store *store;
    struct matching matching;
    struct row_order order;
    const struct column_data *data[COLUMNS_MAX];
    size_t count;
    struct row_batch batch;
    size_t at;
    uint32_t row, id; /* the last one given, and the code of its id */
    bool behind, last;
    struct arena arena; /* of a row's cells */
    struct slice cells[COLUMNS_MAX];
};

uint64_t store_first_release(const struct store *store)
{
    return store->columns.first;
}

/* In the view's release or before it. */
static void versions_widen(struct selection *selection)
{
    if (selection->views > 0)
        selection->views = 1;
}

static enum status versions_plan(struct versions *versions, const struct query *query,
                                 const struct column *const *columns, size_t count,
                                 struct problem *p)
{
    const struct table_data *table = versions->matching.selection.table;
    struct row_order *order = &versions->order;
    for (size_t i = 0; i < count && i < COLUMNS_MAX; i++) {
        versions->data[versions->count++] = table_column(table, columns[i]);
        if (!versions->data[i])
            return problem_set(p, STATUS_INTERNAL, slice_of(columns[i]->name), SLICE_NONE, NULL);
    }
    for (size_t i = 0; i < query->order_count; i++)
        order->keys[order->count++] =
            (struct order_key){.data = table_column(table, query->order[i])};
    versions_widen(&versions->matching.selection);
    return STATUS_OK;
}

enum status versions_open(struct versions **result, struct store *store, const struct query *query,
                          const struct column *const *columns, size_t count, struct problem *p)
{
    *result = NULL;
    struct versions *versions = calloc(1, sizeof *versions);
    if (!versions)
        return problem_memory(p);
    versions->store = store;
    arena_init(&versions->arena, VERSIONS_CELLS_MEMORY);
    enum status status = matching_open(&versions->matching, store, query, p);
    if (status == STATUS_OK)
        status = versions_plan(versions, query, columns, count, p);
    if (status == STATUS_OK)
        *result = versions;
    else
        versions_close(versions);
    return status;
}

static enum status versions_fill(struct versions *versions, struct problem *p)
{
    versions->at = versions->batch.count = 0;
    if (versions->last)
        return columns_check(&versions->store->columns, p);
    enum status status = row_order_next(&versions->matching.selection, &versions->order,
                                        versions->behind ? &versions->row : NULL, VERSIONS_BATCH,
                                        &versions->batch, p);
    versions->last = versions->batch.count < VERSIONS_BATCH;
    return status;
}

static void versions_read_releases(const struct versions *versions, struct version *version)
{
    const struct table_data *table = versions->matching.selection.table;
    const struct columns *columns = table->columns_of;
    version->since = columns->first;
    version->until = 0;
    if (!table->versioned)
        return;
    uint32_t until = data_code_read(&table->until, versions->row);
    version->since = data_code_read(&table->since, versions->row);
    version->until = until < columns->view ? until : 0;
}

enum status versions_next(struct versions *versions, struct version *version, bool *more,
                          struct problem *p)
{
    enum status status =
        versions->at == versions->batch.count ? versions_fill(versions, p) : STATUS_OK;
    *more = status == STATUS_OK && versions->at < versions->batch.count;
    if (!*more)
        return status;
    const struct column_data *ids = &versions->matching.selection.table->columns[0];
    bool begun = versions->behind;
    versions->row = row_batch_row(&versions->batch, versions->at++);
    versions->behind = true;
    uint32_t id = data_code(ids, versions->row);
    arena_reset(&versions->arena);
    for (size_t i = 0; i < versions->count; i++)
        versions->cells[i] = data_text(
            versions->data[i], data_code(versions->data[i], versions->row), &versions->arena);
    *version = (struct version){.first = !begun || id != versions->id,
                                .id = data_text(ids, id, &versions->arena),
                                .cells = versions->cells};
    versions->id = id;
    versions_read_releases(versions, version);
    return arena_overflowed(&versions->arena) ? problem_memory(p) : STATUS_OK;
}

void versions_close(struct versions *versions)
{
    if (!versions)
        return;
    matching_close(&versions->matching);
    row_batch_free(&versions->batch);
    arena_free(&versions->arena);
    free(versions);
}
