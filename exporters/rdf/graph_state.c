/* What a document of triples remembers: its beginning and its end. */
#include "graph_state.h"

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
