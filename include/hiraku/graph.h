/* Records as triples (vocabulary.md): one emitter, a small serialiser per RDF format.
 *
 * graph_row walks a row by its model and calls the writer's sink: subject, then its types and
 * properties, then end; a record may have several subjects (its identifier node, its place, the
 * periods it names). No blank nodes. IRIs handed to a sink are absolute and legal; literals are
 * text that import has checked. The same row gives the same calls in the same order. */
#ifndef HIRAKU_GRAPH_H
#define HIRAKU_GRAPH_H

#include "hiraku/writer.h"

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

/* What a document of triples needs to remember: the subject that is open, what was said. One for
 * each document, from before `begin` to behind `end`; whoever makes a `struct emit` provides it. */
struct graph_state;

/* NULL, without an error, for a writer that knows no triples. */
enum status graph_state_new(struct graph_state **result, const struct writer *writer,
                            struct problem *p);
void graph_state_free(struct graph_state *state); /* NULL is allowed */

/* What stands before the rows: the structure of a cube, the record that a list is about. */
void graph_begin(struct emit *emit);

/* A row, whole: the `row` of every format of triples, and what it refers to where emit->store is
 * there to look it up. With SHAPE_RECORD also describes the periods it names. */
void graph_row(struct emit *emit, const struct row *row);

/* The data set, the structure, the components and the code lists of a resource that is a cube. */
void cube_describe(struct emit *emit, const struct triple_sink *sink,
                   const struct resource *resource);

/* The vocabulary hk:, whole. `context` is not used (it has the form of a `describe`). */
void vocabulary_describe(struct emit *emit, const struct triple_sink *sink, void *context);

/* Its properties, each with the column that describes it; its code lists (`code` NULL), each before
 * its codes, but for those that an earlier list has, too. */
void vocabulary_properties(void (*visit)(void *context, const struct column *column,
                                         struct slice curie),
                           void *context);
void vocabulary_codes(void (*visit)(void *context, const struct column *column,
                                    const struct code *code),
                      void *context);
/* The list that the codes of an enum column are in: its local name, and what it is called. Columns
 * with the very same codes have one list. It is {column}-codes where all columns of that name have
 * it, else {table}-{column}-codes. */
void vocabulary_list_name(struct out *out, const struct column *column);
void vocabulary_list_label(struct out *out, const struct column *column, bool japanese);
/* The length of an English title without the language that it ends with. */
size_t vocabulary_title_len(const char *title);

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
