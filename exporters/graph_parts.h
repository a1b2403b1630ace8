/* What the files of the triple emitter share. Private to exporters/. */
#ifndef HIRAKU_EXPORTERS_GRAPH_PARTS_H
#define HIRAKU_EXPORTERS_GRAPH_PARTS_H

#include "hiraku/graph.h"

enum { GRAPH_IRI_SIZE = 4096 };

/* A stream over a fixed buffer: it never allocates, because its capacity is its limit. */
struct buffer {
    struct out out;
    char bytes[GRAPH_IRI_SIZE];
};

void buffer_init(struct buffer *buffer);

/* One record on its way. */
struct graph {
    struct emit *emit;
    const struct row *row;
    const struct triple_sink *sink;
    struct buffer subject; /* the record's IRI, while the record lasts */
    struct buffer object;  /* the IRI under construction */
};

/* What the emitter says of its own accord, besides the model's predicates. */
#define TERM_PLACE_CLASS      "dct:Location"
#define TERM_PLACE            "dct:spatial"
#define TERM_IDENTIFIER_CLASS "adms:Identifier"
#define TERM_IDENTIFIER       "adms:identifier"
#define TERM_NOTATION         "skos:notation"
#define TERM_AGENCY           "adms:schemaAgency"
#define TERM_ISO6523          "schema:iso6523Code"
#define TERM_NUMBER_TYPE      "hk:JapaneseCorporateNumber"
#define TERM_IN_SCHEME        "skos:inScheme"
#define TERM_SCHEME_CLASS     "skos:ConceptScheme"
#define TERM_TITLE            "dct:title"

/* Takes the next word off a list separated by spaces; false at its end. */
bool graph_word(struct slice *list, struct slice *word);

/* The cell of the resource's id column, empty if the view has none. */
struct slice graph_id(const struct row *row);

/* All triples of the row's column `at` about the subject that is open. */
void graph_property(struct graph *graph, size_t at);

/* {base}/id/{table}/{id}, or {base}{path} of a resource's only record. */
void graph_put_iri(struct out *out, const struct instance *instance,
                   const struct resource *resource, struct slice id);

/* The same, or where `same` is not empty the IRI of that record of the table that rdf_same_as
 * refers to. */
void graph_put_same(struct out *out, const struct instance *instance,
                    const struct resource *resource, struct slice id, struct slice same);

/* The IRI of the record's place: rdf_place and the id without its check digit. */
void graph_put_place(struct out *out, const struct resource *resource, struct slice id);

/* {base}/id/periods/{segment} */
void graph_put_period(struct out *out, const struct instance *instance, struct slice text);

/* The IRI in graph->object, ended; a buffer that was too small fails the document. */
struct slice graph_object(struct graph *graph);

/* Whether the cell is said by literals (rdf_starts, rdf_ends) in place of a link to a period. */
bool graph_period_is_literal(const struct graph *graph, const struct column *column,
                             struct slice cell);

/* Whether the constant says in which concept scheme all records of a resource are. */
static inline bool graph_is_scheme(const struct rdf_constant *constant)
{
    return strcmp(constant->predicate, TERM_IN_SCHEME) == 0;
}

/* A subject of its own for each period that the record links to. */
void graph_periods(struct graph *graph);

#endif
