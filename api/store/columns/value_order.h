/* The values of a column in the order of its type (model/type.h): by bytes; by number and then by
 * bytes, what is no number first; by the first day and then by bytes, what has none first. */
#ifndef HIRAKU_API_STORE_COLUMNS_VALUE_ORDER_H
#define HIRAKU_API_STORE_COLUMNS_VALUE_ORDER_H

#include "hiraku/model/type.h"

#include "value_set.h"

/* To be freed with value_order_free, also after a failure. */
struct value_order {
    uint32_t *numbers; /* of the values in their order */
    uint32_t *places;  /* of each number its place there */
    uint32_t *ranks;   /* of each place; NULL: no two values are equal in their order */
};

/* `first_month` is that of the fiscal year. STATUS_NO_MEMORY. */
enum status value_order_make(struct value_order *order, const struct value_set *set,
                             enum type_order by, int first_month, struct problem *p);
void value_order_free(struct value_order *order);

#endif
