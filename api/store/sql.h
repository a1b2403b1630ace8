/* SQL text made from the model and a query. Private to api/store. */
#ifndef HIRAKU_API_STORE_SQL_H
#define HIRAKU_API_STORE_SQL_H

#include "hiraku/base/arena.h"
#include "hiraku/base/status.h"

struct column;
struct db;
struct dialect;
struct out;
struct problem;
struct query;
struct resource;
struct statement;

/* The suffixes of a column's companions, in the order in which they are stored; NULL-terminated. */
const char *const *sql_companions(const struct column *column);

/* The suffix of the companion that orders the column: "__key", "__starts" or "". */
const char *sql_ordering(const struct column *column);

/* The column that says what of a record does not fit into CP932 (unencodable.c). */
#define SQL_UNENCODABLE "cp932__bad"

enum { SQL_JOINS_MAX = 60, SQL_ROW = 0, SQL_CELL_MAX = 16384 };

/* The records that rows refer to: each reference that is followed is joined once, however many
 * cells are read through it. All zero but for the dialect and the aliases. */
struct sql_joins {
    const struct dialect *dialect;
    const char *row, *joined; /* of the rows; of joined tables, before their number */
    struct sql_join {
        size_t from; /* SQL_ROW, or the record that holds the reference */
        const struct resource *resource;
        const struct column *reference;
    } joins[SQL_JOINS_MAX];
    size_t count;
    bool too_many;
};

/* The record that a reference of record `from`, of table `resource`, leads to. A hidden reference
 * must go through no other. */
size_t sql_follow(struct sql_joins *joins, size_t from, const struct resource *resource,
                  const struct column *reference);

void sql_alias(struct out *sql, const struct sql_joins *joins, size_t record);

/* ` LEFT JOIN …` of the records followed: behind the FROM, when all cells are written. */
void sql_joins(struct out *sql, struct sql_joins *joins);

/* A cell of a record: stored, looked up or computed (hidden.h). NULL where a reference leads
 * nowhere. */
void sql_cell(struct out *sql, struct sql_joins *joins, size_t record,
              const struct resource *resource, const struct column *column);

/* The number of a row of `table` (an alias). */
void sql_row(struct out *sql, const struct dialect *dialect, const char *table);

/* In FROM: a table as `t`, joined with its index of words (dialect.h). */
void sql_from_words(struct out *sql, const struct dialect *dialect, const char *name);

/* ` FROM …` of the query's table as `t`, joined with its index of words where these rank the rows.
 */
void sql_from(struct out *sql, const struct dialect *dialect, const struct query *query);

/* ` WHERE …` of the query's filters, and of its position if `with_position`. */
void sql_where(struct out *sql, const struct dialect *dialect, const struct query *query,
               bool with_position);

/* ` ORDER BY …` with the key order last, and the limit. */
void sql_order(struct out *sql, const struct dialect *dialect, const struct query *query);

/* What the parameters of sql_where are bound to. */
struct sql_values {
    struct arena arena;
    int first_month; /* of the fiscal year, for periods */
};

/* Binds the parameters of sql_where; STATUS_NO_MEMORY. */
enum status sql_bind(struct statement *statement, const struct query *query, bool with_position,
                     struct sql_values *values);

/* CREATE TABLE, INSERT and CREATE INDEX statements of a resource. The table's stored columns are
 * all but looked-up and computed ones, followed by the companions and SQL_UNENCODABLE. */
void sql_create_table(struct out *sql, const struct dialect *dialect,
                      const struct resource *resource);
void sql_insert(struct out *sql, const struct dialect *dialect, const struct resource *resource);
void sql_create_indexes(struct out *sql, const struct resource *resource);

#endif
