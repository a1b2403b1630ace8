/* Memory that dies together: everything a request (or a run of the checker) needs.
 *
 * An arena hands out zeroed, suitably aligned memory until its cap is reached; then it latches:
 * that call and every later one return NULL until arena_reset. Callers may test once, at the end,
 * with arena_overflowed. Not thread-safe: one arena, one thread at a time. */
#ifndef HIRAKU_BASE_ARENA_H
#define HIRAKU_BASE_ARENA_H

#include "hiraku/base/slice.h"

struct arena_block;

struct arena {
    struct arena_block *blocks;
    size_t used, cap; /* bytes handed out; bytes it may hand out */
    bool overflowed;
};

/* An empty arena; takes no memory yet. `cap` in bytes. */
void arena_init(struct arena *arena, size_t cap);

/* NULL when the cap is reached or the system has no memory. */
void *arena_alloc(struct arena *arena, size_t size);

/* A NUL-terminated copy; `.at` is NULL when there is no memory (an empty slice gives ""). */
struct slice arena_copy(struct arena *arena, struct slice text);

/* printf into the arena; the empty slice when there is no memory. */
__attribute__((format(printf, 2, 3))) struct slice arena_printf(struct arena *arena,
                                                                const char *format, ...);

static inline bool arena_overflowed(const struct arena *arena)
{
    return arena->overflowed;
}

/* Says that there is no memory, for what was to be handed out later and could not even be written.
 */
static inline void arena_exhaust(struct arena *arena)
{
    arena->overflowed = true;
}

/* Forgets what was handed out, clears the latch, keeps at most one block. */
void arena_reset(struct arena *arena);

void arena_free(struct arena *arena);

#endif
