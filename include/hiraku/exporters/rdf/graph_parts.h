/* What the files of the triple emitter share. Private to exporters/. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_PARTS_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_PARTS_H

#include "hiraku/base/out.h"
#include "hiraku/model/resource.h"

struct code;
struct column;
struct emit;
struct graph_plan;
struct instance;
struct rdf_constant;
struct resource;
struct row;
struct triple_sink;
struct view;

enum { GRAPH_IRI_SIZE = 4096 };

/* An IRI under construction. */
struct iri_buffer {
    struct out out;
    char bytes[GRAPH_IRI_SIZE];
};

void iri_buffer_open(struct iri_buffer *buffer);

/* The IRI so far; one that is too long fails `document`. */
struct slice iri_buffer_close(const struct iri_buffer *buffer, struct out *document);

/* One record on its way. */
struct graph {
    struct emit *emit;
    const struct row *row;
    const struct triple_sink *sink;
    struct iri_buffer subject; /* the record's IRI, while the record lasts */
    struct iri_buffer object;  /* the IRI under construction */
    struct graph_plan *plan;   /* of the row's view */
};

enum step_kind {
    STEP_CELL,
    STEP_PERIOD, /* a link, unless STEP_MOMENT says it */
    STEP_MOMENT, /* a day or a month as a literal */
    STEP_CONSTANT,
    STEP_IDENTIFIER, /* corporate number: link to its node */
    STEP_ISO6523,    /* corporate number: 0188:… */
    STEP_PLACE,
};

/* What the emitter says of its own accord, besides the model's predicates. */
#define TERM_PLACE_CLASS      "dct:Location"
#define TERM_PLACE            "dct:spatial"
#define TERM_IDENTIFIER_CLASS "adms:Identifier"
#define TERM_IDENTIFIER       "adms:identifier"
#define TERM_NOTATION         "skos:notation"
#define TERM_AGENCY           "adms:schemaAgency"
#define TERM_ISO6523          "schema:iso6523Code"
#define TERM_CODE_CLASS       "skos:Concept"
#define TERM_SCHEME_CLASS     "skos:ConceptScheme"
#define TERM_IN_SCHEME        "skos:inScheme"
#define TERM_TITLE            "dct:title"
#define TERM_LABEL            "skos:prefLabel"
#define TERM_NAME             "rdfs:label"
#define TERM_COMMENT          "rdfs:comment"
#define TERM_HOMEPAGE         "foaf:homepage"
#define TERM_DOCUMENT_CLASS   "foaf:Document"
#define TERM_NUMBER_TYPE      "hk:JapaneseCorporateNumber"

/* What the description of a cube may use beside its components. */
#define CUBE_TERMS "qb:DataSet rdf:Property rdfs:label skos:Concept dct:title hk:codes"

/* The record as triples: a row of the document, or of any other view (what the rows refer to). */
void graph_record(struct emit *emit, const struct row *row);

/* Takes the next word off a list separated by spaces; false at its end. */
bool graph_word(struct slice *list, struct slice *word);

/* The plan of a view, made where there is none yet. */
struct graph_plan *graph_plan(struct emit *emit, const struct view *view);

/* The triples of the row's column `at` with this predicate about the subject that is open. */
void graph_property(struct graph *graph, size_t at, struct slice predicate);

/* The codes of the row that have not been described in this document, each a subject. */
void graph_codes(struct graph *graph);

/* Says that all codes of the column have been described. */
void graph_mark_codes(struct emit *emit, const struct column *column);

/* The IRIs of a code and of the code list of an enum column. */
void graph_put_code(struct out *out, const struct column *column, const struct code *code);
void graph_put_codes(struct out *out, const struct column *column);

/* A code in its column's list, and the list itself, as subjects. The first also in parts, for a
 * code that is in several lists. */
void graph_code(struct emit *emit, const struct triple_sink *sink, const struct column *column,
                const struct code *code);
void graph_code_begin(struct emit *emit, const struct triple_sink *sink,
                      const struct column *column, const struct code *code);
void graph_code_in(struct emit *emit, const struct triple_sink *sink, const struct column *column);
void graph_code_end(struct emit *emit, const struct triple_sink *sink, const struct code *code);
void graph_code_list(struct emit *emit, const struct triple_sink *sink,
                     const struct column *column);

/* {base}/id/structures/{table}#{fragment} (NULL: the definition itself),
 * {base}/id/datasets/{table}.
 */
void graph_put_structure(struct out *out, const struct instance *instance,
                         const struct resource *resource, const char *fragment);
void graph_put_data_set(struct out *out, const struct instance *instance,
                        const struct resource *resource);

/* The slice that the observation is in. */
void graph_slice(struct graph *graph);

/* The records that the row refers to, each once; none without a store. */
void graph_references(struct graph *graph);

/* Whether the code is ours to describe. */
bool graph_code_is_own(const struct code *code);

/* Japanese and English text about the subject that is open; NULL: none. */
void graph_twins(struct emit *emit, const struct triple_sink *sink, const char *predicate,
                 const char *ja, const char *en);

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
