/* Rows of a query, one at a time: stored cells, computed ones, and those looked up through
 * references. */
#include "store.h"

#include <stdlib.h>

/* A cell that comes from another record. */
struct via {
    struct lookup lookup;
    size_t target;     /* position in cells (or in same) */
    size_t id_column;  /* result column that holds the reference */
    int prefer_column; /* result column taken instead where it is not empty; -1: none */
    bool same;         /* fills row.same, not row.cells */
};

struct cursor {
    struct statement *statement;
    const struct view *view;
    const struct query *query;
    struct sql_values values;
    struct slice cells[VIEW_COLUMNS_MAX], same[VIEW_COLUMNS_MAX];
    struct via vias[COLUMNS_MAX];
    size_t via_count;
    size_t columns[VIEW_COLUMNS_MAX]; /* result column of each view column; 0: looked up */
    size_t result_columns;
    int64_t given;       /* rows so far */
    size_t order_column; /* first of the order columns in the result */
};

static size_t add_result(struct cursor *cursor, struct out *sql, const struct column *column)
{
    out_char(sql, ',');
    sql_column(sql, cursor->view->resource, column);
    return ++cursor->result_columns;
}

static size_t add_joined(struct cursor *cursor, struct out *sql, size_t position)
{
    out_char(sql, ',');
    sql_joined(sql, cursor->view->through[position], cursor->view->columns[position]);
    return ++cursor->result_columns;
}

static enum status add_lookup(struct cursor *cursor, struct store *store, struct out *sql,
                              size_t position, struct problem *p)
{
    const struct resource *resource = cursor->view->resource;
    const struct column *column = cursor->view->columns[position];
    const struct column *through = model_column(resource, slice_of(column->via));
    struct via *via = &cursor->vias[cursor->via_count++];
    *via = (struct via){.target = position, .prefer_column = -1};
    via->id_column = add_result(cursor, sql, through);
    if (column->prefer)
        via->prefer_column =
            (int)add_result(cursor, sql, model_column(resource, slice_of(column->prefer)));
    return lookup_open(&via->lookup, store->db, through->ref,
                       model_column(through->ref, slice_of(column->field)), p);
}

static enum status add_same(struct cursor *cursor, struct store *store, size_t position,
                            struct problem *p)
{
    const struct resource *target = cursor->view->columns[position]->ref;
    struct via *via = &cursor->vias[cursor->via_count++];
    *via = (struct via){.target = position,
                        .prefer_column = -1,
                        .same = true,
                        .id_column = cursor->columns[position]};
    return lookup_open(&via->lookup, store->db, target,
                       model_column(target, slice_of(target->rdf_same_as)), p);
}

/* Result column 0 is rowid; column i + 1 belongs to view column i as long as nothing is looked up.
 */
static enum status add_columns(struct cursor *cursor, struct store *store, struct out *sql,
                               struct problem *p)
{
    const struct view *view = cursor->view;
    for (size_t i = 0; i < view->count; i++) {
        const struct column *column = view->columns[i];
        enum status status = STATUS_OK;
        if (cursor->via_count + 2 > COLUMNS_MAX)
            return problem_set(p, STATUS_INTERNAL, slice_of(column->name), (struct slice){0},
                               "too many look-ups");
        if (view->through[i])
            cursor->columns[i] = add_joined(cursor, sql, i);
        else if (column->flags & COL_LOOKUP)
            status = add_lookup(cursor, store, sql, i, p);
        else
            cursor->columns[i] = add_result(cursor, sql, column);
        if (status == STATUS_OK && view->hidden && !view->through[i] && cursor->columns[i] != 0 &&
            column->type == TYPE_REF && !(column->flags & COL_MANY) && column->ref->rdf_same_as)
            status = add_same(cursor, store, i, p);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static void add_order(struct cursor *cursor, struct out *sql)
{
    cursor->order_column = cursor->result_columns + 1;
    for (size_t i = 0; i < cursor->query->order_count; i++) {
        add_result(cursor, sql, cursor->query->order[i]);
        out_text(sql, sql_ordering(cursor->query->order[i]));
    }
}

static void add_rest(struct cursor *cursor, struct out *sql)
{
    sql_from(sql, cursor->query);
    sql_joins(sql, cursor->query);
    sql_where(sql, cursor->query, true);
    sql_order(sql, cursor->query);
}

enum status store_select(struct store *store, const struct query *query, const struct view *view,
                         struct cursor **result, struct problem *p)
{
    struct out sql;
    *result = NULL;
    struct cursor *cursor = calloc(1, sizeof *cursor);
    if (!cursor)
        return problem_memory(p);
    cursor->view = view;
    cursor->query = query;
    out_open_memory(&sql, 65536);
    out_text(&sql, "SELECT t.rowid");
    enum status status = add_columns(cursor, store, &sql, p);
    if (status == STATUS_OK) {
        add_order(cursor, &sql);
        add_rest(cursor, &sql);
        status = sql_prepare(store->db, &sql, &cursor->statement, p);
    } else {
        out_close(&sql);
    }
    cursor->values.first_month = store->first_month;
    if (status == STATUS_OK)
        status = sql_bind(cursor->statement, query, true, &cursor->values);
    if (status == STATUS_OK)
        *result = cursor;
    else
        cursor_close(cursor);
    return status;
}

static enum status resolve(struct cursor *cursor, struct problem *p)
{
    for (size_t i = 0; i < cursor->via_count; i++) {
        struct via *via = &cursor->vias[i];
        struct slice value = {0};
        if (via->prefer_column >= 0)
            value = db_text(cursor->statement, via->prefer_column);
        if (value.len == 0) {
            enum status status = lookup_get(
                &via->lookup, db_text(cursor->statement, (int)via->id_column), &value, p);
            if (status != STATUS_OK)
                return status;
        }
        (via->same ? cursor->same : cursor->cells)[via->target] = value;
    }
    return STATUS_OK;
}

enum status cursor_next(struct cursor *cursor, struct row *row, bool *more, struct problem *p)
{
    enum status status = db_step(cursor->statement, more, p);
    if (status != STATUS_OK || !*more)
        return status;
    for (size_t i = 0; i < cursor->view->count; i++)
        if (cursor->columns[i] != 0)
            cursor->cells[i] = db_text(cursor->statement, (int)cursor->columns[i]);
    cursor->given++;
    status = resolve(cursor, p);
    *row = (struct row){.view = cursor->view,
                        .cells = cursor->cells,
                        .same = cursor->view->hidden ? cursor->same : NULL};
    return status;
}

enum status cursor_position(const struct cursor *cursor, struct arena *arena,
                            struct position *position)
{
    position->rowid = query_is_ranked(cursor->query) ? cursor->query->after.rowid + cursor->given
                                                     : db_int(cursor->statement, 0);
    for (size_t i = 0; i < cursor->query->order_count; i++) {
        position->values[i] =
            arena_copy(arena, db_text(cursor->statement, (int)(cursor->order_column + i)));
        if (!position->values[i].at)
            return STATUS_NO_MEMORY;
    }
    return STATUS_OK;
}

void cursor_close(struct cursor *cursor)
{
    if (!cursor)
        return;
    db_finish(cursor->statement);
    for (size_t i = 0; i < cursor->via_count; i++)
        lookup_close(&cursor->vias[i].lookup);
    arena_free(&cursor->values.arena);
    free(cursor);
}
