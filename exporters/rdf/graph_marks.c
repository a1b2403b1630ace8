/* What a document has described: codes by their address, all else in a set of hashes in two
 * generations. The young one grows to its limit; then it becomes the old one, and the old one is
 * forgotten. What is asked about again is young again, so that memory is bounded and only what
 * nothing referred to for long is described twice. */
#include "graph_marks.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/writer.h"

#include "graph_state.h"

#include <stdlib.h>

enum { SLOTS_MIN = 1024, SLOTS_MAX = 1 << 20, LOAD = 4 };

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
static size_t marks_find(const uint64_t *table, size_t slots, uint64_t hash)
{
    size_t at = (hash >> 32) % slots;
    while (table[at] && table[at] != hash)
        at = (at + 1) % slots;
    return at;
}

static bool marks_grow(struct graph_marks *marks)
{
    size_t slots = marks->slots ? 2 * marks->slots : SLOTS_MIN;
    uint64_t *young = calloc(slots, sizeof *young), *old = calloc(slots, sizeof *old);
    if (!young || !old) {
        free(young);
        free(old);
        return false;
    }
    for (size_t i = 0; i < marks->slots; i++)
        if (marks->young[i])
            young[marks_find(young, slots, marks->young[i])] = marks->young[i];
    free(marks->young);
    free(marks->old);
    marks->young = young;
    marks->old = old;
    marks->slots = slots;
    return true;
}

static void marks_age(struct graph_marks *marks)
{
    uint64_t *forgotten = marks->old;
    marks->old = marks->young;
    marks->young = forgotten;
    memset(forgotten, 0, marks->slots * sizeof *forgotten);
    marks->count = 0;
}

bool graph_mark_hash(struct emit *emit, uint64_t hash)
{
    struct graph_marks *marks = &emit->graph->marks;
    if (marks->count >= marks->slots - marks->slots / LOAD) {
        if (marks->slots == SLOTS_MAX) {
            marks_age(marks);
        } else if (!marks_grow(marks)) {
            out_fail(emit->out, STATUS_NO_MEMORY, NULL);
            return false;
        }
    }
    size_t at = marks_find(marks->young, marks->slots, hash);
    if (marks->young[at])
        return false;
    marks->young[at] = hash;
    marks->count++;
    return marks->old[marks_find(marks->old, marks->slots, hash)] != hash;
}

bool graph_mark_iri(struct emit *emit, struct slice iri)
{
    return graph_mark_hash(emit, graph_hash(iri));
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
