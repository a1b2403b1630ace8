/* Rows as the values of paths: referenced tables are joined, each once, so that neighbouring rows
 * can be grouped by any of them. */
#include "hiraku/query/path.h"

#include "hiraku/base/out.h"
#include "hiraku/store/db.h"
#include "hiraku/store/dialect.h"
#include "hiraku/store/statement.h"

#include "sql.h"
#include "store.h"

#include <stdlib.h>

struct projection {
    struct statement *statement;
    struct sql_values values;
    size_t count;
};

/* A cell behind a reference that is empty is empty, too. */
static void put_path(struct out *sql, struct sql_joins *joins, const struct query *query,
                     const struct path *path, const char *companion)
{
    const struct resource *resource = query->resource;
    size_t record = SQL_ROW;
    for (size_t step = 0; step < path->steps; step++) {
        record = sql_follow(joins, record, resource, path->through[step]);
        resource = path->through[step]->ref;
    }
    if (path->steps > 0)
        out_text(sql, "coalesce(");
    sql_cell(sql, joins, record, resource, path->column);
    out_text(sql, companion);
    if (path->steps > 0)
        out_text(sql, ",'')");
}

/* A column's companion orders it, but cells that are equal as numbers or begin on one day need not
 * be the same. */
static void put_order(struct out *sql, struct sql_joins *joins, const struct query *query,
                      const struct path *paths, size_t ordered)
{
    out_text(sql, " ORDER BY ");
    for (size_t i = 0; i < ordered; i++) {
        const char *companion = sql_ordering(paths[i].column);
        if (*companion) {
            put_path(sql, joins, query, &paths[i], companion);
            out_char(sql, ',');
        }
        put_path(sql, joins, query, &paths[i], "");
        out_char(sql, ',');
    }
    for (size_t i = 0; i < query->order_count; i++) {
        out_text(sql, "t.");
        out_text(sql, query->order[i]->name);
        out_text(sql, sql_ordering(query->order[i]));
        out_char(sql, ',');
    }
    sql_row(sql, joins->dialect, "t");
}

static void put_select(struct out *sql, const struct dialect *dialect, const struct query *query,
                       struct projected projected)
{
    struct sql_joins joins = {.dialect = dialect, .row = "t", .joined = "j"};
    out_text(sql, projected.count > 0 ? "SELECT " : "SELECT NULL");
    for (size_t i = 0; i < projected.count; i++) {
        if (i > 0)
            out_char(sql, ',');
        put_path(sql, &joins, query, &projected.paths[i], "");
    }
    sql_from(sql, dialect, query);
    sql_joins(sql, &joins);
    sql_where(sql, dialect, query, false);
    put_order(sql, &joins, query, projected.paths, projected.ordered);
}

enum status projection_open(struct projection **result, struct store *store,
                            const struct query *query, struct projected projected,
                            struct problem *p)
{
    struct out sql;
    *result = NULL;
    struct projection *projection = calloc(1, sizeof *projection);
    if (!projection)
        return problem_memory(p);
    projection->count = projected.count;
    out_open_memory(&sql, 65536);
    put_select(&sql, store->db->driver->dialect, query, projected);
    enum status status = sql_prepare(store->db, &sql, &projection->statement, p);
    arena_init(&projection->values.arena, 0);
    projection->values.first_month = store->first_month;
    if (status == STATUS_OK)
        status = sql_bind(projection->statement, query, false, &projection->values);
    if (status == STATUS_OK)
        *result = projection;
    else
        projection_close(projection);
    return status;
}

enum status projection_next(struct projection *projection, struct slice *cells, bool *more,
                            struct problem *p)
{
    enum status status = db_step(projection->statement, more, p);
    if (status == STATUS_OK && *more)
        db_texts(projection->statement, 0, projection->count, cells);
    return status;
}

void projection_close(struct projection *projection)
{
    if (!projection)
        return;
    db_finish(projection->statement);
    arena_free(&projection->values.arena);
    free(projection);
}
