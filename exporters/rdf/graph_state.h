/* What a document of triples remembers: the serialiser its open subject, the emitter its plans and
 * what it has described. Private to this folder. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_STATE_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_STATE_H

#include "hiraku/exporters/rdf/triple_sink.h"

#include <stdint.h>

struct column;
struct emit;
struct graph_batch;
struct graph_pending;
struct out;
struct resource;
struct view;

enum { NODE_IRI_SIZE = 4096, NODE_PREDICATES_MAX = 48 };

/* The IRI of a subject, kept beyond the call that named it. */
struct graph_subject {
    char iri[NODE_IRI_SIZE];
    size_t len;
};

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

enum {
    GRAPH_STEPS_MAX = 128,
    GRAPH_PLANS_MAX = 24,
    GRAPH_COLUMNS_MAX = 64,
    GRAPH_CODES_MAX = 256,
    GRAPH_CODES_MARKED_MAX = 1024
};

enum step_kind {
    STEP_CELL,
    STEP_PERIOD, /* an IRI, unless STEP_MOMENT applies */
    STEP_MOMENT, /* a day or a month as a literal */
    STEP_CONSTANT,
    STEP_IDENTIFIER, /* corporate number: link to its node */
    STEP_ISO6523,    /* corporate number: 0188:… */
    STEP_PLACE,
};

/* A triple that every row of a view may have (graph_plan.c). */
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

/* A set of hashes that grows up to a limit; then what was not asked about for longest is forgotten
 * (graph_marks.c). */
struct graph_marks {
    uint64_t *young, *old; /* 0: a free slot; both NULL at first */
    size_t slots, count;   /* of `young`; `old` has as many slots */
};

/* The subject that graph_once has at hand. */
struct graph_once {
    struct graph_subject subject;
    bool is_open;
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

/* An IRI that is too long fails the document and leaves an empty one. */
void graph_subject_set(struct graph_subject *subject, struct slice iri, struct out *document);
static inline struct slice graph_subject_iri(const struct graph_subject *subject)
{
    return (struct slice){subject->iri, subject->len};
}

/* The plan of a view, made where there is none yet. */
struct graph_plan *graph_plan(struct emit *emit, const struct view *view);

/* FNV-1a, never 0. */
uint64_t graph_hash(struct slice text);

/* FNV-1a goes on from `hash`. */
uint64_t graph_hash_more(uint64_t hash, struct slice text);

/* Whether the hash was not asked about in this document. Forgets what has not been asked about
 * since GRAPH_REMEMBERED others were. Fails the document where there is no memory. */
enum { GRAPH_REMEMBERED = 3 << 18 };
bool graph_mark_hash(struct emit *emit, uint64_t hash);

/* The same of an IRI that is to be described. */
bool graph_mark_iri(struct emit *emit, struct slice iri);

/* A sink before the document's own that lets through only triples that it has not let through
 * before in this document: for what is described from several sides. */
extern const struct triple_sink graph_once_sink;

/* Puts a code, or what stands for a list of codes, among those that were described; false: it is
 * one of them already. */
bool graph_mark_code(struct emit *emit, const void *thing);

#endif
