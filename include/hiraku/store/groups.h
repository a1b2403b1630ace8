/* The rows that a query matches, counted by the values of paths, with the extremes of a column of
 * numbers: one pass over codes, without an order among the rows of a group. */
#ifndef HIRAKU_STORE_GROUPS_H
#define HIRAKU_STORE_GROUPS_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/query/path.h"

#include <stdint.h>

struct arena;
struct problem;
struct query;
struct store;

enum { GROUPS_KEYS_MAX = 8 };

struct grouped {
    const struct path *keys;   /* rows that differ in one of them are counted for themselves */
    size_t key_count, ordered; /* at most GROUPS_KEYS_MAX; groups come in the order of the first */
    const struct path *value;  /* numbers; NULL: rows are counted only */
    const struct path *note;   /* of a value: rows where it is other than `plain` are counted */
    const char *plain;
    bool extremes; /* the least and the greatest value are wanted */
};

/* Of one group. Rows are numbered in table order. */
struct group {
    uint32_t row;                     /* the first with a value, else the first */
    uint32_t rows, values, noted;     /* all; with a value; with one and a note */
    uint32_t least_row, greatest_row; /* the first that has it */
    struct slice least, greatest;     /* empty: no row has a value */
};

struct groups;

/* STATUS_TOO_MANY_GROUPS where there are more than so many, or more combinations of values than can
 * be numbered. Memory: that of the groups. */
enum status groups_open(struct groups **groups, struct store *store, const struct query *query,
                        const struct grouped *grouped, size_t max, struct problem *p);
void groups_close(struct groups *groups); /* NULL is allowed */

/* In the order of the keys, those alike in the first `ordered` by their `row`. */
size_t groups_count(const struct groups *groups);
void groups_get(const struct groups *groups, size_t i, struct group *group);

/* What paths of the query's table say of a row. Texts live as long as the store or the arena. */
enum status groups_cells(const struct groups *groups, uint32_t row, struct projected projected,
                         struct slice *cells, struct arena *arena, struct problem *p);

#endif
