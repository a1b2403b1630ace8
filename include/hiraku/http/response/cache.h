/* Finished answers, kept while there is room: bytes by key, one builder per key.
 *
 * A key is the SHA-256 of everything the answer depends on, so an entry is never wrong and nothing
 * is ever invalidated: what is not asked for any more falls out. A second kind of entry, the
 * alias, leads from the raw bytes of a request to a key, so that a repeated request is answered
 * without being read. Knows nothing of HTTP. Every function may be called by any thread; each
 * takes one short lock of one shard at a time and none calls out while it holds one. */
#ifndef HIRAKU_HTTP_RESPONSE_CACHE_H
#define HIRAKU_HTTP_RESPONSE_CACHE_H

#include "hiraku/base/slice.h"

#include <stdatomic.h>
#include <stdint.h>

struct problem;

enum { CACHE_KEY = 32 };

/* What is kept: embedded in something larger, shared by counting, never changed. */
struct cached {
    atomic_uint references;
    size_t cost; /* bytes of memory, everything counted */
    void (*free)(struct cached *cached);
};

void cached_unref(struct cached *cached); /* NULL is allowed */

struct cache_figures {
    uint64_t hits, misses, waits, evictions;
    uint64_t evicted;                 /* bytes */
    uint64_t entries, aliases, bytes; /* kept now */
};

struct cache;
/* Keeps at most `budget` bytes, its own structures aside; 0: nothing, but there is still one
 * builder per key. NULL: no memory. */
struct cache *cache_new(size_t budget);
/* Nobody may be building. NULL is allowed. */
void cache_free(struct cache *cache);
void cache_figures(struct cache *cache, struct cache_figures *figures);

/* A new reference, or NULL. */
struct cached *cache_find(struct cache *cache, const unsigned char key[CACHE_KEY]);
/* The same by an alias that was put with this generation and these very bytes. */
struct cached *cache_find_alias(struct cache *cache, struct slice raw, uint64_t generation);

/* Takes a reference of its own, unless it is larger than an entry may be. */
void cache_put(struct cache *cache, const unsigned char key[CACHE_KEY], struct cached *cached);
void cache_put_alias(struct cache *cache, struct slice raw, uint64_t generation,
                     const unsigned char key[CACHE_KEY]);

enum cache_claim {
    CACHE_FOUND,   /* a new reference */
    CACHE_BUILD,   /* nobody has it: the caller makes it and says so by cache_complete */
    CACHE_PENDING, /* somebody makes it: see cache_wait */
};
struct cache_build;
/* CACHE_BUILD where there is no memory for a claim, too: `*build` is then NULL. */
enum cache_claim cache_claim(struct cache *cache, const unsigned char key[CACHE_KEY],
                             struct cached **cached, struct cache_build **build);

/* Somebody who waits for a builder. */
struct cache_waiter {
    struct cache_waiter *next;
    /* Called once, by the builder's thread. `cached`: a new reference, or NULL: it failed as
     * `problem` says. Afterwards the waiter may be gone. */
    void (*wake)(struct cache_waiter *waiter, struct cached *cached, const struct problem *problem);
};
/* False: nobody builds it any more, claim again. True: `waiter` belongs to the builder until it is
 * woken, which can be before this function returns. */
bool cache_wait(struct cache *cache, const unsigned char key[CACHE_KEY],
                struct cache_waiter *waiter);

/* Ends a claim: keeps `cached` (borrowed; NULL: it failed) and wakes who waits. `build` may be
 * NULL. */
void cache_complete(struct cache *cache, struct cache_build *build, struct cached *cached,
                    const struct problem *problem);

#endif
