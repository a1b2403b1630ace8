/* Rows of a query, one at a time, by one statement: what a row refers to is joined. */
#include "hiraku/store/cursor.h"

#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/query/query.h"
#include "hiraku/query/view.h"
#include "hiraku/store/db.h"
#include "hiraku/store/dialect.h"
#include "hiraku/store/statement.h"

#include "sql.h"
#include "store.h"

#include <stdlib.h>

struct cursor {
    struct statement *statement;
    const struct view *view;
    const struct query *query;
    struct sql_values values;
    struct slice cells[VIEW_COLUMNS_MAX], same[VIEW_COLUMNS_MAX];
    int same_columns[VIEW_COLUMNS_MAX]; /* result column of row.same; 0: none */
    int result_columns;
    uint64_t given;   /* rows so far */
    int order_column; /* first of the order columns in the result */
};

static int add_result(struct cursor *cursor, struct out *sql, struct sql_joins *joins,
                      size_t record, const struct resource *resource, const struct column *column)
{
    out_char(sql, ',');
    sql_cell(sql, joins, record, resource, column);
    return ++cursor->result_columns;
}

/* Result column 0 is the id; column i + 1 belongs to view column i. */
static void cursor_add_columns(struct cursor *cursor, struct out *sql, struct sql_joins *joins)
{
    const struct view *view = cursor->view;
    for (size_t i = 0; i < view->count; i++) {
        const struct column *through = view->through[i];
        size_t record = SQL_ROW;
        if (through)
            record = sql_follow(joins, SQL_ROW, view->resource, through);
        add_result(cursor, sql, joins, record, through ? through->ref : view->resource,
                   view->columns[i]);
    }
}

/* Whose IRI the records referred to have, if not their own. */
static void add_same(struct cursor *cursor, struct out *sql, struct sql_joins *joins)
{
    const struct view *view = cursor->view;
    for (size_t i = 0; view->hidden && i < view->count; i++) {
        const struct column *column = view->columns[i];
        if (view->through[i] || column->type != TYPE_REF || !column->ref->rdf_same_as ||
            column->flags & (COL_MANY | COL_LOOKUP))
            continue;
        size_t record = sql_follow(joins, SQL_ROW, view->resource, column);
        cursor->same_columns[i] =
            add_result(cursor, sql, joins, record, column->ref,
                       model_column(column->ref, slice_of(column->ref->rdf_same_as)));
    }
}

static void add_order(struct cursor *cursor, struct out *sql, struct sql_joins *joins)
{
    cursor->order_column = cursor->result_columns + 1;
    for (size_t i = 0; i < cursor->query->order_count; i++) {
        add_result(cursor, sql, joins, SQL_ROW, cursor->view->resource, cursor->query->order[i]);
        out_text(sql, sql_ordering(cursor->query->order[i]));
    }
}

static void cursor_write_select(struct cursor *cursor, struct out *sql,
                                const struct dialect *dialect)
{
    struct sql_joins joins = {.dialect = dialect, .row = "t", .joined = "j"};
    out_text(sql, "SELECT t.id");
    cursor_add_columns(cursor, sql, &joins);
    add_same(cursor, sql, &joins);
    add_order(cursor, sql, &joins);
    sql_from(sql, dialect, cursor->query);
    sql_joins(sql, &joins);
    sql_where(sql, dialect, cursor->query, true);
    sql_order(sql, dialect, cursor->query);
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
    cursor_write_select(cursor, &sql, store->db->driver->dialect);
    enum status status = sql_prepare(store->db, &sql, &cursor->statement, p);
    cursor->values.first_month = store->first_month;
    if (status == STATUS_OK)
        status = sql_bind(cursor->statement, query, true, &cursor->values);
    if (status == STATUS_OK)
        *result = cursor;
    else
        cursor_close(cursor);
    return status;
}

enum status cursor_next(struct cursor *cursor, struct row *row, bool *more, struct problem *p)
{
    enum status status = db_step(cursor->statement, more, p);
    if (status != STATUS_OK || !*more)
        return status;
    db_texts(cursor->statement, 1, cursor->view->count, cursor->cells);
    for (size_t i = 0; cursor->view->hidden && i < cursor->view->count; i++)
        if (cursor->same_columns[i])
            cursor->same[i] = db_text(cursor->statement, cursor->same_columns[i]);
    cursor->given++;
    *row = (struct row){.view = cursor->view,
                        .cells = cursor->cells,
                        .same = cursor->view->hidden ? cursor->same : NULL};
    return STATUS_OK;
}

enum status cursor_position(const struct cursor *cursor, struct arena *arena,
                            struct position *position)
{
    *position = (struct position){0};
    if (query_is_ranked(cursor->query)) {
        position->given = cursor->query->after.given + cursor->given;
    } else {
        position->id = arena_copy(arena, db_text(cursor->statement, 0));
        if (!position->id.at)
            return STATUS_NO_MEMORY;
    }
    for (size_t i = 0; i < cursor->query->order_count; i++) {
        position->values[i] =
            arena_copy(arena, db_text(cursor->statement, cursor->order_column + (int)i));
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
    arena_free(&cursor->values.arena);
    free(cursor);
}
