/* How full the tables are and which time they cover: counted once, when the store is built, in one
 * pass over each table.
 *
 * Hidden and looked-up columns are not counted: they are nobody's to fill in. */
#include "hiraku/store/extent.h"

#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/store/db.h"
#include "hiraku/store/dialect.h"

#include "extent.h"
#include "store.h"

#include <stdio.h>
#include <stdlib.h>

#define EXTENT_TABLE "hiraku_extent"

void extent_create(struct out *sql, const struct dialect *dialect)
{
    out_text(sql, "CREATE TABLE " EXTENT_TABLE "(tab TEXT NOT NULL,col TEXT NOT NULL,"
                  "filled INTEGER NOT NULL,starts TEXT NOT NULL,ends TEXT NOT NULL,"
                  "PRIMARY KEY(tab,col))");
    out_text(sql, dialect->keyed);
    out_char(sql, ';');
}

/* An end that is open or undated has no day of ten characters. */
static void put_day(struct out *sql, const char *function, const char *column, const char *end)
{
    out_char(sql, ',');
    out_text(sql, function);
    out_text(sql, "(CASE WHEN length(");
    out_text(sql, column);
    out_text(sql, end);
    out_text(sql, ")=10 THEN ");
    out_text(sql, column);
    out_text(sql, end);
    out_text(sql, " END) AS ");
    out_text(sql, column);
    out_text(sql, end);
}

static void put_counts(struct out *sql, const struct resource *resource)
{
    out_text(sql, "INSERT INTO " EXTENT_TABLE " WITH s AS MATERIALIZED (SELECT count(*) AS _rows");
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!column_is_published(column))
            continue;
        out_text(sql, ",count(nullif(");
        out_text(sql, column->name);
        out_text(sql, ",'')) AS ");
        out_text(sql, column->name);
        if (column->type != TYPE_PERIOD)
            continue;
        put_day(sql, "min", column->name, "__starts");
        put_day(sql, "max", column->name, "__ends");
    }
    out_text(sql, " FROM ");
    out_text(sql, resource->name);
    out_char(sql, ')');
}

void extent_fill(struct out *sql, const struct resource *resource)
{
    put_counts(sql, resource);
    const char *before = " ";
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!column_is_published(column))
            continue;
        out_text(sql, before);
        before = " UNION ALL ";
        out_text(sql, "SELECT '");
        out_text(sql, resource->name);
        out_text(sql, "','");
        out_text(sql, column->name);
        out_text(sql, "',");
        out_text(sql, column->name);
        if (column->type == TYPE_PERIOD) {
            out_text(sql, ",coalesce(");
            out_text(sql, column->name);
            out_text(sql, "__starts,''),coalesce(");
            out_text(sql, column->name);
            out_text(sql, "__ends,'')");
        } else {
            out_text(sql, ",'',''");
        }
        out_text(sql, " FROM s");
    }
    out_char(sql, ';');
}

static void keep_day(char day[DATE_TEXT_SIZE], struct slice text)
{
    snprintf(day, DATE_TEXT_SIZE, "%.*s", (int)text.len, text.len ? text.at : "");
}

enum status store_extent(struct store *store, const struct resource *resource,
                         struct extent *extent, struct problem *p)
{
    struct statement *statement;
    bool row = false;
    *extent = (struct extent){.resource = resource};
    enum status status =
        db_prepare(store->db, "SELECT col,filled,starts,ends FROM " EXTENT_TABLE " WHERE tab=$1",
                   &statement, p);
    if (status != STATUS_OK)
        return status;
    db_bind(statement, 1, slice_of(resource->name));
    for (;;) {
        status = db_step(statement, &row, p);
        if (status != STATUS_OK || !row)
            break;
        const struct column *column = model_column(resource, db_text(statement, 0));
        if (!column)
            continue;
        struct column_extent *one = &extent->columns[model_index(resource, column)];
        one->filled = (uint64_t)db_int(statement, 1);
        keep_day(one->starts, db_text(statement, 2));
        keep_day(one->ends, db_text(statement, 3));
    }
    db_finish(statement);
    return status;
}
