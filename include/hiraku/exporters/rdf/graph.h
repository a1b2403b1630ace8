/* Records as triples (vocabulary.md): one emitter, a small serialiser per RDF format.
 *
 * graph_row walks a row by its model and calls the writer's sink: subject, then its types and
 * properties, then end; a record may have several subjects (its identifier node, its place, the
 * periods it names). No blank nodes. IRIs handed to a sink are absolute and legal; literals are
 * text that import has checked. The same row gives the same calls in the same order. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_H

#include "hiraku/base/status.h"

struct emit;
struct graph_state;
struct problem;
struct row;
struct writer;

/* NULL, without an error, for a writer that knows no triples. */
enum status graph_state_new(struct graph_state **result, const struct writer *writer,
                            struct problem *p);
void graph_state_free(struct graph_state *state); /* NULL is allowed */

/* What stands before the rows: the structure of a cube, the record that a list is about. */
void graph_begin(struct emit *emit);

/* A row, whole: the `row` of every format of triples, and what it refers to where emit->store is
 * there to look it up: then some rows wait for each other, up to graph_end. With SHAPE_RECORD also
 * describes the periods it names. */
void graph_row(struct emit *emit, const struct row *row);

/* Writes the rows that wait: first in the `end` of every format of triples. */
void graph_end(struct emit *emit);

#endif
