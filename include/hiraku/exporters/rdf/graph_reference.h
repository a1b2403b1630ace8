/* The records that the rows of a document refer to, one after the other. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_REFERENCE_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_REFERENCE_H

#include "hiraku/base/slice.h"

struct emit;
struct graph;
struct resource;
struct row;

/* References of a record that wait for being followed: a stack, the next ones on top. */
struct graph_pending {
    struct graph_pending *below;
    const struct resource *resource;
    struct slice rest; /* of `ids` */
    char ids[];        /* separated by spaces */
};

/* Puts what the row refers to on the stack, so that the first column comes next; nothing without a
 * store. Fails the document where there is no memory. */
void graph_references(struct graph *graph);

/* The next record that has not been described in this document, valid until graph_batch_reset;
 * NULL: none is left. To be called until then. */
const struct row *graph_reference_next(struct emit *emit);

#endif
