/* See find_text.h. Texts stand between NULs, which no text has in it: with a NUL before or behind
 * it what is looked for is found at their beginning or end only. */
#include "find_text.h"

#include "hiraku/base/arena.h"

/* The text that the byte at `at` belongs to, or `count`; texts before `from` are over. */
static uint32_t find_owner(const struct texts *texts, uint32_t from, uint32_t count, uint64_t at)
{
    uint32_t low = from, step = 1;
    for (; step < count - low && texts->ends[low + step] < at; step *= 2)
        low += step;
    uint32_t high = step < count - low ? low + step : count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (texts->ends[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct slice find_needle(struct slice text, enum find_text kind, struct arena *arena)
{
    char *needle = arena_alloc(arena, text.len + 2);
    size_t len = 0;
    if (!needle)
        return SLICE_NONE;
    if (kind != FIND_ANYWHERE)
        needle[len++] = '\0';
    memcpy(needle + len, text.len ? text.at : "", text.len);
    len += text.len;
    if (kind == FIND_WHOLE)
        needle[len++] = '\0';
    return (struct slice){needle, len};
}

bool find_texts(const struct texts *texts, uint32_t count, struct slice text, enum find_text kind,
                struct arena *arena, uint8_t *found)
{
    struct slice needle = find_needle(text, kind, arena);
    if (text.len == 0 && kind != FIND_WHOLE) {
        memset(found, 1, count);
        return needle.at != NULL;
    }
    uint32_t owner = 0;
    for (uint64_t at = 0; needle.at && count > 0;) {
        const char *hit = memmem(texts->bytes + at, texts->size - at, needle.at, needle.len);
        if (!hit)
            break;
        uint64_t inside = (uint64_t)(hit - texts->bytes) + (kind != FIND_ANYWHERE);
        owner = find_owner(texts, owner, count, inside);
        if (owner == count || texts->ends[owner] >= texts->size)
            break;
        found[owner] = 1;
        at = texts->ends[owner] > inside ? texts->ends[owner] : inside + 1;
    }
    return needle.at != NULL;
}
