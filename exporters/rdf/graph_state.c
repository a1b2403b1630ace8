/* What a document of triples remembers: its beginning and its end, and which codes were described.
 *
 * Does not know what is said, nor how it is written. */
#include "graph_state.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/rdf/graph_batch.h"
#include "hiraku/exporters/writer.h"

#include <stdlib.h>

enum status graph_state_new(struct graph_state **result, const struct writer *writer,
                            struct problem *p)
{
    *result = NULL;
    if (!writer->triples)
        return STATUS_OK;
    *result = calloc(1, sizeof **result);
    if (!*result)
        return problem_memory(p);
    (*result)->sink = writer->triples;
    return STATUS_OK;
}

void graph_state_free(struct graph_state *state)
{
    if (!state)
        return;
    graph_batch_free(state->batch);
    free(state->marks.young);
    free(state->marks.old);
    free(state);
}

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

bool graph_mark_code(struct emit *emit, const void *thing)
{
    const void **codes = emit->graph->codes;
    size_t at = ((uintptr_t)thing >> 4) % GRAPH_CODES_MARKED_MAX;
    for (size_t tried = 0; tried < GRAPH_CODES_MARKED_MAX; tried++) {
        if (codes[at] == thing)
            return false;
        if (!codes[at]) {
            codes[at] = thing;
            return true;
        }
        at = (at + 1) % GRAPH_CODES_MARKED_MAX;
    }
    return true;
}
