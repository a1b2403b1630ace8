/* The IRI of a subject, kept beyond the call that named it. Private to this folder. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_SUBJECT_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_SUBJECT_H

#include "hiraku/base/slice.h"

struct out;

enum { GRAPH_SUBJECT_SIZE = 4096 };

struct graph_subject {
    char iri[GRAPH_SUBJECT_SIZE];
    size_t len;
};

/* An IRI that is too long fails the document and leaves an empty one. */
void graph_subject_set(struct graph_subject *subject, struct slice iri, struct out *document);
static inline struct slice graph_subject_iri(const struct graph_subject *subject)
{
    return (struct slice){subject->iri, subject->len};
}

#endif
