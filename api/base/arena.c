/* The arena: a list of blocks, filled from the newest.
 *
 * It never gives memory back one by one and does not grow what it handed out. */
#include "hiraku/base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCK_FIRST = 8 * 1024, BLOCK_MOST = 256 * 1024, ALIGNMENT = alignof(max_align_t) };

struct arena_block {
    struct arena_block *next;
    size_t used, size; /* of `bytes` */
    alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena, size_t cap)
{
    *arena = (struct arena){.cap = cap};
}

/* A block with room for `need` bytes, at the head of the list. A request larger than an ordinary
 * block gets one of its own behind the head, so that the head's free rest is not lost. */
static struct arena_block *block_add(struct arena *arena, size_t need)
{
    struct arena_block *head = arena->blocks;
    size_t size = head ? head->size * 2 : BLOCK_FIRST;
    if (size > BLOCK_MOST)
        size = BLOCK_MOST;
    bool own = need > size;
    if (own)
        size = need;
    if (size > SIZE_MAX - sizeof(struct arena_block))
        return NULL;
    struct arena_block *block = malloc(sizeof *block + size);
    if (!block)
        return NULL;
    block->used = 0;
    block->size = size;
    if (own && head) {
        block->next = head->next;
        head->next = block;
    } else {
        block->next = head;
        arena->blocks = block;
    }
    return block;
}

/* As arena_alloc, but the bytes are not cleared. */
static void *arena_room(struct arena *arena, size_t size)
{
    size_t need = size ? size : 1;
    bool fits = need <= SIZE_MAX - ALIGNMENT;
    need = (need + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (arena->overflowed || !fits || need > arena->cap - arena->used) {
        arena->overflowed = true;
        return NULL;
    }
    struct arena_block *block = arena->blocks;
    if (!block || need > block->size - block->used)
        block = block_add(arena, need);
    if (!block) {
        arena->overflowed = true;
        return NULL;
    }
    void *at = block->bytes + block->used;
    block->used += need;
    arena->used += need;
    return at;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    void *at = arena_room(arena, size);
    return at ? memset(at, 0, size) : NULL;
}

struct slice arena_copy(struct arena *arena, struct slice text)
{
    char *at = text.len < SIZE_MAX ? arena_room(arena, text.len + 1) : NULL;
    if (!at) {
        arena->overflowed = true;
        return SLICE_NONE;
    }
    if (text.len)
        memcpy(at, text.at, text.len);
    at[text.len] = '\0';
    return (struct slice){at, text.len};
}

struct slice arena_printf(struct arena *arena, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int len = vsnprintf(NULL, 0, format, list);
    va_end(list);
    char *at = len < 0 ? NULL : arena_room(arena, (size_t)len + 1);
    if (!at) {
        arena->overflowed = true;
        return SLICE_NONE;
    }
    va_start(list, format);
    vsnprintf(at, (size_t)len + 1, format, list);
    va_end(list);
    return (struct slice){at, (size_t)len};
}

static void blocks_free(struct arena_block *block)
{
    while (block) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
}

/* Keeps the newest block of ordinary size: an arena that was large once does not stay large. */
void arena_reset(struct arena *arena)
{
    struct arena_block **link = &arena->blocks, *keep;
    while (*link && (*link)->size > BLOCK_MOST)
        link = &(*link)->next;
    keep = *link;
    if (keep) {
        *link = keep->next;
        keep->next = NULL;
        keep->used = 0;
    }
    blocks_free(arena->blocks);
    arena->blocks = keep;
    arena->used = 0;
    arena->overflowed = false;
}

void arena_free(struct arena *arena)
{
    blocks_free(arena->blocks);
    arena->blocks = NULL;
    arena->used = 0;
    arena->overflowed = false;
}
