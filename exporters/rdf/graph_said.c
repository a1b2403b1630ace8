/* What was said in a document: a set of hashes in two generations. The young one grows to its
 * limit; then it becomes the old one, and the old one is forgotten. What is asked about again is
 * young again, so that memory is bounded and only what nobody mentioned for long is said twice. */
#include "graph_state.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/writer.h"

#include <stdlib.h>

enum { SLOTS_LEAST = 1024, SLOTS_MOST = 1 << 20, LOAD = 4 };

uint64_t graph_hash_more(uint64_t hash, struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.at[i]) * 0x100000001b3;
    return hash ? hash : 1;
}

uint64_t graph_hash(struct slice text)
{
    return graph_hash_more(0xcbf29ce484222325, text);
}

/* Where the hash is, or the free slot where it belongs. */
static size_t said_find(const uint64_t *table, size_t slots, uint64_t hash)
{
    size_t at = (hash >> 32) % slots;
    while (table[at] && table[at] != hash)
        at = (at + 1) % slots;
    return at;
}

static bool said_grow(struct graph_said *said)
{
    size_t slots = said->slots ? 2 * said->slots : SLOTS_LEAST;
    uint64_t *young = calloc(slots, sizeof *young), *old = calloc(slots, sizeof *old);
    if (!young || !old) {
        free(young);
        free(old);
        return false;
    }
    for (size_t i = 0; i < said->slots; i++)
        if (said->young[i])
            young[said_find(young, slots, said->young[i])] = said->young[i];
    free(said->young);
    free(said->old);
    said->young = young;
    said->old = old;
    said->slots = slots;
    return true;
}

static void said_age(struct graph_said *said)
{
    uint64_t *forgotten = said->old;
    said->old = said->young;
    said->young = forgotten;
    memset(forgotten, 0, said->slots * sizeof *forgotten);
    said->count = 0;
}

bool graph_say_hash(struct emit *emit, uint64_t hash)
{
    struct graph_said *said = &emit->graph->said;
    if (said->count >= said->slots - said->slots / LOAD) {
        if (said->slots == SLOTS_MOST) {
            said_age(said);
        } else if (!said_grow(said)) {
            out_fail(emit->out, STATUS_NO_MEMORY, NULL);
            return false;
        }
    }
    size_t at = said_find(said->young, said->slots, hash);
    if (said->young[at])
        return false;
    said->young[at] = hash;
    said->count++;
    return said->old[said_find(said->old, said->slots, hash)] != hash;
}

bool graph_say_once(struct emit *emit, struct slice iri)
{
    return graph_say_hash(emit, graph_hash(iri));
}
