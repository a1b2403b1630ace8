/* Triples that are written once although two records have them. Private to this folder. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_ONCE_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_ONCE_H

#include "hiraku/exporters/rdf/triple_sink.h"

#include "graph_subject.h"

/* The subject that graph_once has at hand. */
struct graph_once {
    struct graph_subject subject;
    bool is_open;
};

/* A sink before the document's own that lets through only triples that it has not let through
 * before in this document: for what is described from several sides. */
extern const struct triple_sink graph_once_sink;

#endif
