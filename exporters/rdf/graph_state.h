/* What a document of triples remembers: the serialiser its open subject, the emitter its plans and
 * what it has described. Private to this folder. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_STATE_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_STATE_H

#include "graph_marks.h"
#include "graph_once.h"
#include "graph_plan.h"

struct graph_batch;
struct graph_pending;
struct triple_sink;

enum { NODE_PREDICATES_MAX = 48, GRAPH_PLANS_MAX = 24, GRAPH_CODES_MARKED_MAX = 1024 };

/* The subject that is open (rdf_node.c). Predicates are constant text of the model or of whoever
 * describes. */
struct node {
    struct graph_subject subject;
    struct slice last;                      /* the predicate written last */
    struct slice used[NODE_PREDICATES_MAX]; /* the predicates written so far */
    size_t used_count;
    struct slice type; /* with which it was opened, or empty */
    uint64_t count;    /* subjects opened in this document */
};

/* All zero when a document begins, but for the sink. */
struct graph_state {
    const struct triple_sink *sink; /* the writer's */
    struct node node;
    struct graph_plan plans[GRAPH_PLANS_MAX];
    size_t next_plan;
    struct graph_marks marks; /* graph_hash of what was described; triples of graph_once */
    struct graph_once once;
    struct graph_pending *pending; /* owned; NULL between rows */
    struct graph_batch *batch;     /* owned; NULL: no row has waited yet */
    /* Codes of the model and lists of them that were described: a set. */
    const void *codes[GRAPH_CODES_MARKED_MAX];
};

#endif
