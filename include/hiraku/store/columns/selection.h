/* The rows that a query's conditions match, block by block of ZONE_ROWS rows in table order. */
#ifndef HIRAKU_STORE_COLUMNS_SELECTION_H
#define HIRAKU_STORE_COLUMNS_SELECTION_H

#include "hiraku/base/arena.h"
#include "hiraku/base/status.h"
#include "hiraku/query/query.h"

#include "hiraku/store/columns/predicate.h"

/* Memory: of a condition that no range says, a byte for each different value; of one on a record
 * referred to, a byte for each of that table's rows. */
struct selection {
    const struct table_data *table;
    struct predicate predicates[QUERY_FILTERS_MAX + 2];
    size_t count;
    /* Which rows are of the view, where the table has others: the first `views`. */
    struct predicate view[2];
    struct code_range viewed[2];
    size_t views;
    const uint64_t *rows; /* a bit for each row that may be selected (full text); NULL: all */
    struct arena arena;
    const int64_t *deadline_ms; /* clock.h; read whenever it is asked for; 0, NULL: never */
    uint8_t one[ZONE_ROWS];
};

/* What is asked, by whom. */
struct selection_context {
    const struct columns *columns;
    int first_month;            /* of the fiscal year */
    const int64_t *deadline_ms; /* may change while the selection is open */
};

/* The rows of query->resource that its filters match; what its words match is the caller's to set.
 * Must be closed even after a failure. */
enum status selection_open(struct selection *selection, const struct selection_context *context,
                           const struct query *query, struct problem *p);
void selection_close(struct selection *selection);

/* Only rows with a cell in the column, too. */
void selection_add_filled(struct selection *selection, const struct column_data *data);

/* Only rows that refer to a record of `rows`, a byte for each of the table referred to. */
enum status selection_add_referring(struct selection *selection,
                                    const struct column_data *reference, const uint8_t *rows,
                                    struct problem *p);

static inline uint32_t selection_blocks(const struct selection *selection)
{
    return selection->table->rows / ZONE_ROWS + (selection->table->rows % ZONE_ROWS > 0);
}

/* How many rows a block has. */
static inline size_t selection_block_rows(const struct selection *selection, uint32_t block)
{
    uint32_t rest = selection->table->rows - block * ZONE_ROWS;
    return rest < ZONE_ROWS ? rest : ZONE_ROWS;
}

/* mask[i] = 1 for each selected row of the block, 0 for the others of it; returns how many. */
size_t selection_block(struct selection *selection, uint32_t block, uint8_t mask[ZONE_ROWS]);

/* Sets a bit for each selected row, row r as bit r % 64 of bits[r / 64]; the others are 0 before.
 */
enum status selection_bits(struct selection *selection, uint64_t *bits, struct problem *p);

/* STATUS_DEADLINE when the time is over; asked for once a block. */
enum status selection_poll(const struct selection *selection, struct problem *p);

/* How many rows are selected. Stops after `until_ms` (clock.h; 0: never), `*complete` is then
 * false.
 */
enum status selection_count(struct selection *selection, int64_t until_ms, uint64_t *count,
                            bool *complete, struct problem *p);

#endif
