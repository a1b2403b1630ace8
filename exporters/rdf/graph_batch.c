/* See graph_batch.h. Which records were read is remembered by their hash, each in one of a fixed
 * number of places: where another took its place, a record is read again, and nobody minds. */
#include "hiraku/exporters/rdf/graph_batch.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/view.h"
#include "hiraku/store/cursor.h"

#include "graph_state.h"

#include <stdlib.h>

enum { ROWS_MAX = 32, TABLES_MAX = 64, READ_SLOTS = 1 << 13, FOUND_SLOTS = 256, ROOM = 256 << 20 };

/* Ids of one table that are to be read with the next query. */
struct batch_table {
    struct view view; /* `resource` NULL: not yet made */
    struct slice ids[QUERY_VALUES_MAX];
    size_t count;
};

struct batch_record {
    struct batch_record *next; /* of the same slot */
    struct row row;
};

struct graph_batch {
    struct arena arena; /* of the rows and the records found */
    struct row rows[ROWS_MAX];
    size_t count;
    struct batch_table tables[TABLES_MAX]; /* parallel to model_resources */
    struct batch_record *found[FOUND_SLOTS];
    uint64_t read[READ_SLOTS];
};

static void batch_view(struct view *view, const struct resource *resource)
{
    *view = (struct view){.resource = resource, .hidden = true};
    for (const struct column *column = resource->columns; column->name; column++)
        if (column_is_brief(resource, column))
            view->columns[view->count++] = column;
}

bool graph_batch_follows(const struct emit *emit, const struct row *row, size_t at)
{
    const struct column *column = row->view->columns[at];
    return column_is_link(column) && !row->view->through[at] && row->cells[at].len > 0 &&
           !(emit->shape == SHAPE_LIST && emit->view && column->ref == emit->view->resource);
}

static uint64_t batch_hash(const struct resource *resource, struct slice id)
{
    return graph_hash_more(graph_hash(slice_of(resource->name)), id);
}

static struct slice *batch_copy_cells(struct arena *arena, const struct slice *cells, size_t count)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++)
        len += cells[i].len;
    struct slice *copies = arena_alloc(arena, count * sizeof *copies + len);
    if (!copies)
        return NULL;
    char *at = (char *)(copies + count);
    for (size_t i = 0; i < count; i++) {
        if (cells[i].len)
            memcpy(at, cells[i].at, cells[i].len);
        copies[i] = (struct slice){at, cells[i].len};
        at += cells[i].len;
    }
    return copies;
}

static bool batch_copy_row(struct emit *emit, const struct row *row, struct row *copy)
{
    struct arena *arena = &emit->graph->batch->arena;
    *copy = (struct row){.view = row->view};
    copy->cells = batch_copy_cells(arena, row->cells, row->view->count);
    if (row->same)
        copy->same = batch_copy_cells(arena, row->same, row->view->count);
    if (!arena_overflowed(arena))
        return true;
    out_fail(emit->out, STATUS_NO_MEMORY, NULL);
    return false;
}

bool graph_batch_add(struct emit *emit, const struct row *row)
{
    struct graph_batch *batch = emit->graph->batch;
    if (!batch) {
        batch = emit->graph->batch = calloc(1, sizeof *batch);
        if (!batch) {
            out_fail(emit->out, STATUS_NO_MEMORY, NULL);
            return true;
        }
        arena_init(&batch->arena, ROOM);
    }
    batch->count += batch_copy_row(emit, row, &batch->rows[batch->count]);
    return batch->count < ROWS_MAX;
}

static struct batch_table *batch_table(struct graph_batch *batch, const struct resource *resource)
{
    for (size_t i = 0; i < model_resource_count && i < TABLES_MAX; i++)
        if (model_resources[i] == resource)
            return &batch->tables[i];
    return NULL;
}

/* What does not fit is read when it is described. */
static void batch_want(struct graph_batch *batch, const struct resource *resource, struct slice id)
{
    struct batch_table *table = batch_table(batch, resource);
    uint64_t hash = batch_hash(resource, id), *read = &batch->read[hash % READ_SLOTS];
    if (*read == hash || !table || table->count == QUERY_VALUES_MAX)
        return;
    *read = hash;
    table->ids[table->count++] = id;
}

static void batch_collect(struct emit *emit, const struct row *row)
{
    struct slice list, id;
    for (size_t i = 0; i < row->view->count; i++)
        if (graph_batch_follows(emit, row, i))
            for (list = row->cells[i]; slice_word(&list, &id);)
                batch_want(emit->graph->batch, row->view->columns[i]->ref, id);
}

static bool batch_keep(struct emit *emit, const struct row *row)
{
    struct graph_batch *batch = emit->graph->batch;
    struct batch_record *record = arena_alloc(&batch->arena, sizeof *record);
    if (!record || !batch_copy_row(emit, row, &record->row)) {
        out_fail(emit->out, STATUS_NO_MEMORY, NULL);
        return false;
    }
    struct batch_record **slot =
        &batch->found[batch_hash(row->view->resource, row->cells[0]) % FOUND_SLOTS];
    record->next = *slot;
    *slot = record;
    batch_collect(emit, &record->row);
    return true;
}

static void batch_read_table(struct emit *emit, struct batch_table *table,
                             const struct resource *resource)
{
    struct slice ids[QUERY_VALUES_MAX];
    struct query query = {.resource = resource, .filter_count = 1};
    struct cursor *cursor;
    struct problem problem;
    struct row row;
    bool more = true;
    if (!table->view.resource)
        batch_view(&table->view, resource);
    memcpy(ids, table->ids, table->count * sizeof *ids);
    query.filters[0] = (struct filter){.column = resource->columns,
                                       .comparison = COMPARISON_IN,
                                       .values = ids,
                                       .value_count = table->count};
    table->count = 0;
    enum status status = store_select(emit->store, &query, &table->view, &cursor, &problem);
    while (status == STATUS_OK) {
        status = cursor_next(cursor, &row, &more, &problem);
        if (status != STATUS_OK || !more || !batch_keep(emit, &row))
            break;
    }
    cursor_close(cursor);
    if (status != STATUS_OK && emit->out->error == STATUS_OK) {
        emit->out->error = status;
        emit->out->problem = problem;
    }
}

/* Reads what is wanted, and what that refers to. */
static void batch_read(struct emit *emit)
{
    struct graph_batch *batch = emit->graph->batch;
    for (bool again = true; again && emit->out->error == STATUS_OK;) {
        again = false;
        for (size_t i = 0; i < model_resource_count && i < TABLES_MAX; i++)
            if (batch->tables[i].count > 0) {
                batch_read_table(emit, &batch->tables[i], model_resources[i]);
                again = true;
            }
    }
}

const struct row *graph_batch_read(struct emit *emit, size_t *count)
{
    struct graph_batch *batch = emit->graph->batch;
    *count = batch ? batch->count : 0;
    for (size_t i = 0; i < *count; i++)
        batch_collect(emit, &batch->rows[i]);
    if (*count > 0)
        batch_read(emit);
    return batch ? batch->rows : NULL;
}

static const struct row *batch_find(const struct graph_batch *batch,
                                    const struct resource *resource, struct slice id)
{
    const struct batch_record *record = batch->found[batch_hash(resource, id) % FOUND_SLOTS];
    while (record &&
           (record->row.view->resource != resource || !slice_equal(record->row.cells[0], id)))
        record = record->next;
    return record ? &record->row : NULL;
}

const struct row *graph_batch_record(struct emit *emit, const struct resource *resource,
                                     struct slice id)
{
    struct graph_batch *batch = emit->graph->batch;
    const struct row *row = batch_find(batch, resource, id);
    struct batch_table *table = batch_table(batch, resource);
    if (row || !table)
        return row;
    table->ids[table->count++] = id;
    batch_read(emit);
    return batch_find(batch, resource, id);
}

void graph_batch_reset(struct emit *emit)
{
    struct graph_batch *batch = emit->graph->batch;
    if (!batch)
        return;
    batch->count = 0;
    memset(batch->found, 0, sizeof batch->found);
    arena_reset(&batch->arena);
}

void graph_batch_free(struct graph_batch *batch)
{
    if (batch)
        arena_free(&batch->arena);
    free(batch);
}
