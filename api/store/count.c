/* Counting the rows of a query: all of them, or by the values of a column. */
#include "hiraku/store/count.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/out.h"
#include "hiraku/query/query.h"
#include "hiraku/store/db.h"
#include "hiraku/store/dialect.h"
#include "hiraku/store/statement.h"

#include "sql.h"
#include "store.h"

#include <stdlib.h>

enum { ROWS_PER_LOOK = 4096 };

struct counting {
    struct statement *statement;
    struct sql_values values;
};

/* `SELECT what FROM … WHERE … tail`, bound and ready to step. */
static enum status counting_begin(struct counting *counting, struct store *store,
                                  const struct query *query, const char *what, const char *tail,
                                  struct problem *p)
{
    const struct dialect *dialect = store->db->driver->dialect;
    struct out sql;
    out_open_memory(&sql, 65536);
    out_text(&sql, "SELECT ");
    out_text(&sql, what);
    sql_from(&sql, dialect, query);
    sql_where(&sql, dialect, query, false);
    out_text(&sql, tail);
    arena_init(&counting->values.arena, 0);
    enum status status = sql_prepare(store->db, &sql, &counting->statement, p);
    counting->values.first_month = store->first_month;
    return status == STATUS_OK ? sql_bind(counting->statement, query, false, &counting->values)
                               : status;
}

static void counting_end(struct counting *counting)
{
    db_finish(counting->statement);
    arena_free(&counting->values.arena);
}

/* Without a budget the database counts by itself. */
static enum status count_all(struct store *store, const struct query *query, uint64_t *count,
                             struct problem *p)
{
    struct counting counting;
    bool row = false;
    enum status status = counting_begin(&counting, store, query, "count(*)", "", p);
    if (status == STATUS_OK)
        status = db_step(counting.statement, &row, p);
    if (status == STATUS_OK && row)
        *count = (uint64_t)db_int(counting.statement, 0);
    counting_end(&counting);
    return status;
}

enum status store_count(struct store *store, const struct query *query, int64_t budget_ms,
                        uint64_t *count, bool *complete, struct problem *p)
{
    struct counting counting;
    bool row = true;
    *count = 0;
    *complete = true;
    if (budget_ms == 0)
        return count_all(store, query, count, p);
    int64_t until = clock_monotonic_ms() + budget_ms;
    enum status status = counting_begin(&counting, store, query, "1", "", p);
    while (status == STATUS_OK) {
        status = db_step(counting.statement, &row, p);
        if (status != STATUS_OK || !row)
            break;
        if (++*count % ROWS_PER_LOOK == 0 && clock_monotonic_ms() > until) {
            *complete = false;
            break;
        }
    }
    counting_end(&counting);
    return status;
}

static enum status read_facet(struct statement *statement, struct arena *arena, struct facet *facet,
                              struct problem *p)
{
    for (;;) {
        bool row;
        enum status status = db_step(statement, &row, p);
        if (status != STATUS_OK || !row)
            return status;
        if (facet->count == FACET_VALUES_MAX) {
            facet->complete = false;
            return STATUS_OK;
        }
        struct facet_value *value = &facet->values[facet->count++];
        value->value = arena_copy(arena, db_text(statement, 0));
        value->rows = (uint64_t)db_int(statement, 1);
        if (!value->value.at)
            return problem_memory(p);
    }
}

enum status store_facet(struct store *store, const struct query *query, const struct column *column,
                        struct arena *arena, struct facet *facet, struct problem *p)
{
    struct counting counting;
    struct slice what = arena_printf(arena, "t.%s,count(*)", column->name);
    struct slice tail = arena_printf(arena, " GROUP BY t.%s ORDER BY 2 DESC,1 LIMIT %d",
                                     column->name, FACET_VALUES_MAX + 1);
    if (!what.at || !tail.at)
        return problem_memory(p);
    facet->column = column;
    facet->count = 0;
    facet->complete = true;
    enum status status = counting_begin(&counting, store, query, what.at, tail.at, p);
    if (status == STATUS_OK)
        status = read_facet(counting.statement, arena, facet, p);
    counting_end(&counting);
    return status;
}
