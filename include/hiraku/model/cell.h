/* One cell against its column: text, lexical rule of the type, canonical form. */
#ifndef HIRAKU_MODEL_CELL_H
#define HIRAKU_MODEL_CELL_H

#include "hiraku/model/cell_finding.h"

struct column;

/* The canonical form of a cell: trimmed, NFC, as its type writes it. Empty where the cell is empty
 * or is refused; then there is a finding and `*bad` is set (it is never cleared). An empty cell of
 * a required column is refused. The result borrows from `raw` or from the arena. `place.column` is
 * set here. */
struct slice cell_read(struct cell_reader *reader, const struct column *column, struct slice raw,
                       struct place place, bool *bad);

#endif
