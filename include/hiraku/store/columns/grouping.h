/* Counting rows by the codes of several columns. */
#ifndef HIRAKU_STORE_COLUMNS_GROUPING_H
#define HIRAKU_STORE_COLUMNS_GROUPING_H

#include "hiraku/base/status.h"

#include "hiraku/store/columns/selection.h"

enum { GROUPING_KEYS_MAX = 8 };
#define GROUPING_NO_ROW UINT32_MAX

/* One group. Codes are those of grouping->value. */
struct group_sum {
    uint32_t first, first_valued; /* rows; GROUPING_NO_ROW: none has a value */
    uint32_t rows, values, noted;
    uint32_t least, least_row, greatest, greatest_row;
};

/* A key: a column of the row or, through a reference of it, what `map` says of the reference's
 * code. */
struct grouping_key {
    const struct column_data *data;
    const uint32_t *map; /* NULL: the code itself */
    uint64_t count;      /* of different numbers */
};

struct grouping {
    struct grouping_key keys[GROUPING_KEYS_MAX];
    size_t key_count;
    const struct column_data *value; /* NULL: none */
    const struct column_data *note;  /* NULL: none */
    uint32_t plain;                  /* the code of `note` that is not counted */
    bool extremes;
    size_t max; /* groups */
    struct group_sum *sums;
    size_t count, room;
    uint32_t *numbers; /* of each sum, what it is found by */
    uint32_t *slots;   /* place in sums + 1, by number or by its hash */
    size_t slot_count; /* a power of two where they are hashed */
    bool hashed;
};

/* Counts the rows of the selection. `grouping` is all zero but for what is asked; it must be closed
 * even after a failure. STATUS_TOO_MANY_GROUPS. */
enum status grouping_run(struct grouping *grouping, struct selection *selection, struct problem *p);
void grouping_close(struct grouping *grouping);

#endif
