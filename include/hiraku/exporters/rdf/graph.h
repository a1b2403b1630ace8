/* Records as triples (vocabulary.md): one emitter, a small serialiser per RDF format.
 *
 * graph_row walks a row by its model and calls the writer's sink: subject, then its types and
 * properties, then end; a record may have several subjects (its identifier node, its place, the
 * periods it names). No blank nodes. IRIs handed to a sink are absolute and legal; literals are
 * text that import has checked. The same row gives the same calls in the same order. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

struct emit;
struct graph_state;
struct instance;
struct out;
struct problem;
struct resource;
struct row;
struct writer;

struct triple_sink {
    /* type: CURIE of the first class; empty: more of a subject whose classes were said before, then
     * a property follows and no class */
    void (*subject)(struct emit *emit, struct slice iri, struct slice type);
    void (*type)(struct emit *emit, struct slice curie); /* a further class */
    void (*link)(struct emit *emit, struct slice predicate,
                 struct slice iri); /* predicate: CURIE */
    /* `lang` or `datatype` (CURIE) or neither */
    void (*literal)(struct emit *emit, struct slice predicate, struct slice text, const char *lang,
                    const char *datatype);
    void (*end)(struct emit *emit, struct slice type); /* type: as given to `subject` */
};

/* NULL, without an error, for a writer that knows no triples. */
enum status graph_state_new(struct graph_state **result, const struct writer *writer,
                            struct problem *p);
void graph_state_free(struct graph_state *state); /* NULL is allowed */

/* What stands before the rows: the structure of a cube, the record that a list is about. */
void graph_begin(struct emit *emit);

/* A row, whole: the `row` of every format of triples, and what it refers to where emit->store is
 * there to look it up. With SHAPE_RECORD also describes the periods it names. */
void graph_row(struct emit *emit, const struct row *row);

/* The IRI of a record: {base}/id/{table}/{id}. Writes at most `size` bytes with NUL; returns the
 * length, 0 if it does not fit. */
size_t graph_iri(const struct instance *instance, const struct resource *resource, struct slice id,
                 char *iri, size_t size);

/* Whether graph_row may use the namespace prefix for the rows of this document (the record it is
 * about included). A document without rows may use any. */
bool graph_mentions(const struct emit *emit, const char *prefix);

/* Writes the IRI that a CURIE of the model stands for, unescaped; an unknown prefix fails the
 * stream. */
void graph_expand(struct out *out, struct slice curie);

#endif
