/* Finished answers and the cache. */
#ifndef HIRAKU_HTTP_RESPONSE_RESPONSE_CACHE_H
#define HIRAKU_HTTP_RESPONSE_RESPONSE_CACHE_H

#include <stdbool.h>

struct answer;
struct exchange;
struct out;

struct MHD_Response;

void answer_unref(struct answer *answer); /* NULL is allowed */

/* Whether If-Match or If-Unmodified-Since refuses exchange->answer. */
bool answer_is_refused(const struct exchange *exchange);

/* Of exchange->answer: the 200 or the 304, borrowed; sets what the log tells of it. */
struct MHD_Response *answer_response(struct exchange *exchange);

/* The answer to a request that has been answered before, by its bytes alone. */
bool remember_find(struct exchange *exchange);

/* Once the validators are there: whether nothing is left to make, because the answer was found
 * (exchange->answer), somebody is making it (->pending), or `known`: it is a 304 whose length is
 * known. Else the caller makes it. */
bool remember_claim(struct exchange *exchange, bool known);

/* Turns the finished reply into an answer, keeps it and wakes who waits for it. After every claim,
 * also where the reply has failed. */
void remember_complete(struct exchange *exchange);

/* A response with a copy of a body that is large enough to be worth pages of its own: what is kept
 * for long would leave holes between what is not. NULL: it is not, or there is no room. */
struct MHD_Response *body_keep(const struct out *body);

/* Waits for who makes it; false: nobody does any more. True: the exchange is resumed with the
 * answer or the problem, possibly before this function returns. */
bool remember_wait(struct exchange *exchange);

#endif
