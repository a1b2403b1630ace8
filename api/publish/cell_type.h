/* A cell on its way through cell.c and cell_type.c. Private to these two. */
#ifndef HIRAKU_CELL_TYPE_H
#define HIRAKU_CELL_TYPE_H

#include "cell.h"

struct cell {
    struct cell_reader *reader;
    const struct column *column;
    struct place place;
    struct slice text; /* what it is so far; empty once refused */
    bool *bad;
};

/* The lexical rule of the column's type: brings `text`, which is not empty, into canonical form or
 * refuses it. */
void cell_type(struct cell *cell);

/* Reports `rule` with the present text as value and empties the cell. */
void cell_refuse(struct cell *cell, enum rule rule, struct slice mended, struct slice expected);

#endif
