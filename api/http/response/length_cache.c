/* How long the answer with a certain strong ETag is: a 304 must say the Content-Length of the 200
 * or none (RFC 9110 s.8.6), and the library cannot leave it out of an answer on a connection that
 * stays open.
 *
 * A strong ETag names exact bytes, so what was true once stays true. Forgets what it has no room
 * for. */
#include "hiraku/http/response/length_cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 4096, ETAG_KEY = 32 };

struct length_cache {
    pthread_mutex_t lock;
    struct {
        char etag[ETAG_KEY];
        uint64_t length;
    } slots[SLOTS];
};

struct length_cache *length_cache_new(void)
{
    struct length_cache *cache = calloc(1, sizeof *cache);
    if (cache)
        pthread_mutex_init(&cache->lock, NULL);
    return cache;
}

void length_cache_free(struct length_cache *cache)
{
    if (!cache)
        return;
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

/* ETags are hexadecimal digits of a digest behind the quote: any of them is as good as a hash. */
static size_t slot_of(const char *etag)
{
    size_t slot = 0;
    for (size_t i = 1; i < 9 && etag[i]; i++)
        slot = slot * 31 + (unsigned char)etag[i];
    return slot % SLOTS;
}

void length_cache_put(struct length_cache *cache, const char *etag, uint64_t length)
{
    if (strlen(etag) < ETAG_KEY)
        return;
    size_t slot = slot_of(etag);
    pthread_mutex_lock(&cache->lock);
    memcpy(cache->slots[slot].etag, etag, ETAG_KEY);
    cache->slots[slot].length = length;
    pthread_mutex_unlock(&cache->lock);
}

bool length_cache_get(struct length_cache *cache, const char *etag, uint64_t *length)
{
    if (strlen(etag) < ETAG_KEY)
        return false;
    size_t slot = slot_of(etag);
    pthread_mutex_lock(&cache->lock);
    bool found = memcmp(cache->slots[slot].etag, etag, ETAG_KEY) == 0;
    *length = cache->slots[slot].length;
    pthread_mutex_unlock(&cache->lock);
    return found;
}
