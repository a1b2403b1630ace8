/* One cell against its column: text, lexical rule of the type, canonical form. */
#ifndef HIRAKU_MODEL_CELL_H
#define HIRAKU_MODEL_CELL_H

#include "hiraku/base/slice.h"
#include "hiraku/diagnostics/finding.h"

struct arena;
struct column;

struct report;

struct cell_reader {
    struct report *report;
    struct arena *arena; /* canonical forms live here; the caller resets it */
    bool answered;       /* the record has a note: warnings are not reported */
    /* Set where a refused cell is given back as it was written, without a finding: what was meant
     * by it depends on the rest of its record or on other ones (refused.c). NULL: such a cell is
     * reported like every other. */
    bool *waits;
};

/* The canonical form of a cell: trimmed, NFC, as its type writes it. Empty where the cell is empty
 * or is refused; then there is a finding and `*bad` is set (it is never cleared). An empty cell of
 * a required column is refused. The result borrows from `raw` or from the arena. `place.column` is
 * set here. */
struct slice cell_read(struct cell_reader *reader, const struct column *column, struct slice raw,
                       struct place place, bool *bad);

/* Reports a finding about a column. Warnings are left out where the reader says so. */
void cell_report(struct cell_reader *reader, enum rule rule, struct place place, struct slice value,
                 struct slice mended, struct slice expected);

#endif
