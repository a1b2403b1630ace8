/* The records that the rows of a document refer to, read one after the other. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_REFERENCE_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_REFERENCE_H

#include "hiraku/query/query.h"
#include "hiraku/query/view.h"

struct emit;
struct graph;
struct resource;

struct cursor;

/* References of a record that wait for being followed: a stack, the next ones on top. */
struct graph_pending {
    struct graph_pending *below;
    const struct resource *resource;
    struct slice rest; /* of `ids` */
    char ids[];        /* separated by spaces */
};

/* A record that is referred to, while it is described. */
struct graph_reference {
    struct query query;
    struct view view;
    struct cursor *cursor; /* NULL at first */
    struct row row;
};

/* Puts what the row refers to on the stack, so that the first column comes next; nothing without a
 * store. Fails the document where there is no memory. */
void graph_references(struct graph *graph);

/* Reads the next record that has not been described in this document; false: none is left. To be
 * called until then. */
bool graph_reference_next(struct emit *emit, struct graph_reference *reference);

#endif
