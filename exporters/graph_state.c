/* What a document of triples remembers, and what was said in it already.
 *
 * Does not know what is said, nor how it is written. */
#include "graph_state.h"

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
    free(state);
}

bool graph_say_once(struct emit *emit, struct slice iri)
{
    uint64_t hash = 0xcbf29ce484222325; /* FNV-1a */
    for (size_t i = 0; i < iri.len; i++)
        hash = (hash ^ (unsigned char)iri.at[i]) * 0x100000001b3;
    uint64_t *place = &emit->graph->said[(hash >> 32) % GRAPH_SAID_MAX];
    bool first = *place != hash;
    *place = hash;
    return first;
}

bool graph_say_code(struct emit *emit, const void *thing)
{
    const void **codes = emit->graph->codes;
    size_t at = ((uintptr_t)thing >> 4) % GRAPH_CODES_SAID_MAX;
    for (size_t tried = 0; tried < GRAPH_CODES_SAID_MAX; tried++) {
        if (codes[at] == thing)
            return false;
        if (!codes[at]) {
            codes[at] = thing;
            return true;
        }
        at = (at + 1) % GRAPH_CODES_SAID_MAX;
    }
    return true;
}
