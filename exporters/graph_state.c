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

uint64_t graph_hash(struct slice text)
{
    uint64_t hash = 0xcbf29ce484222325;
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.at[i]) * 0x100000001b3;
    return hash ? hash : 1;
}

bool graph_say_once(struct emit *emit, struct slice iri)
{
    enum { TRIES = 16 };
    uint64_t hash = graph_hash(iri), *said = emit->graph->said;
    size_t home = (hash >> 32) % GRAPH_SAID_MAX, at = home;
    for (size_t tried = 0; tried < TRIES; tried++, at = (at + 1) % GRAPH_SAID_MAX) {
        if (said[at] == hash)
            return false;
        if (!said[at])
            break;
    }
    if (said[at])
        at = home; /* forgets one */
    said[at] = hash;
    return true;
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
