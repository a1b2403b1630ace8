/* What a document of triples remembers: the serialiser its open subject, the emitter its plans and
 * what it has said. Private to exporters/. */
#ifndef HIRAKU_EXPORTERS_GRAPH_STATE_H
#define HIRAKU_EXPORTERS_GRAPH_STATE_H

#include "hiraku/graph.h"

enum { NODE_IRI_SIZE = 4096, NODE_PREDICATES_MAX = 48 };

/* The subject that is open (rdf_node.c). Predicates are constant text of the model or of whoever
 * describes. */
struct node {
    char iri[NODE_IRI_SIZE];
    size_t iri_len;
    struct slice last;                      /* the predicate said last */
    struct slice used[NODE_PREDICATES_MAX]; /* the predicates said so far */
    size_t used_count;
    uint64_t count; /* subjects opened in this document */
};

enum {
    GRAPH_STEPS_MAX = 128,
    GRAPH_PLANS_MAX = 24,
    GRAPH_COLUMNS_MAX = 64,
    GRAPH_CODES_MAX = 256,
    GRAPH_SAID_MAX = 16384,
    GRAPH_CODES_SAID_MAX = 1024
};

/* One thing to say of every row of a view (graph_plan.c). */
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
    struct graph_step steps[GRAPH_STEPS_MAX];
    /* Where the marks of a column's codes begin; the list's own mark stands first. */
    unsigned short marks[GRAPH_COLUMNS_MAX];
    unsigned char codes_said[GRAPH_CODES_MAX]; /* what graph_state knows, at hand */
    uint64_t last[GRAPH_COLUMNS_MAX];          /* graph_hash of the cell referred with last */
};

/* All zero when a document begins, but for the sink. */
struct graph_state {
    const struct triple_sink *sink; /* the writer's */
    struct node node;
    struct graph_plan plans[GRAPH_PLANS_MAX];
    size_t next_plan;
    uint64_t said[GRAPH_SAID_MAX]; /* graph_hash of what was described; 0: free */
    /* Codes of the model and lists of them that were described: a set. */
    const void *codes[GRAPH_CODES_SAID_MAX];
};

/* FNV-1a, never 0. */
uint64_t graph_hash(struct slice text);

/* Whether the IRI was not asked about in this document. Forgets where there are many thousands: a
 * thing may then be described twice, in the same words. */
bool graph_say_once(struct emit *emit, struct slice iri);

/* Puts a code, or what stands for a list of codes, among those that were described; false: it is
 * one of them already. */
bool graph_say_code(struct emit *emit, const void *thing);

#endif
