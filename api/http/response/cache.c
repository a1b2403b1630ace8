/* The cache: shards with a lock each, and in each a hash table, a list by last use and the builds
 * that are under way.
 *
 * What is used least recently goes first, and of the few oldest the largest: one big answer does
 * not push out many small ones. Buckets of aliases are chosen by SipHash with a secret, for their
 * bytes come from clients. */
#include "hiraku/http/response/cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/random.h>

enum {
    SHARDS = 8,
    OLDEST = 8,           /* among so many the largest goes */
    LARGEST = 4,          /* an entry may take this part of its shard */
    NODE_BYTES = 4096,    /* one bucket for so much budget */
    MALLOC_OVERHEAD = 16, /* of each block */
};

struct node {
    struct node *chain;         /* of its bucket */
    struct node *newer, *older; /* by last use */
    uint64_t hash, generation;
    size_t cost;
    struct cached *cached; /* NULL: an alias */
    unsigned char key[CACHE_KEY];
    size_t len;
    char raw[]; /* of an alias */
};

struct cache_build {
    struct cache_build *next;
    unsigned char key[CACHE_KEY];
    struct cache_waiter *waiters;
};

struct shard {
    _Alignas(64) pthread_mutex_t lock;
    struct node **buckets;
    struct node *newest, *oldest;
    struct cache_build *builds;
    struct cache_figures figures;
};

struct cache {
    struct shard shards[SHARDS];
    size_t budget; /* of one shard */
    size_t mask;   /* of its buckets */
    uint64_t secret[2];
};

static struct cached *cached_ref(struct cached *cached)
{
    atomic_fetch_add_explicit(&cached->references, 1, memory_order_relaxed);
    return cached;
}

void cached_unref(struct cached *cached)
{
    if (cached && atomic_fetch_sub_explicit(&cached->references, 1, memory_order_acq_rel) == 1)
        cached->free(cached);
}

/* --- hashes --- */

static uint64_t rotate(uint64_t x, int bits)
{
    return (x << bits) | (x >> (64 - bits));
}

static void sip_round(uint64_t v[4])
{
    v[0] += v[1], v[1] = rotate(v[1], 13) ^ v[0], v[0] = rotate(v[0], 32);
    v[2] += v[3], v[3] = rotate(v[3], 16) ^ v[2];
    v[0] += v[3], v[3] = rotate(v[3], 21) ^ v[0];
    v[2] += v[1], v[1] = rotate(v[1], 17) ^ v[2], v[2] = rotate(v[2], 32);
}

/* SipHash-1-3 (Aumasson, Bernstein 2012). */
static uint64_t sip_hash(const uint64_t secret[2], struct slice text)
{
    uint64_t v[4] = {secret[0] ^ 0x736f6d6570736575U, secret[1] ^ 0x646f72616e646f6dU,
                     secret[0] ^ 0x6c7967656e657261U, secret[1] ^ 0x7465646279746573U};
    size_t at = 0;
    uint64_t word;
    for (; text.len - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text.at + at, sizeof word);
        v[3] ^= word;
        sip_round(v);
        v[0] ^= word;
    }
    word = 0;
    if (at < text.len)
        memcpy(&word, text.at + at, text.len - at);
    word |= (uint64_t)text.len << 56;
    v[3] ^= word;
    sip_round(v);
    v[0] ^= word;
    v[2] ^= 0xff;
    for (int i = 0; i < 3; i++)
        sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* Part of a SHA-256 is as good as a hash. */
static uint64_t key_hash(const unsigned char key[CACHE_KEY])
{
    uint64_t hash;
    memcpy(&hash, key, sizeof hash);
    return hash;
}

static struct shard *shard_of(struct cache *cache, uint64_t hash)
{
    return &cache->shards[(hash >> 56) % SHARDS];
}

/* --- under the lock of a shard --- */

static void list_remove(struct shard *shard, struct node *node)
{
    *(node->newer ? &node->newer->older : &shard->newest) = node->older;
    *(node->older ? &node->older->newer : &shard->oldest) = node->newer;
}

static void cache_list_add(struct shard *shard, struct node *node)
{
    node->newer = NULL;
    node->older = shard->newest;
    *(node->older ? &node->older->newer : &shard->oldest) = node;
    shard->newest = node;
}

static void cache_use(struct shard *shard, struct node *node)
{
    if (shard->newest == node)
        return;
    list_remove(shard, node);
    cache_list_add(shard, node);
}

static struct node **cache_bucket_of(const struct cache *cache, struct shard *shard, uint64_t hash)
{
    return &shard->buckets[hash & cache->mask];
}

static struct node *cache_find_key(const struct cache *cache, struct shard *shard,
                                   const unsigned char key[CACHE_KEY])
{
    uint64_t hash = key_hash(key);
    for (struct node *node = *cache_bucket_of(cache, shard, hash); node; node = node->chain)
        if (node->hash == hash && node->cached && memcmp(node->key, key, CACHE_KEY) == 0)
            return node;
    return NULL;
}

static struct node *find_raw(const struct cache *cache, struct shard *shard, uint64_t hash,
                             struct slice raw)
{
    for (struct node *node = *cache_bucket_of(cache, shard, hash); node; node = node->chain)
        if (node->hash == hash && !node->cached && node->len == raw.len &&
            memcmp(node->raw, raw.at, raw.len) == 0)
            return node;
    return NULL;
}

static struct cache_build **find_build(struct shard *shard, const unsigned char key[CACHE_KEY])
{
    struct cache_build **at = &shard->builds;
    while (*at && memcmp((*at)->key, key, CACHE_KEY) != 0)
        at = &(*at)->next;
    return at;
}

/* Takes the node out and chains it in `*out`. */
static void take_out(const struct cache *cache, struct shard *shard, struct node *node,
                     struct node **out)
{
    struct node **at = cache_bucket_of(cache, shard, node->hash);
    while (*at != node)
        at = &(*at)->chain;
    *at = node->chain;
    list_remove(shard, node);
    shard->figures.bytes -= node->cost;
    *(node->cached ? &shard->figures.entries : &shard->figures.aliases) -= 1;
    node->chain = *out;
    *out = node;
}

static struct node *victim_of(const struct shard *shard)
{
    struct node *victim = shard->oldest;
    size_t seen = 0;
    for (struct node *node = victim; node && seen < OLDEST; node = node->newer, seen++)
        if (node->cost > victim->cost && node != shard->newest)
            victim = node;
    return victim;
}

static void cache_add(const struct cache *cache, struct shard *shard, struct node *node,
                      struct node **out)
{
    struct node **bucket = cache_bucket_of(cache, shard, node->hash);
    node->chain = *bucket;
    *bucket = node;
    cache_list_add(shard, node);
    shard->figures.bytes += node->cost;
    *(node->cached ? &shard->figures.entries : &shard->figures.aliases) += 1;
    while (shard->figures.bytes > cache->budget) {
        struct node *victim = victim_of(shard);
        shard->figures.evictions++;
        shard->figures.evicted += victim->cost;
        take_out(cache, shard, victim, out);
    }
}

/* --- without a lock --- */

static void free_nodes(struct node *nodes)
{
    while (nodes) {
        struct node *next = nodes->chain;
        cached_unref(nodes->cached);
        free(nodes);
        nodes = next;
    }
}

struct cache *cache_new(size_t budget)
{
    size_t buckets = 1;
    struct cache *cache = aligned_alloc(_Alignof(struct cache), sizeof *cache);
    if (!cache)
        return NULL;
    memset(cache, 0, sizeof *cache);
    while (buckets * NODE_BYTES < budget / SHARDS)
        buckets *= 2;
    cache->budget = budget / SHARDS;
    cache->mask = buckets - 1;
    bool good = getrandom(cache->secret, sizeof cache->secret, 0) == sizeof cache->secret;
    for (size_t i = 0; i < SHARDS; i++) {
        pthread_mutex_init(&cache->shards[i].lock, NULL);
        cache->shards[i].buckets = calloc(buckets, sizeof *cache->shards[i].buckets);
        good = good && cache->shards[i].buckets;
    }
    if (good)
        return cache;
    cache_free(cache);
    return NULL;
}

void cache_free(struct cache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < SHARDS; i++) {
        struct node *all = NULL;
        struct shard *shard = &cache->shards[i];
        while (shard->newest)
            take_out(cache, shard, shard->newest, &all);
        free_nodes(all);
        free(shard->buckets);
        pthread_mutex_destroy(&shard->lock);
    }
    free(cache);
}

void cache_figures(struct cache *cache, struct cache_figures *figures)
{
    *figures = (struct cache_figures){0};
    for (size_t i = 0; i < SHARDS; i++) {
        struct shard *shard = &cache->shards[i];
        pthread_mutex_lock(&shard->lock);
        figures->hits += shard->figures.hits;
        figures->misses += shard->figures.misses;
        figures->waits += shard->figures.waits;
        figures->evictions += shard->figures.evictions;
        figures->evicted += shard->figures.evicted;
        figures->entries += shard->figures.entries;
        figures->aliases += shard->figures.aliases;
        figures->bytes += shard->figures.bytes;
        pthread_mutex_unlock(&shard->lock);
    }
}

/* A new reference, under the lock. */
static struct cached *cache_take(const struct cache *cache, struct shard *shard,
                                 const unsigned char key[CACHE_KEY])
{
    struct node *node = cache_find_key(cache, shard, key);
    if (!node)
        return NULL;
    cache_use(shard, node);
    shard->figures.hits++;
    return cached_ref(node->cached);
}

struct cached *cache_find(struct cache *cache, const unsigned char key[CACHE_KEY])
{
    struct shard *shard = shard_of(cache, key_hash(key));
    pthread_mutex_lock(&shard->lock);
    struct cached *cached = cache_take(cache, shard, key);
    pthread_mutex_unlock(&shard->lock);
    return cached;
}

struct cached *cache_find_alias(struct cache *cache, struct slice raw, uint64_t generation)
{
    unsigned char key[CACHE_KEY];
    uint64_t hash = sip_hash(cache->secret, raw);
    struct shard *shard = shard_of(cache, hash);
    pthread_mutex_lock(&shard->lock);
    struct node *node = find_raw(cache, shard, hash, raw);
    bool found = node && node->generation == generation;
    if (found) {
        cache_use(shard, node);
        memcpy(key, node->key, CACHE_KEY);
    }
    pthread_mutex_unlock(&shard->lock);
    return found ? cache_find(cache, key) : NULL;
}

static struct node *node_new(struct slice raw, uint64_t hash, const unsigned char key[CACHE_KEY])
{
    struct node *node = malloc(sizeof *node + raw.len);
    if (!node)
        return NULL;
    *node = (struct node){.hash = hash, .len = raw.len};
    node->cost = sizeof *node + raw.len + MALLOC_OVERHEAD;
    memcpy(node->key, key, CACHE_KEY);
    if (raw.len)
        memcpy(node->raw, raw.at, raw.len);
    return node;
}

/* Puts the node in the place of another one with the same key. */
static void cache_insert(struct cache *cache, struct node *node)
{
    struct node *out = NULL;
    struct shard *shard = shard_of(cache, node->hash);
    pthread_mutex_lock(&shard->lock);
    struct node *old =
        node->cached ? cache_find_key(cache, shard, node->key)
                     : find_raw(cache, shard, node->hash, (struct slice){node->raw, node->len});
    if (old)
        take_out(cache, shard, old, &out);
    cache_add(cache, shard, node, &out);
    pthread_mutex_unlock(&shard->lock);
    free_nodes(out);
}

void cache_put(struct cache *cache, const unsigned char key[CACHE_KEY], struct cached *cached)
{
    if (cached->cost > cache->budget / LARGEST)
        return;
    struct node *node = node_new(SLICE_NONE, key_hash(key), key);
    if (!node)
        return;
    node->cost += cached->cost;
    node->cached = cached_ref(cached);
    cache_insert(cache, node);
}

void cache_put_alias(struct cache *cache, struct slice raw, uint64_t generation,
                     const unsigned char key[CACHE_KEY])
{
    if (raw.len + sizeof(struct node) > cache->budget / LARGEST)
        return;
    struct node *node = node_new(raw, sip_hash(cache->secret, raw), key);
    if (!node)
        return;
    node->generation = generation;
    cache_insert(cache, node);
}

/* --- builders --- */

enum cache_claim cache_claim(struct cache *cache, const unsigned char key[CACHE_KEY],
                             struct cached **cached, struct cache_build **build)
{
    struct shard *shard = shard_of(cache, key_hash(key));
    struct cache_build *mine = malloc(sizeof *mine);
    enum cache_claim claim = CACHE_BUILD;
    *build = NULL;
    pthread_mutex_lock(&shard->lock);
    *cached = cache_take(cache, shard, key);
    if (*cached) {
        claim = CACHE_FOUND;
    } else if (*find_build(shard, key)) {
        claim = CACHE_PENDING;
    } else if (mine) {
        *mine = (struct cache_build){.next = shard->builds};
        memcpy(mine->key, key, CACHE_KEY);
        shard->builds = *build = mine;
        mine = NULL;
    }
    shard->figures.misses += claim == CACHE_BUILD;
    pthread_mutex_unlock(&shard->lock);
    free(mine);
    return claim;
}

bool cache_wait(struct cache *cache, const unsigned char key[CACHE_KEY],
                struct cache_waiter *waiter)
{
    struct shard *shard = shard_of(cache, key_hash(key));
    pthread_mutex_lock(&shard->lock);
    struct cache_build *build = *find_build(shard, key);
    if (build) {
        waiter->next = build->waiters;
        build->waiters = waiter;
        shard->figures.waits++;
    }
    pthread_mutex_unlock(&shard->lock);
    return build != NULL;
}

void cache_complete(struct cache *cache, struct cache_build *build, struct cached *cached,
                    const struct problem *problem)
{
    if (!build)
        return;
    if (cached)
        cache_put(cache, build->key, cached);
    struct shard *shard = shard_of(cache, key_hash(build->key));
    pthread_mutex_lock(&shard->lock);
    struct cache_build **at = find_build(shard, build->key);
    *at = build->next;
    pthread_mutex_unlock(&shard->lock);
    for (struct cache_waiter *waiter = build->waiters, *next; waiter; waiter = next) {
        next = waiter->next;
        waiter->wake(waiter, cached ? cached_ref(cached) : NULL, problem);
    }
    free(build);
}
