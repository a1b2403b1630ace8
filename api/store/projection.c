/* Rows as the values of paths: referenced tables are joined, each once, so that neighbouring rows
 * can be grouped by any of them. */
#include "hiraku/query/path.h"

#include "hiraku/base/out.h"
#include "hiraku/store/db.h"

#include "sql.h"
#include "store.h"

#include <stdlib.h>

enum { JOINS_MAX = PATHS_MAX * QUERY_STEPS_MAX };

/* One joined table: what it is reached through. Its alias is j and its position. */
struct join {
    const struct column *through[QUERY_STEPS_MAX];
    size_t steps;
};

struct projection {
    struct statement *statement;
    struct sql_values values;
    size_t count;
    struct join joins[JOINS_MAX];
    size_t join_count;
};

static size_t find_join(const struct projection *projection, const struct path *path, size_t steps)
{
    for (size_t i = 0; i < projection->join_count; i++) {
        const struct join *join = &projection->joins[i];
        bool same = join->steps == steps;
        for (size_t step = 0; same && step < steps; step++)
            same = join->through[step] == path->through[step];
        if (same)
            return i;
    }
    return projection->join_count;
}

static void put_alias(struct out *sql, const struct projection *projection, const struct path *path,
                      size_t steps)
{
    if (steps == 0) {
        out_char(sql, 't');
        return;
    }
    out_char(sql, 'j');
    out_int(sql, (int64_t)find_join(projection, path, steps));
}

static void put_joins(struct out *sql, struct projection *projection, const struct path *path)
{
    for (size_t steps = 1; steps <= path->steps; steps++) {
        size_t at = find_join(projection, path, steps);
        if (at < projection->join_count)
            continue;
        const struct column *reference = path->through[steps - 1];
        struct join *join = &projection->joins[projection->join_count++];
        join->steps = steps;
        memcpy(join->through, path->through, sizeof join->through);
        out_text(sql, " LEFT JOIN ");
        out_text(sql, reference->ref->name);
        out_char(sql, ' ');
        put_alias(sql, projection, path, steps);
        out_text(sql, " ON ");
        put_alias(sql, projection, path, steps);
        out_text(sql, ".id=");
        put_alias(sql, projection, path, steps - 1);
        out_char(sql, '.');
        out_text(sql, reference->name);
    }
}

/* A cell behind a reference that is empty is empty, too. */
static void put_path(struct out *sql, const struct projection *projection, const struct path *path,
                     const char *companion)
{
    if (path->steps > 0)
        out_text(sql, "coalesce(");
    put_alias(sql, projection, path, path->steps);
    out_char(sql, '.');
    out_text(sql, path->column->name);
    out_text(sql, companion);
    if (path->steps > 0)
        out_text(sql, ",'')");
}

/* A column's companion orders it, but cells that are equal as numbers or begin on one day need not
 * be the same. */
static void put_order(struct out *sql, const struct projection *projection,
                      const struct query *query, const struct path *paths, size_t ordered)
{
    out_text(sql, " ORDER BY ");
    for (size_t i = 0; i < ordered; i++) {
        const char *companion = sql_ordering(paths[i].column);
        if (*companion) {
            put_path(sql, projection, &paths[i], companion);
            out_char(sql, ',');
        }
        put_path(sql, projection, &paths[i], "");
        out_char(sql, ',');
    }
    for (size_t i = 0; i < query->order_count; i++) {
        out_text(sql, "t.");
        out_text(sql, query->order[i]->name);
        out_text(sql, sql_ordering(query->order[i]));
        out_char(sql, ',');
    }
    out_text(sql, "t.rowid");
}

static void put_select(struct out *sql, struct projection *projection, const struct query *query,
                       const struct path *paths, size_t ordered)
{
    struct out joins;
    out_open_memory(&joins, 65536);
    for (size_t i = 0; i < projection->count; i++)
        put_joins(&joins, projection, &paths[i]);
    out_text(sql, projection->count > 0 ? "SELECT " : "SELECT NULL");
    for (size_t i = 0; i < projection->count; i++) {
        if (i > 0)
            out_char(sql, ',');
        put_path(sql, projection, &paths[i], "");
    }
    sql_from(sql, query);
    if (out_finish(&joins, NULL) == STATUS_OK)
        out_slice(sql, out_written(&joins));
    else
        out_fail(sql, STATUS_NO_MEMORY, NULL);
    out_close(&joins);
    sql_where(sql, query, false);
    put_order(sql, projection, query, paths, ordered);
}

enum status projection_open(struct projection **result, struct store *store,
                            const struct query *query, const struct path *paths, size_t count,
                            size_t ordered, struct problem *p)
{
    struct out sql;
    *result = NULL;
    struct projection *projection = calloc(1, sizeof *projection);
    if (!projection)
        return problem_memory(p);
    projection->count = count;
    out_open_memory(&sql, 65536);
    put_select(&sql, projection, query, paths, ordered);
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
        for (size_t i = 0; i < projection->count; i++)
            cells[i] = db_text(projection->statement, (int)i);
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
