/* Following references in SQL: each is joined once, however many cells are read through it. */
#include "sql.h"

#include "hiraku/base/out.h"
#include "hiraku/model/resource.h"

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

void sql_joins(struct out *sql, struct sql_joins *joins)
{
    for (size_t i = 0; i < joins->count; i++) {
        const struct sql_join *join = &joins->joins[i];
        out_text(sql, " LEFT JOIN ");
        out_text(sql, join->reference->ref->name);
        out_char(sql, ' ');
        sql_alias(sql, joins, i + 1);
        out_text(sql, " ON ");
        sql_alias(sql, joins, i + 1);
        out_text(sql, ".id=");
        sql_cell(sql, joins, join->from, join->resource, join->reference);
    }
    if (joins->too_many)
        out_fail(sql, STATUS_INTERNAL, "too many references");
}
