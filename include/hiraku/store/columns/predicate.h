/* A condition of a query as a condition on codes. */
#ifndef HIRAKU_STORE_COLUMNS_PREDICATE_H
#define HIRAKU_STORE_COLUMNS_PREDICATE_H

#include "hiraku/base/status.h"

#include "hiraku/store/columns/table_data.h"

struct filter;

/* Codes from `low` on, below `high`. */
struct code_range {
    uint32_t low, high;
};

/* The rows whose code is in one of the ranges or, where there is a set, in that; `negated`: the
 * other rows. */
struct predicate {
    const struct column_data *data;
    bool negated;
    struct code_range *ranges;
    size_t range_count;
    uint8_t *set; /* of each code 1 or 0; NULL: the ranges */
};

/* What a condition is compiled with. */
struct predicate_context {
    const struct columns *columns;
    int first_month; /* of the fiscal year */
    struct arena *arena;
};

/* The condition of a filter without steps on a column of `table`. STATUS_NO_MEMORY. */
enum status predicate_of(struct predicate *predicate, const struct predicate_context *context,
                         const struct table_data *table, const struct filter *filter,
                         struct problem *p);

/* The rows of a reference whose target's row, as data_follow finds it, is 1 in `rows`. */
enum status predicate_of_reference(struct predicate *predicate,
                                   const struct predicate_context *context,
                                   const struct column_data *reference, const uint8_t *rows,
                                   struct problem *p);

/* Whether the condition holds for a code. */
bool predicate_test(const struct predicate *predicate, uint32_t code);

#endif
