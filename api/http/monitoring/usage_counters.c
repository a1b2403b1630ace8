/* See usage_counters.h. */
#include "hiraku/http/monitoring/usage_counters.h"

#include "hiraku/http/monitoring/shards.h"
#include "hiraku/usage/usage_book.h"
#include "hiraku/usage/usage_keeper.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { PLACES = 4 * USAGE_KEYS_MAX }; /* a power of two; most are empty, so that walks are short */

#define FNV_OFFSET UINT64_C(0xCBF29CE484222325)
#define FNV_PRIME  UINT64_C(0x00000100000001B3)

/* Far longer than what a processor shares: two threads seldom meet. */
struct usage_shard {
    atomic_ullong counts[USAGE_KEYS_MAX][USAGE_AGENTS];
};

struct usage_counters {
    struct usage_shard shards[SHARDS];
    pthread_mutex_t lock;            /* of new keys */
    atomic_uint used;                /* keys[0 … used − 1] are there, and stay */
    _Atomic uint16_t places[PLACES]; /* by hash: the number of a key, USAGE_NONE: there is none */
    char keys[USAGE_KEYS_MAX][USAGE_KEY_SIZE];
    uint64_t noted[USAGE_KEYS_MAX][USAGE_AGENTS];
};

struct usage_counters *usage_counters_new(void)
{
    const struct slice other[USAGE_PARTS] = {slice_of("other")};
    struct usage_counters *counters = calloc(1, sizeof *counters); /* untouched: of no page yet */
    if (!counters)
        return NULL;
    pthread_mutex_init(&counters->lock, NULL);
    usage_key_make(counters->keys[USAGE_OTHER], other);
    atomic_init(&counters->used, USAGE_OTHER + 1);
    return counters;
}

void usage_counters_free(struct usage_counters *counters)
{
    if (counters)
        pthread_mutex_destroy(&counters->lock);
    free(counters);
}

/* FNV-1a: keys are names of our own. */
static size_t usage_hash(const char *key)
{
    uint64_t hash = FNV_OFFSET;
    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * FNV_PRIME;
    return (size_t)(hash ^ hash >> 32) % PLACES;
}

/* Its number, or USAGE_NONE and the place that it would have. */
static unsigned usage_look(struct usage_counters *counters, const char *key, size_t *place)
{
    for (*place = usage_hash(key);; *place = (*place + 1) % PLACES) {
        unsigned number = atomic_load_explicit(&counters->places[*place], memory_order_acquire);
        if (number == USAGE_NONE || strcmp(counters->keys[number], key) == 0)
            return number;
    }
}

unsigned usage_counters_find(struct usage_counters *counters, const char *key)
{
    size_t place;
    return usage_look(counters, key, &place);
}

unsigned usage_counters_take(struct usage_counters *counters, const char *key)
{
    size_t place;
    unsigned number = usage_look(counters, key, &place);
    if (number != USAGE_NONE)
        return number;
    pthread_mutex_lock(&counters->lock);
    number = usage_look(counters, key, &place);
    unsigned used = atomic_load_explicit(&counters->used, memory_order_relaxed);
    if (number == USAGE_NONE && used == USAGE_KEYS_MAX) {
        number = USAGE_OTHER;
    } else if (number == USAGE_NONE) {
        number = used;
        memcpy(counters->keys[number], key, strlen(key) + 1);
        atomic_store_explicit(&counters->places[place], (uint16_t)number, memory_order_release);
        atomic_store_explicit(&counters->used, used + 1, memory_order_release);
    }
    pthread_mutex_unlock(&counters->lock);
    return number;
}

void usage_counters_count(struct usage_counters *counters, unsigned number, enum usage_agent agent)
{
    if (number != USAGE_NONE)
        atomic_fetch_add_explicit(&counters->shards[shard_of_thread()].counts[number][agent], 1,
                                  memory_order_relaxed);
}

static void usage_sum(struct usage_counters *counters, unsigned number, uint64_t sums[USAGE_AGENTS])
{
    for (size_t agent = 0; agent < USAGE_AGENTS; agent++) {
        sums[agent] = 0;
        for (size_t i = 0; i < SHARDS; i++)
            sums[agent] += atomic_load_explicit(&counters->shards[i].counts[number][agent],
                                                memory_order_relaxed);
    }
}

void usage_counters_note(struct usage_counters *counters, struct usage_keeper *keeper, int32_t day)
{
    unsigned used = atomic_load_explicit(&counters->used, memory_order_acquire);
    for (unsigned number = USAGE_OTHER; number < used; number++) {
        uint64_t sums[USAGE_AGENTS], fresh[USAGE_AGENTS], *noted = counters->noted[number];
        usage_sum(counters, number, sums);
        for (size_t agent = 0; agent < USAGE_AGENTS; agent++)
            fresh[agent] = sums[agent] - noted[agent];
        if ((fresh[USAGE_OTHERS] || fresh[USAGE_BOTS]) &&
            usage_keeper_note(keeper, day, counters->keys[number], fresh))
            memcpy(noted, sums, sizeof sums);
    }
}

void usage_counters_each(struct usage_counters *counters,
                         void (*found)(void *context, const char *key,
                                       const uint64_t counts[USAGE_AGENTS]),
                         void *context)
{
    unsigned used = atomic_load_explicit(&counters->used, memory_order_acquire);
    for (unsigned number = USAGE_OTHER; number < used; number++) {
        uint64_t sums[USAGE_AGENTS];
        usage_sum(counters, number, sums);
        found(context, counters->keys[number], sums);
    }
}
