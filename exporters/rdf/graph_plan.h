/* What every row of a view says, as steps. Private to this folder. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_PLAN_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_PLAN_H

#include "hiraku/base/slice.h"

#include <stdint.h>

struct column;
struct emit;
struct resource;
struct view;

enum { GRAPH_STEPS_MAX = 128, GRAPH_COLUMNS_MAX = 64, GRAPH_CODES_MAX = 256 };

enum step_kind {
    STEP_CELL,
    STEP_PERIOD, /* an IRI, unless STEP_MOMENT applies */
    STEP_MOMENT, /* a day or a month as a literal */
    STEP_CONSTANT,
    STEP_IDENTIFIER, /* corporate number: link to its node */
    STEP_ISO6523,    /* corporate number: 0188:… */
    STEP_PLACE,
};

/* A triple that every row of a view may have. */
struct graph_step {
    unsigned kind, column;
    struct slice predicate; /* a CURIE */
    const char *object;     /* of a constant */
};

/* The rows of a view as steps, those of one predicate side by side. */
struct graph_plan {
    const struct view *view; /* the last one with these columns: views come and go */
    const struct resource *resource;
    const struct column *columns[GRAPH_COLUMNS_MAX];
    size_t columns_count;
    size_t count;
    size_t id, same; /* positions in the view; the view's count: it has none */
    bool is_shared;  /* records of another table may have the IRI of one of these */
    struct graph_step steps[GRAPH_STEPS_MAX];
    /* Where the marks of a column's codes begin; the list's own mark stands first. */
    unsigned short marks[GRAPH_COLUMNS_MAX];
    unsigned char codes_marked[GRAPH_CODES_MAX]; /* what graph_state knows, at hand */
    uint64_t last[GRAPH_COLUMNS_MAX];            /* graph_hash of the cell referred with last */
};

/* The plan of a view, made where there is none yet. */
struct graph_plan *graph_plan(struct emit *emit, const struct view *view);

#endif
