/* The namespaces of vocabulary.md and the expansion of CURIEs. */
#include "hiraku/model/namespaces.h"

#include <stdio.h>

const struct namespace_prefix model_namespaces[] = {
    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
    {"xsd", "http://www.w3.org/2001/XMLSchema#"},
    {"skos", "http://www.w3.org/2004/02/skos/core#"},
    {"foaf", "http://xmlns.com/foaf/0.1/"},
    {"dct", "http://purl.org/dc/terms/"},
    {"dcat", "http://www.w3.org/ns/dcat#"},
    {"dcatap", "http://data.europa.eu/r5r/"},
    {"dqv", "http://www.w3.org/ns/dqv#"},
    {"prov", "http://www.w3.org/ns/prov#"},
    {"org", "http://www.w3.org/ns/org#"},
    {"rov", "http://www.w3.org/ns/regorg#"},
    {"legal", "http://www.w3.org/ns/legal#"},
    {"adms", "http://www.w3.org/ns/adms#"},
    {"cv", "http://data.europa.eu/m8g/"},
    {"cpsv", "http://purl.org/vocab/cpsv#"},
    {"qb", "http://purl.org/linked-data/cube#"},
    {"sdmx-dimension", "http://purl.org/linked-data/sdmx/2009/dimension#"},
    {"sdmx-attribute", "http://purl.org/linked-data/sdmx/2009/attribute#"},
    {"sdmx-measure", "http://purl.org/linked-data/sdmx/2009/measure#"},
    {"sdmx-concept", "http://purl.org/linked-data/sdmx/2009/concept#"},
    {"sdmx-code", "http://purl.org/linked-data/sdmx/2009/code#"},
    {"owl", "http://www.w3.org/2002/07/owl#"},
    {"vcard", "http://www.w3.org/2006/vcard/ns#"},
    {"spdx", "http://spdx.org/rdf/terms#"},
    {"qudt", "http://qudt.org/schema/qudt/"},
    {"void", "http://rdfs.org/ns/void#"},
    {"time", "http://www.w3.org/2006/time#"},
    {"schema", "https://schema.org/"},
    {"eu-frequency", "http://publications.europa.eu/resource/authority/frequency/"},
    {"eu-theme", "http://publications.europa.eu/resource/authority/data-theme/"},
    {"hk", "https://w3id.org/hiraku/ns#"},
    {NULL, NULL},
};

const char *model_namespace(struct slice prefix)
{
    for (const struct namespace_prefix *n = model_namespaces; n->prefix && prefix.len > 0; n++)
        if (*n->prefix == *prefix.at && slice_is(prefix, n->prefix))
            return n->iri;
    return NULL;
}

bool model_expand(struct slice curie, char *iri, size_t size)
{
    const char *colon = curie.len ? memchr(curie.at, ':', curie.len) : NULL;
    if (!colon)
        return false;
    const char *base = model_namespace((struct slice){curie.at, (size_t)(colon - curie.at)});
    int local = (int)(curie.len - (size_t)(colon - curie.at) - 1);
    if (!base)
        return false;
    int len = snprintf(iri, size, "%s%.*s", base, local, colon + 1);
    return len > 0 && (size_t)len < size;
}
