/* SQL text made from the model and a query. Private to api/store. */
#ifndef HIRAKU_SQL_H
#define HIRAKU_SQL_H

#include "hiraku/db.h"
#include "hiraku/decimal.h"
#include "hiraku/store.h"

/* Comparing columns by their companion (name__key) where the type compares as a number. */
bool sql_has_key(const struct column *column);

/* The expression of a column of table `t`: the column itself, or what computes a hidden one. */
void sql_column(struct out *sql, const struct resource *resource, const struct column *column);

/* The computed expression of a hidden column, or NULL if it is stored or looked up. */
const char *sql_computed(const struct resource *resource, const struct column *column);

/* ` WHERE …` of the query's filters, and of its position if `with_position`. */
void sql_where(struct out *sql, const struct query *query, bool with_position);

/* ` ORDER BY …` with rowid last. */
void sql_order(struct out *sql, const struct query *query);

/* What sql_where's parameters are bound to; keys of numbers are kept in `keys`. */
struct sql_values {
    char keys[QUERY_FILTERS_MAX][DECIMAL_KEY_SIZE];
};
void sql_bind(struct statement *statement, const struct query *query, bool with_position,
              struct sql_values *values);

/* Finishes `sql` (memory) and prepares it. */
enum status sql_prepare(struct db *db, struct out *sql, struct statement **statement,
                        struct problem *p);

/* CREATE TABLE, INSERT and CREATE INDEX statements of a resource. The table's stored columns are
 * all but looked-up and computed ones, followed by the companions. */
void sql_create_table(struct out *sql, const struct resource *resource);
void sql_insert(struct out *sql, const struct resource *resource);
void sql_create_indexes(struct out *sql, const struct resource *resource);
bool sql_is_stored(const struct resource *resource, const struct column *column);

#endif
