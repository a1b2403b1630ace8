/* Selected rows in the order of columns, as many as are wanted at a time. */
#ifndef HIRAKU_STORE_COLUMNS_ROW_ORDER_H
#define HIRAKU_STORE_COLUMNS_ROW_ORDER_H

#include "hiraku/base/status.h"
#include "hiraku/query/path.h"
#include "hiraku/query/query.h"

#include "hiraku/store/columns/selection.h"

enum { ROW_ORDER_KEYS_MAX = 2 * QUERY_ORDER_MAX };

/* One key of an order: a column of the row, or of a record that it refers to. */
struct order_key {
    const struct column_data *data;
    const struct column_data *through[QUERY_STEPS_MAX];
    size_t steps;
    bool descending;
    bool exact; /* values that are equal in their order but written differently follow in byte order
                 */
};

struct row_order {
    struct order_key keys[ROW_ORDER_KEYS_MAX];
    size_t count; /* 0: table order */
};

/* Rows in their order; all zero at first. */
struct row_batch {
    uint64_t *entries;
    size_t count, room;
};

/* The next at most `max` selected rows in the order and, where that makes no difference, in table
 * order; those behind row `after` (NULL: from the first). Memory: 16 bytes a row of the batch. */
enum status row_order_next(struct selection *selection, const struct row_order *order,
                           const uint32_t *after, size_t max, struct row_batch *batch,
                           struct problem *p);
void row_batch_free(struct row_batch *batch);

static inline uint32_t row_batch_row(const struct row_batch *batch, size_t i)
{
    return (uint32_t)batch->entries[i];
}

/* The key of a path from the table, exact and ascending; false: it leads through no stored
 * references. */
bool order_key_of_path(struct order_key *key, const struct table_data *table,
                       const struct path *path);

/* The cell of a key; empty where a reference on the way is. As data_text. */
struct slice order_key_text(const struct order_key *key, uint32_t row, struct arena *arena);

/* The record whose cell a key is; false: a reference on the way is empty. */
bool order_key_follow(const struct order_key *key, uint32_t *row);

/* The place of a row among the values of a key; an empty cell and none at all are one. */
uint32_t order_key_value(const struct order_key *key, uint32_t row);

#endif
