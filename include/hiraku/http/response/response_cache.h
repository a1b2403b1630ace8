/* Finished answers and the cache (cache.h). */
#ifndef HIRAKU_HTTP_RESPONSE_RESPONSE_CACHE_H
#define HIRAKU_HTTP_RESPONSE_RESPONSE_CACHE_H

#include "hiraku/base/status.h"
#include "hiraku/http/response/cache.h"

struct cached_response;
struct problem;
struct reply;
struct request;
struct response;

struct MHD_Response;

/* Where the answer to one request is looked for. */
struct response_lookup {
    struct cache *cache;
    uint64_t generation; /* of the releases, read before one was taken */
    unsigned char key[CACHE_KEY];
    bool keyed;                     /* `key` is that of the answer */
    bool known;                     /* it is a 304 whose length is known */
    bool pending;                   /* somebody else is making it */
    bool repeated;                  /* found by the bytes of the request */
    struct cached_response *cached; /* finished: nothing else of the reply counts */
    struct cache_build *build;
    struct cache_waiter waiter;
    /* Called when the wait is over, by the builder's thread; `problem` NULL: `cached` is there.
     * Afterwards the lookup may be gone. */
    void (*wake)(struct response_lookup *lookup, const struct problem *problem);
};

/* The answer to a request that has been answered before, by its bytes alone. Sets what of the
 * request follows from it. */
bool response_cache_find(struct response_lookup *lookup, struct request *request,
                         uint64_t generation);

/* Once the validators are there: whether nothing is left to make, because the answer was found
 * (lookup->cached), somebody is making it (->pending), or `known`: it is a 304 whose length is
 * known. Else the caller makes it. `shared`: it may be sent to others, too. */
bool response_cache_claim(struct response_lookup *lookup, const struct request *request,
                          const struct reply *reply, bool known, bool shared);

/* What an answer is made of that was claimed. */
struct response_parts {
    struct request *request;
    struct reply *reply;
    struct response *response;
    struct problem *problem;
};

/* Turns the finished reply into an answer, keeps it and wakes who waits for it. After every claim,
 * also where the reply has failed with `status`; returns the status then. */
enum status response_cache_complete(struct response_lookup *lookup,
                                    const struct response_parts *parts, enum status status);

/* Waits for who makes it; false: nobody does any more. True: lookup->wake is called, possibly
 * before this function returns. */
bool response_cache_wait(struct response_lookup *lookup);

void cached_response_unref(struct cached_response *answer); /* NULL is allowed */

/* What it is counted as (request.h). */
unsigned cached_response_counter(const struct cached_response *answer);

/* Whether If-Match or If-Unmodified-Since refuses it. */
bool cached_response_refused(const struct cached_response *answer, const struct request *request);

/* Of lookup->cached: the 200 or the 304, borrowed; sets status and length of `response`. `*head`:
 * the bytes before its body where that may be broken off half-way, else 0. */
struct MHD_Response *cached_response_select(struct response_lookup *lookup,
                                            const struct request *request,
                                            struct response *response, size_t *head);

#endif
