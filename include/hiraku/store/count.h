/* How many rows a query selects, and how often each value of a column is among them. */
#ifndef HIRAKU_STORE_COUNT_H
#define HIRAKU_STORE_COUNT_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct arena;
struct column;
struct problem;
struct query;
struct store;

/* How many rows the query's filters match. Counting stops after `budget_ms` (0: after the
 * first rows; below 0: never): `*complete` is then false and there are at least `*count`. */
enum status store_count(struct store *store, const struct query *query, int64_t budget_ms,
                        uint64_t *count, bool *complete, struct problem *p);

enum { FACET_VALUES_MAX = 100 };

/* How often each value of a column occurs among the rows that the filters match. */
struct facet {
    const struct column *column;
    size_t count;
    bool complete; /* no further values */
    struct facet_value {
        struct slice value; /* empty: empty cells */
        uint64_t rows;
    } values[FACET_VALUES_MAX]; /* the most frequent first, then in byte order */
};

/* The values are copied into the arena. */
enum status store_facet(struct store *store, const struct query *query, const struct column *column,
                        struct arena *arena, struct facet *facet, struct problem *p);

#endif
