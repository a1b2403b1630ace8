/* A cell on its way through cell.c and cell_type.c, and what is said of it. */
#ifndef HIRAKU_MODEL_CELL_FINDING_H
#define HIRAKU_MODEL_CELL_FINDING_H

#include "hiraku/diagnostics/finding.h"

struct arena;
struct column;

struct report;

struct cell_reader {
    struct report *report;
    struct arena *arena; /* canonical forms live here; the caller resets it */
    bool answered;       /* the record has a note: warnings are not reported */
    /* Set where a refused cell is given back as it was written, without a finding: what was meant
     * by it depends on the rest of its record or on other ones (api/ingest/meant.c). NULL: such a
     * cell is reported like every other. */
    bool *waits;
};

struct cell {
    struct cell_reader *reader;
    const struct column *column;
    struct place place;
    struct slice text;    /* what it is so far; empty once refused */
    struct slice written; /* trimmed and NFC; what findings show */
    bool *bad;
    bool rewritten; /* the text is not what was written: a note says so */
};

/* Reports a finding about a column. Warnings are left out where the reader says so. */
void cell_report(struct cell_reader *reader, enum rule rule, struct place place, struct slice value,
                 struct slice mended, struct slice expected);

/* Reports `rule` with the present text as value and empties the cell. */
void cell_refuse(struct cell *cell, enum rule rule, struct slice mended, struct slice expected);

#endif
