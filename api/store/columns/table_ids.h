/* The ids of a table while columns are built, each once, in the order in which they come; and where
 * the last version of each has its row. */
#ifndef HIRAKU_API_STORE_COLUMNS_TABLE_IDS_H
#define HIRAKU_API_STORE_COLUMNS_TABLE_IDS_H

#include "value_set.h"

/* All zero: none. */
struct table_ids {
    struct value_set texts; /* of each id; empty where they have none */
    uint32_t *last;         /* of each id, its last row; NULL: as many ids as rows */
    size_t room;
    uint32_t count, rows;
};

/* The next row, which is the last one of its id; or another one is to follow. STATUS_NO_MEMORY. */
enum status table_ids_row(struct table_ids *ids, bool last, struct problem *p);

/* Where a reference to an id leads. */
static inline uint32_t table_ids_last(const struct table_ids *ids, uint32_t number)
{
    return ids->last ? ids->last[number] : number;
}

void table_ids_free(struct table_ids *ids);

#endif
