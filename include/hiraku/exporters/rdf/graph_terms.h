/* The namespaces that a document needs, and the terms beside those of the model. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_TERMS_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_TERMS_H

#include "hiraku/model/resource.h"

#include <string.h>

struct column;
struct emit;
struct rdf_constant;

/* Terms that the emitter uses besides those of the model. */
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

/* The first predicate of a column, a CURIE; empty where it has none. */
struct slice column_property(const struct column *column);

/* Whether graph_row may use the namespace prefix for the rows of this document (the record it is
 * about included). A document without rows may use any. */
bool graph_mentions(const struct emit *emit, const char *prefix);

/* Whether the constant names the concept scheme of all records of a resource. */
static inline bool graph_is_scheme(const struct rdf_constant *constant)
{
    return strcmp(constant->predicate, TERM_IN_SCHEME) == 0;
}

#endif
