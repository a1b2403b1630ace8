/* In which release a record's figure last became another one: the column `revised_in` of tables
 * that have a measured value (struct measurement).
 *
 * A figure is the value, why there is none, and how the number bounds it. What else a record says,
 * such as its note, does not revise it. Whether a release was withdrawn later does not count. */
#ifndef HIRAKU_API_STORE_COLUMNS_REVISED_H
#define HIRAKU_API_STORE_COLUMNS_REVISED_H

#include "hiraku/base/slice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct resource;

/* The name that the column has. */
#define COLUMN_REVISED_IN "revised_in"

enum { REVISED_CELLS_MAX = 3, REVISED_TEXT_SIZE = 16 };

struct revised {
    size_t column;                   /* 0: the table has no such column */
    size_t cells[REVISED_CELLS_MAX]; /* columns of the figure */
    size_t count;
    uint32_t release; /* of the version given last; 0: it is as it was first published */
    char text[REVISED_TEXT_SIZE];
};

void revised_begin(struct revised *revised, const struct resource *resource);

/* The versions of a record one after the other, the oldest first: `before` are the cells of the one
 * before, NULL for the first, both by column. Returns the cell, "" or a number, which lives until
 * the next call. A record that came back is compared with what it was before it went. */
struct slice revised_next(struct revised *revised, const struct slice *before,
                          const struct slice *cells, uint32_t since);

#endif
