/* SQL text from the model; what a query selects is in sql_query.c. Names come from the model only,
 * values are always bound. */
#include "sql.h"

#include "hiraku/base/out.h"
#include "hiraku/model/hidden.h"
#include "hiraku/model/type.h"
#include "hiraku/store/dialect.h"

#include <stdio.h>

const char *const *sql_companions(const struct column *column)
{
    static const char *const companions[][3] = {
        [TYPE_BY_BYTES] = {NULL},
        [TYPE_BY_NUMBER] = {"__key", NULL},
        [TYPE_BY_DAYS] = {"__starts", "__ends", NULL},
    };
    return companions[type_of(column)->order];
}

const char *sql_ordering(const struct column *column)
{
    const char *first = *sql_companions(column);
    return first ? first : "";
}

void sql_create_table(struct out *sql, const struct dialect *dialect,
                      const struct resource *resource)
{
    out_text(sql, "CREATE TABLE ");
    out_text(sql, resource->name);
    out_char(sql, '(');
    out_text(sql, dialect->row_definition);
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!column_is_stored(resource, column))
            continue;
        out_char(sql, ',');
        out_text(sql, column->name);
        out_text(sql, " TEXT NOT NULL");
    }
    for (const struct column *column = resource->columns; column->name; column++)
        for (const char *const *c = sql_companions(column);
             column_is_stored(resource, column) && *c; c++) {
            out_char(sql, ',');
            out_text(sql, column->name);
            out_text(sql, *c);
            out_text(sql, " TEXT NOT NULL");
        }
    out_text(sql, "," SQL_UNENCODABLE " TEXT NOT NULL);");
}

void sql_insert(struct out *sql, const struct dialect *dialect, const struct resource *resource)
{
    size_t count = 1; /* SQL_UNENCODABLE */
    out_text(sql, "INSERT INTO ");
    out_text(sql, resource->name);
    out_text(sql, " VALUES(");
    out_text(sql, dialect->row_value);
    for (const struct column *column = resource->columns; column->name; column++)
        if (column_is_stored(resource, column)) {
            count++;
            for (const char *const *c = sql_companions(column); *c; c++)
                count++;
        }
    for (size_t i = 1; i <= count; i++) {
        out_text(sql, ",$");
        out_int(sql, (int64_t)i);
    }
    out_char(sql, ')');
}

/* One index; its name is made of the table and the columns, which are separated by commas. */
static void create_index(struct out *sql, const struct resource *resource, const char *kind,
                         const char *columns)
{
    out_text(sql, "CREATE ");
    out_text(sql, kind);
    out_text(sql, " ");
    out_text(sql, resource->name);
    for (const char *c = columns; *c; c++) {
        if (c == columns)
            out_char(sql, '_');
        out_char(sql, *c == ',' ? '_' : *c);
    }
    out_text(sql, " ON ");
    out_text(sql, resource->name);
    out_char(sql, '(');
    out_text(sql, columns);
    out_text(sql, ");");
}

static void create_companion_index(struct out *sql, const struct resource *resource,
                                   const struct column *column, const char *suffix)
{
    char name[128];
    snprintf(name, sizeof name, "%s%s", column->name, suffix);
    create_index(sql, resource, "INDEX", name);
}

/* Whether one of the resource's orders begins with the column, so that its index serves both. */
static bool begins_order(const struct resource *resource, const struct column *column)
{
    size_t len = strlen(column->name);
    for (const char *const *order = resource->order; order && *order; order++)
        if (strncmp(*order, column->name, len) == 0 && ((*order)[len] == ',' || !(*order)[len]))
            return true;
    return false;
}

/* Of the few records that have any. */
static void create_unencodable_index(struct out *sql, const struct resource *resource)
{
    out_text(sql, "CREATE INDEX ");
    out_text(sql, resource->name);
    out_text(sql, "_" SQL_UNENCODABLE " ON ");
    out_text(sql, resource->name);
    out_text(sql, "(" SQL_UNENCODABLE ") WHERE " SQL_UNENCODABLE "<>'';");
}

void sql_create_indexes(struct out *sql, const struct resource *resource)
{
    create_index(sql, resource, "UNIQUE INDEX", "id");
    for (const struct column *column = resource->columns + 1; column->name; column++) {
        /* text is compared after normalisation, which an index does not know */
        bool key = (column->flags & COL_KEY) && column->type != TYPE_TEXT;
        bool wanted = key || column->type == TYPE_REF || column->type == TYPE_PERIOD ||
                      column->type == TYPE_ENUM;
        if (!wanted || !column_is_published(column))
            continue;
        if (!begins_order(resource, column))
            create_index(sql, resource, "INDEX", column->name);
        for (const char *const *c = sql_companions(column); *c; c++)
            create_companion_index(sql, resource, column, *c);
    }
    for (const char *const *order = resource->order; order && *order; order++)
        create_index(sql, resource, "INDEX", *order);
    create_unencodable_index(sql, resource);
}
