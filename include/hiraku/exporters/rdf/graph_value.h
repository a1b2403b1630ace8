/* One record on its way, and its cells as triples. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_VALUE_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_VALUE_H

#include "hiraku/exporters/rdf/graph_iri.h"

struct column;
struct emit;
struct graph_plan;
struct out;
struct row;
struct triple_sink;

struct graph {
    struct emit *emit;
    const struct row *row;
    const struct triple_sink *sink;
    struct iri_buffer subject; /* the record's IRI, while the record lasts */
    struct iri_buffer object;  /* the IRI under construction */
    struct graph_plan *plan;   /* of the row's view */
};

/* graph->object, empty: the IRI under construction; ended, as an object. A buffer that was too
 * small fails the document. */
struct out *graph_new_object(struct graph *graph);
struct slice graph_object(struct graph *graph);

/* The triples of the row's column `at` with this predicate about the subject that is open. */
void graph_property(struct graph *graph, size_t at, struct slice predicate);

/* Whether the objects are literals (rdf_starts, rdf_ends) in place of the IRI of a period. */
bool graph_period_is_literal(const struct graph *graph, const struct column *column,
                             struct slice cell);

#endif
