/* See guard.h. */
#include "hiraku/desk/parent/guard.h"

#include "hiraku/desk/secret.h"

enum { SECOND_MS = 1000 };

static int64_t guard_delay_ms(const struct guard_place *place)
{
    if (place->failures <= GUARD_FREE)
        return 0;
    unsigned doublings = place->failures - GUARD_FREE - 1;
    int64_t seconds = doublings < 6 ? INT64_C(1) << doublings : GUARD_MOST_S;
    return (seconds < GUARD_MOST_S ? seconds : GUARD_MOST_S) * SECOND_MS;
}

static size_t guard_find(const struct guard *guard, const char *digest)
{
    size_t at = 0;
    while (at < GUARD_PLACES && strcmp(guard->list[at].digest, digest) != 0)
        at++;
    return at;
}

int64_t guard_wait(const struct guard *guard, struct slice key, int64_t now_ms)
{
    char digest[DIGEST_SIZE];
    desk_secret_digest(key, digest);
    size_t at = guard_find(guard, digest);
    if (at == GUARD_PLACES)
        return 0;
    int64_t left = guard->list[at].failed_ms + guard_delay_ms(&guard->list[at]) - now_ms;
    return left > 0 ? (left + SECOND_MS - 1) / SECOND_MS : 0;
}

void guard_fail(struct guard *guard, struct slice key, int64_t now_ms)
{
    char digest[DIGEST_SIZE];
    desk_secret_digest(key, digest);
    size_t at = guard_find(guard, digest);
    if (at == GUARD_PLACES) { /* a free place, or that which failed longest ago */
        at = 0;
        for (size_t i = 0; i < GUARD_PLACES && guard->list[at].digest[0]; i++)
            if (!guard->list[i].digest[0] || guard->list[i].failed_ms < guard->list[at].failed_ms)
                at = i;
        memset(&guard->list[at], 0, sizeof guard->list[at]);
        memcpy(guard->list[at].digest, digest, sizeof digest);
    }
    struct guard_place *place = &guard->list[at];
    if (now_ms - place->failed_ms > GUARD_FORGET_MS)
        place->failures = 0;
    place->failures++;
    place->failed_ms = now_ms;
}

void guard_forget(struct guard *guard, struct slice key)
{
    char digest[DIGEST_SIZE];
    desk_secret_digest(key, digest);
    size_t at = guard_find(guard, digest);
    if (at < GUARD_PLACES)
        memset(&guard->list[at], 0, sizeof guard->list[at]);
}
