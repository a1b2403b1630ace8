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

static json_t *curie_expand(struct openapi *api, struct slice curie)
{
    char iri[IRI_SIZE];
    json_t *text = NULL;
    if (model_expand(curie, iri, sizeof iri))
        text = json_string(iri);
    if (!text)
        api->failed = true;
    return text;
}

static void append_curies(struct openapi *api, json_t *array, const char *curies)
{
    struct slice list = slice_of(curies), curie;
    while (slice_word(&list, &curie))
        openapi_append(api, array, curie_expand(api, curie));
}

json_t *openapi_rdf(struct openapi *api, const struct column *column)
{
    json_t *rdf = json_object(), *predicates = json_array();
    append_curies(api, predicates, column->predicate);
    openapi_set(api, rdf, "predicates", predicates);
    if (column_language(column))
        openapi_set(api, rdf, "language", json_string(column_language(column)));
    if (column->flags & COL_NOTATION)
        openapi_set(api, rdf, "notation", json_true());
    if (column->rdf_empty)
        openapi_set(api, rdf, "empty", curie_expand(api, slice_of(column->rdf_empty)));
    if (column->rdf_starts) {
        json_t *instead = json_array();
        append_curies(api, instead, column->rdf_starts);
        append_curies(api, instead, column->rdf_ends);
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
                              curie_expand(api, slice_of(curie))));
    }
    return codes;
}
