/* What a column is in RDF, for readers of the OpenAPI document: x-rdf and x-codes, with whole IRIs.
 *
 * x-rdf: `predicates`; `language` of its literals; `empty`, the IRI that stands for an empty cell;
 * `instead`, the predicates of a literal where a period is one day or one month; `notation`, true
 * where a period is its text and not a link. x-codes: titles
 * and IRI of each code. */
#include "hiraku/exporters/openapi/openapi_rdf.h"

#include "hiraku/exporters/openapi/openapi_json.h"
#include "hiraku/model/namespaces.h"
#include "hiraku/model/resource.h"

#include <stdio.h>

enum { IRI_SIZE = 512 };

static json_t *expanded(struct openapi *api, const char *curie, size_t len)
{
    char iri[IRI_SIZE];
    json_t *text = NULL;
    if (model_expand((struct slice){curie, len}, iri, sizeof iri))
        text = json_string(iri);
    if (!text)
        api->failed = true;
    return text;
}

static void append_all(struct openapi *api, json_t *array, const char *curies)
{
    while (curies && *curies) {
        size_t len = strcspn(curies, " ");
        openapi_append(api, array, expanded(api, curies, len));
        curies += len + strspn(curies + len, " ");
    }
}

json_t *openapi_rdf(struct openapi *api, const struct column *column)
{
    json_t *rdf = json_object(), *predicates = json_array();
    append_all(api, predicates, column->predicate);
    openapi_set(api, rdf, "predicates", predicates);
    if (column_language(column))
        openapi_set(api, rdf, "language", json_string(column_language(column)));
    if (column->flags & COL_NOTATION)
        openapi_set(api, rdf, "notation", json_true());
    if (column->rdf_empty)
        openapi_set(api, rdf, "empty", expanded(api, column->rdf_empty, strlen(column->rdf_empty)));
    if (column->rdf_starts) {
        json_t *instead = json_array();
        append_all(api, instead, column->rdf_starts);
        append_all(api, instead, column->rdf_ends);
        openapi_set(api, rdf, "instead", instead);
    }
    return rdf;
}

json_t *openapi_codes(struct openapi *api, const struct column *column)
{
    json_t *codes = json_object();
    for (const struct code *code = column->codes; code && code->value; code++) {
        char curie[IRI_SIZE];
        if (code->iri)
            snprintf(curie, sizeof curie, "%s", code->iri);
        else
            snprintf(curie, sizeof curie, "hk:%s-%s", column->name, code->value);
        openapi_set(api, codes, code->value,
                    json_pack("{s:s, s:s, s:o}", "ja", code->title_ja, "en", code->title_en, "iri",
                              expanded(api, curie, strlen(curie))));
    }
    return codes;
}
