/* What a column is in RDF: x-rdf and x-codes. */
#ifndef HIRAKU_EXPORTERS_OPENAPI_OPENAPI_RDF_H
#define HIRAKU_EXPORTERS_OPENAPI_OPENAPI_RDF_H

#include <jansson.h>

struct column;
struct openapi;

/* What a column's codes and its predicates are: titles and IRIs. New references. */
json_t *openapi_codes(struct openapi *api, const struct column *column);
json_t *openapi_rdf(struct openapi *api, const struct column *column);

#endif
