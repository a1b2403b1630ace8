/* SQL text from the model and a query. Names come from the model only, values are always bound. */
#include "sql.h"

bool sql_has_key(const struct column *column)
{
    return column->type == TYPE_INT || column->type == TYPE_DECIMAL;
}

bool sql_is_stored(const struct resource *resource, const struct column *column)
{
    return !(column->flags & COL_LOOKUP) && !sql_computed(resource, column);
}

void sql_column(struct out *sql, const struct resource *resource, const struct column *column)
{
    const char *expression = sql_computed(resource, column);
    if (expression) {
        out_text(sql, expression);
        return;
    }
    out_text(sql, "t.");
    out_text(sql, column->name);
}

/* The column as it is compared and ordered by. */
static void sql_compared(struct out *sql, const struct resource *resource,
                         const struct column *column)
{
    sql_column(sql, resource, column);
    if (sql_has_key(column))
        out_text(sql, "__key");
}

static void sql_parameter(struct out *sql, size_t number)
{
    out_char(sql, '$');
    out_int(sql, (int64_t)number);
}

/* (order columns, rowid) > (values, rowid); the values are bound after the filters. */
static void sql_behind(struct out *sql, const struct query *query)
{
    out_char(sql, '(');
    for (size_t i = 0; i < query->order_count; i++) {
        sql_compared(sql, query->resource, query->order[i]);
        out_char(sql, ',');
    }
    out_text(sql, "t.rowid)>(");
    for (size_t i = 0; i < query->order_count; i++) {
        sql_parameter(sql, query->filter_count + i + 1);
        out_char(sql, ',');
    }
    out_int(sql, query->after.rowid);
    out_char(sql, ')');
}

void sql_where(struct out *sql, const struct query *query, bool with_position)
{
    bool behind = with_position && query->after.rowid > 0;
    for (size_t i = 0; i < query->filter_count; i++) {
        out_text(sql, i == 0 ? " WHERE " : " AND ");
        sql_compared(sql, query->resource, query->filters[i].column);
        out_char(sql, '=');
        sql_parameter(sql, i + 1);
    }
    if (behind) {
        out_text(sql, query->filter_count == 0 ? " WHERE " : " AND ");
        sql_behind(sql, query);
    }
}

void sql_order(struct out *sql, const struct query *query)
{
    out_text(sql, " ORDER BY ");
    for (size_t i = 0; i < query->order_count; i++) {
        sql_compared(sql, query->resource, query->order[i]);
        out_char(sql, ',');
    }
    out_text(sql, "t.rowid");
}

void sql_bind(struct statement *statement, const struct query *query, bool with_position,
              struct sql_values *values)
{
    for (size_t i = 0; i < query->filter_count; i++) {
        struct slice value = query->filters[i].value;
        struct decimal number;
        if (sql_has_key(query->filters[i].column) &&
            decimal_parse(value, &number) == DECIMAL_GOOD) {
            value.len = decimal_key(number, values->keys[i]);
            value.at = values->keys[i];
        }
        db_bind(statement, (int)i + 1, value);
    }
    if (with_position && query->after.rowid > 0)
        for (size_t i = 0; i < query->order_count; i++)
            db_bind(statement, (int)(query->filter_count + i) + 1, query->after.values[i]);
}

enum status sql_prepare(struct db *db, struct out *sql, struct statement **statement,
                        struct problem *p)
{
    *statement = NULL;
    out_char(sql, '\0');
    enum status status = out_finish(sql, p);
    if (status == STATUS_OK)
        status = db_prepare(db, sql->bytes, statement, p);
    out_close(sql);
    return status;
}

void sql_create_table(struct out *sql, const struct resource *resource)
{
    out_text(sql, "CREATE TABLE ");
    out_text(sql, resource->name);
    out_text(sql, "(rowid INTEGER PRIMARY KEY");
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!sql_is_stored(resource, column))
            continue;
        out_char(sql, ',');
        out_text(sql, column->name);
        out_text(sql, " TEXT NOT NULL");
    }
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!sql_is_stored(resource, column) || !sql_has_key(column))
            continue;
        out_char(sql, ',');
        out_text(sql, column->name);
        out_text(sql, "__key TEXT NOT NULL");
    }
    out_text(sql, ");");
}

void sql_insert(struct out *sql, const struct resource *resource)
{
    size_t number = 0;
    out_text(sql, "INSERT INTO ");
    out_text(sql, resource->name);
    out_text(sql, " VALUES(NULL");
    for (int keys = 0; keys < 2; keys++)
        for (const struct column *column = resource->columns; column->name; column++)
            if (sql_is_stored(resource, column) && (!keys || sql_has_key(column))) {
                out_char(sql, ',');
                sql_parameter(sql, ++number);
            }
    out_char(sql, ')');
}

/* One index; its name is made of the table and the columns, which are separated by commas. */
static void sql_create_index(struct out *sql, const struct resource *resource, const char *kind,
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

/* Whether one of the resource's orders begins with the column, so that its index serves both. */
static bool sql_begins_order(const struct resource *resource, const struct column *column)
{
    size_t len = strlen(column->name);
    for (const char *const *order = resource->order; order && *order; order++)
        if (strncmp(*order, column->name, len) == 0 && ((*order)[len] == ',' || !(*order)[len]))
            return true;
    return false;
}

void sql_create_indexes(struct out *sql, const struct resource *resource)
{
    sql_create_index(sql, resource, "UNIQUE INDEX", "id");
    for (const struct column *column = resource->columns + 1; column->name; column++) {
        bool wanted = (column->flags & COL_KEY) || column->type == TYPE_REF ||
                      column->type == TYPE_PERIOD || column->type == TYPE_ENUM;
        if (wanted && column_is_published(column) && !sql_begins_order(resource, column))
            sql_create_index(sql, resource, "INDEX", column->name);
    }
    for (const char *const *order = resource->order; order && *order; order++)
        sql_create_index(sql, resource, "INDEX", *order);
}
