/* IRIs (RFC 3987) on the instance's base and of CURIEs. Those of codes are in code_list.h. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_IRI_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_IRI_H

#include "hiraku/base/out.h"

struct instance;
struct resource;

enum { GRAPH_IRI_SIZE = 4096 };

/* An IRI under construction: a stream that never allocates. */
struct iri_buffer {
    struct out out;
    char bytes[GRAPH_IRI_SIZE];
};

void iri_buffer_open(struct iri_buffer *buffer);

/* The IRI so far; one that is too long fails `document`. */
struct slice iri_buffer_close(const struct iri_buffer *buffer, struct out *document);

/* Writes the IRI that a CURIE of the model stands for, unescaped; an unknown prefix fails the
 * stream. */
void graph_expand(struct out *out, struct slice curie);

/* That IRI alone, in the buffer. */
struct slice iri_buffer_expand(struct iri_buffer *buffer, struct slice curie);

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

/* {base}/id/structures/{table}#{fragment} (NULL: the definition itself),
 * {base}/id/datasets/{table}. */
void graph_put_structure(struct out *out, const struct instance *instance,
                         const struct resource *resource, const char *fragment);
void graph_put_data_set(struct out *out, const struct instance *instance,
                        const struct resource *resource);

#endif
