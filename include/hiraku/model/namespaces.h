/* The namespaces of RDF that the model uses (the table of vocabulary.md) and the expansion of
 * CURIEs. */
#ifndef HIRAKU_MODEL_NAMESPACES_H
#define HIRAKU_MODEL_NAMESPACES_H

#include "hiraku/base/slice.h"

/* The namespace table of vocabulary.md. Expands a CURIE into `iri`; false if its prefix is not
 * known. */
struct namespace_prefix {
    const char *prefix, *iri;
};
extern const struct namespace_prefix model_namespaces[]; /* ends with a NULL prefix */
const char *model_namespace(struct slice prefix);
bool model_expand(struct slice curie, char *iri, size_t size);

#endif
