/* See static_targets.h. A table of numbers with open addressing. */
#include "hiraku/static_site/static_targets.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 4096 };

/* FNV-1a (RFC 9923 s.2). */
static size_t static_targets_hash(struct slice text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.at[i]) * UINT64_C(0x100000001b3);
    return (size_t)hash;
}

/* The slot of the text, or the free one where it belongs. */
static size_t static_targets_slot(const struct static_targets *targets, struct slice ask)
{
    size_t mask = targets->slot_count - 1, slot = static_targets_hash(ask) & mask;
    while (targets->slots[slot] &&
           !slice_equal(targets->at[targets->slots[slot] - 1].address.ask, ask))
        slot = (slot + 1) & mask;
    return slot;
}

static bool static_targets_grow(struct static_targets *targets)
{
    size_t cap = targets->cap ? 2 * targets->cap : FIRST_SLOTS / 2;
    struct static_target *at = realloc(targets->at, cap * sizeof *at);
    if (at)
        targets->at = at;
    size_t *slots = at ? calloc(2 * cap, sizeof *slots) : NULL;
    if (!slots)
        return false;
    free(targets->slots);
    targets->slots = slots;
    targets->slot_count = 2 * cap;
    targets->cap = cap;
    for (size_t i = 0; i < targets->count; i++)
        slots[static_targets_slot(targets, targets->at[i].address.ask)] = i + 1;
    return true;
}

size_t static_targets_find(struct static_targets *targets, const struct static_address *address,
                           bool *added)
{
    *added = false;
    if (targets->count == targets->cap && !static_targets_grow(targets))
        return STATIC_NOWHERE;
    size_t slot = static_targets_slot(targets, address->ask);
    if (targets->slots[slot])
        return targets->slots[slot] - 1;
    targets->at[targets->count] =
        (struct static_target){.address = *address, .leads = STATIC_NOWHERE};
    targets->slots[slot] = ++targets->count;
    *added = true;
    return targets->count - 1;
}

void static_targets_free(struct static_targets *targets)
{
    free(targets->at);
    free(targets->slots);
    *targets = (struct static_targets){.at = NULL};
}
