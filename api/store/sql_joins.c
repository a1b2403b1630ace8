/* The references that a statement follows: each is joined once, however many cells are read through
 * it. How a join is written stands in sql_cell.c, for a reference may be a computed cell. */
#include "sql.h"

#include "hiraku/base/out.h"

void sql_alias(struct out *sql, const struct sql_joins *joins, size_t record)
{
    if (record == SQL_ROW) {
        out_text(sql, joins->row);
        return;
    }
    out_text(sql, joins->joined);
    out_int(sql, (int64_t)record);
}

size_t sql_follow(struct sql_joins *joins, size_t from, const struct resource *resource,
                  const struct column *reference)
{
    for (size_t i = 0; i < joins->count; i++)
        if (joins->joins[i].from == from && joins->joins[i].reference == reference)
            return i + 1;
    if (joins->count == SQL_JOINS_MAX) {
        joins->too_many = true;
        return SQL_ROW;
    }
    joins->joins[joins->count] =
        (struct sql_join){.from = from, .resource = resource, .reference = reference};
    return ++joins->count;
}
