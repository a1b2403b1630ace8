/* See graph_subject.h. Does not know whether the IRI is one. */
#include "graph_subject.h"

#include "hiraku/base/out.h"

void graph_subject_set(struct graph_subject *subject, struct slice iri, struct out *document)
{
    if (iri.len > sizeof subject->iri) {
        out_fail(document, STATUS_INTERNAL, "an IRI is too long");
        iri.len = 0;
    }
    if (iri.len)
        memcpy(subject->iri, iri.at, iri.len);
    subject->len = iri.len;
}
