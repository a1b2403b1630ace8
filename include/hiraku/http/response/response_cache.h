/* Finished answers and the cache. */
#ifndef HIRAKU_HTTP_RESPONSE_RESPONSE_CACHE_H
#define HIRAKU_HTTP_RESPONSE_RESPONSE_CACHE_H

#include <stdbool.h>

struct exchange;
struct out;

struct cached_response;

struct MHD_Response;

void cached_response_unref(struct cached_response *answer); /* NULL is allowed */

/* Whether If-Match or If-Unmodified-Since refuses exchange->cached. */
bool cached_response_refused(const struct exchange *exchange);

/* Of exchange->cached: the 200 or the 304, borrowed; sets what the log tells of it. */
struct MHD_Response *cached_response_select(struct exchange *exchange);

/* The answer to a request that has been answered before, by its bytes alone. */
bool response_cache_find(struct exchange *exchange);

/* Once the validators are there: whether nothing is left to make, because the answer was found
 * (exchange->cached), somebody is making it (->pending), or `known`: it is a 304 whose length is
 * known. Else the caller makes it. */
bool response_cache_claim(struct exchange *exchange, bool known);

/* Turns the finished reply into an answer, keeps it and wakes who waits for it. After every claim,
 * also where the reply has failed. */
void response_cache_complete(struct exchange *exchange);

/* A response with a copy of a body that is large enough to be worth pages of its own: what is kept
 * for long would leave holes between what is not. NULL: it is not, or there is no room. */
struct MHD_Response *body_keep(const struct out *body);

/* Waits for who makes it; false: nobody does any more. True: the exchange is resumed with the
 * answer or the problem, possibly before this function returns. */
bool response_cache_wait(struct exchange *exchange);

#endif
