/* A column of a table, or of a record that it refers to, two steps at most: `fiscal_year`,
 * `kpi.municipality`; and rows as the values of several such paths. */
#ifndef HIRAKU_QUERY_PATH_H
#define HIRAKU_QUERY_PATH_H

#include "hiraku/query/query.h"

struct column;
struct problem;
struct query;
struct resource;
struct store;

enum { PATHS_MAX = 32 };

struct path {
    const struct column *column;
    const struct column *through[QUERY_STEPS_MAX]; /* references gone through, from the row on */
    size_t steps;
    struct slice name; /* as written */
};

/* Reads a path of published columns. STATUS_BAD_PARAMETER names `parameter`, with the nearest
 * column and all that could stand there. */
enum status path_read(const struct resource *resource, struct slice name, const char *parameter,
                      struct path *path, struct problem *p);

struct projected {
    const struct path *paths;
    size_t count;   /* at most PATHS_MAX */
    size_t ordered; /* by the first so many of them */
};

/* The rows that a query's filters match, as the values of paths: in their order, then by
 * query->order, then by key. All columns of
 * references that lead nowhere are empty. Takes constant memory. */
struct projection;
enum status projection_open(struct projection **projection, struct store *store,
                            const struct query *query, struct projected projected,
                            struct problem *p);
/* `cells` holds as many as there are paths; they are valid until the next call. */
enum status projection_next(struct projection *projection, struct slice *cells, bool *more,
                            struct problem *p);
void projection_close(struct projection *projection); /* NULL is allowed */

#endif
