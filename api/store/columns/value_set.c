/* See value_set.h. A hash table with open addressing, whose slots keep the hash beside the number:
 * few texts are looked at that are not the one looked for. */
#include "value_set.h"

#include "hiraku/base/cp932.h"

#include <stdlib.h>

enum { SLOTS_FIRST = 64, ENDS_FIRST = 16, BYTES_FIRST = 256, LACKING_FIRST = 16 };

struct value_slot {
    uint32_t hash, number; /* number: one more; 0 is an empty slot */
};

static uint64_t value_mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

/* Numbers follow first sight and not the hash: it may differ between machines. */
static uint32_t value_hash(struct slice text)
{
    uint64_t hash = text.len, word;
    while (text.len >= sizeof word) {
        memcpy(&word, text.at, sizeof word);
        hash = value_mix(hash, word);
        text = slice_from(text, sizeof word);
    }
    word = 0;
    if (text.len > 0)
        memcpy(&word, text.at, text.len);
    return (uint32_t)value_mix(hash, word);
}

/* The slot of the text, or the empty one where it would be. */
static struct value_slot *value_slot(const struct value_set *set, struct slice text, uint32_t hash)
{
    size_t mask = set->slot_count - 1, at = hash & mask;
    for (;; at = (at + 1) & mask) {
        struct value_slot *slot = &set->slots[at];
        if (slot->number == 0 ||
            (slot->hash == hash && slice_equal(value_set_text(set, slot->number - 1), text)))
            return slot;
    }
}

bool value_set_find(const struct value_set *set, struct slice text, uint32_t *number)
{
    if (set->count == 0)
        return false;
    const struct value_slot *slot = value_slot(set, text, value_hash(text));
    *number = slot->number - 1;
    return slot->number > 0;
}

/* --- growing ---------------------------------------------------------------------------------- */

/* Room for `need` entries of `size` bytes; false: no memory. */
static bool value_set_reserve(void **entries, size_t *room, size_t need, size_t first, size_t size)
{
    size_t more = *room ? *room : first;
    if (need <= *room)
        return true;
    while (more < need)
        more *= 2;
    void *made = realloc(*entries, more * size);
    if (!made)
        return false;
    *entries = made;
    *room = more;
    return true;
}

static bool value_set_grow_slots(struct value_set *set)
{
    size_t count = set->slot_count ? 2 * set->slot_count : SLOTS_FIRST;
    struct value_slot *slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < set->slot_count; i++) {
        size_t at = set->slots[i].hash & (count - 1);
        if (set->slots[i].number == 0)
            continue;
        while (slots[at].number)
            at = (at + 1) & (count - 1);
        slots[at] = set->slots[i];
    }
    free(set->slots);
    set->slots = slots;
    set->slot_count = count;
    return true;
}

static bool value_set_grow(struct value_set *set, size_t len)
{
    size_t used = set->count ? set->ends[set->count - 1] : 0, ends_room = set->ends_room;
    void *bytes = set->bytes, *ends = set->ends;
    bool grown = value_set_reserve(&bytes, &set->room, used + len + 1, BYTES_FIRST, 1);
    set->bytes = bytes;
    grown = grown && value_set_reserve(&ends, &ends_room, set->count + (size_t)1, ENDS_FIRST,
                                       sizeof *set->ends);
    set->ends = ends;
    set->ends_room = (uint32_t)ends_room;
    return grown && (2 * ((size_t)set->count + 1) <= set->slot_count || value_set_grow_slots(set));
}

static bool value_is_plain(struct slice text)
{
    unsigned char bits = 0;
    for (size_t i = 0; i < text.len; i++)
        bits |= (unsigned char)text.at[i];
    return bits < 0x80;
}

static bool value_set_examine(struct value_set *set, struct slice text, struct cp932 *cp932)
{
    if (value_is_plain(text))
        return true;
    set->foreign = true;
    int32_t character = cp932 ? cp932_lacking(cp932, text) : -1;
    if (character < 0)
        return true;
    void *lacking = set->lacking;
    bool grown = value_set_reserve(&lacking, &set->lacking_room, set->lacking_count + 1,
                                   LACKING_FIRST, sizeof *set->lacking);
    set->lacking = lacking;
    if (grown)
        set->lacking[set->lacking_count++] = (struct value_lacking){set->count, character};
    return grown;
}

enum status value_set_add(struct value_set *set, struct slice text, struct cp932 *cp932,
                          uint32_t *number, struct problem *p)
{
    uint32_t hash = value_hash(text);
    if (set->count > 0) {
        const struct value_slot *known = value_slot(set, text, hash);
        *number = known->number - 1;
        if (known->number > 0)
            return STATUS_OK;
    }
    uint64_t used = set->count ? set->ends[set->count - 1] : 0;
    if (used + text.len + set->count + 2 > UINT32_MAX)
        return problem_set(p, STATUS_TOO_LARGE, slice_of("the values of a column"), SLICE_NONE,
                           NULL);
    if (!value_set_grow(set, text.len) || !value_set_examine(set, text, cp932))
        return problem_memory(p);
    *number = set->count;
    *value_slot(set, text, hash) = (struct value_slot){hash, set->count + 1};
    if (text.len > 0)
        memcpy(set->bytes + used, text.at, text.len);
    set->ends[set->count++] = (uint32_t)(used + text.len);
    return STATUS_OK;
}

int32_t value_set_lacking(const struct value_set *set, uint32_t number)
{
    size_t low = 0, high = set->lacking_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (set->lacking[middle].number == number)
            return set->lacking[middle].character;
        if (set->lacking[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

void value_set_free(struct value_set *set)
{
    free(set->bytes);
    free(set->ends);
    free(set->slots);
    free(set->lacking);
    *set = (struct value_set){0};
}
