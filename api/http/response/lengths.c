/* How long the answer with a certain strong ETag is: a 304 must say the Content-Length of the 200
 * or none (RFC 9110 s.8.6), and the library cannot leave it out of an answer on a connection that
 * stays open.
 *
 * A strong ETag names exact bytes, so what was true once stays true. Forgets what it has no room
 * for. */
#include "hiraku/http/response/lengths.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { LENGTHS_SLOTS = 4096, ETAG_KEY = 32 };

struct lengths {
    pthread_mutex_t lock;
    struct {
        char etag[ETAG_KEY];
        uint64_t length;
    } slots[LENGTHS_SLOTS];
};

struct lengths *lengths_new(void)
{
    struct lengths *lengths = calloc(1, sizeof *lengths);
    if (lengths)
        pthread_mutex_init(&lengths->lock, NULL);
    return lengths;
}

void lengths_free(struct lengths *lengths)
{
    if (!lengths)
        return;
    pthread_mutex_destroy(&lengths->lock);
    free(lengths);
}

/* ETags are hexadecimal digits of a digest behind the quote: any of them is as good as a hash. */
static size_t slot_of(const char *etag)
{
    size_t slot = 0;
    for (size_t i = 1; i < 9 && etag[i]; i++)
        slot = slot * 31 + (unsigned char)etag[i];
    return slot % LENGTHS_SLOTS;
}

void lengths_put(struct lengths *lengths, const char *etag, uint64_t length)
{
    if (strlen(etag) < ETAG_KEY)
        return;
    size_t slot = slot_of(etag);
    pthread_mutex_lock(&lengths->lock);
    memcpy(lengths->slots[slot].etag, etag, ETAG_KEY);
    lengths->slots[slot].length = length;
    pthread_mutex_unlock(&lengths->lock);
}

bool lengths_get(struct lengths *lengths, const char *etag, uint64_t *length)
{
    if (strlen(etag) < ETAG_KEY)
        return false;
    size_t slot = slot_of(etag);
    pthread_mutex_lock(&lengths->lock);
    bool found = memcmp(lengths->slots[slot].etag, etag, ETAG_KEY) == 0;
    *length = lengths->slots[slot].length;
    pthread_mutex_unlock(&lengths->lock);
    return found;
}
