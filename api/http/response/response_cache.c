/* Finished answers and the cache: what an answer is kept under, how it is found again, and how it
 * is sent.
 *
 * An answer is a pair of the library's responses, the 200 and its 304, with all their fields, which
 * any number of connections send at the same time. It is found by the digest of all that it depends
 * on, or by the very bytes of a request that got it from the same release. Only what is made in
 * memory with status 200 is kept: no problems, no redirects, no files, no streams. What belongs to
 * one connection (`Connection: close`) never gets in: then the answer is made anew. */
#include "hiraku/http/response/response_cache.h"

#include "hiraku/http/protocol/conditional.h"
#include "hiraku/http/response/body.h"
#include "hiraku/http/response/length_cache.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/response/response.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/snapshots.h"

#include <microhttpd.h>
#include <stdlib.h>

enum {
    RAW_MAX = 2048,
    RESPONSE_COST = 512,
    FIELD_COST = 88,
    SOCKET_BUFFER = 128 * 1024,
    PAGE = 4096,
    HTTP_OK = 200,
    HTTP_SAME = 304
};

struct cached_response {
    struct cached cached;
    struct MHD_Response *full, *same; /* `full` NULL: only the 304 is known */
    uint64_t length;
    size_t head; /* bytes before the body */
    time_t modified;
    char etag[sizeof((struct representation *)NULL)->etag];
    const struct route *route;
    const struct resource *resource;
    struct form form;
    enum encoding encoding;
    enum language language;
    unsigned counter; /* request.h */
    bool daily;       /* is not found by the bytes of its request */
};

static struct cached_response *cached_response_of(struct cached *cached)
{
    return (struct cached_response *)(void *)((char *)cached -
                                              offsetof(struct cached_response, cached));
}

static void cached_response_free(struct cached *cached)
{
    struct cached_response *answer = cached_response_of(cached);
    if (answer->full)
        MHD_destroy_response(answer->full);
    if (answer->same)
        MHD_destroy_response(answer->same);
    free(answer);
}

void cached_response_unref(struct cached_response *answer)
{
    if (answer)
        cached_unref(&answer->cached);
}

/* --- keys --- */

static void make_key(const struct request *request, const struct reply *reply, bool whole,
                     unsigned char key[CACHE_KEY])
{
    const uint64_t numbers[] = {reply->selected.changed_in,
                                (uint64_t)reply->selected.modified,
                                reply->selected.vary_accept,
                                reply->selected.vary_language,
                                whole,
                                request->pin.taken && request->pin.fixed,
                                atomic_load(&request->snapshots->withdrawals)};
    struct digest digest;
    digest_init(&digest);
    digest_field(&digest, slice_of(reply->selected.etag));
    digest_field(&digest, slice_of(request->route->pattern));
    digest_field(&digest, request->path);
    digest_field(&digest, request->raw_query); /* the links of RFC 7089 have it as it was sent */
    digest_field(&digest, slice_of(reply->selected.media_type));
    digest_field(&digest, reply->selected.content_location);
    digest_field(&digest, reply->selected.filename);
    digest_field(&digest, reply->selected.title);
    digest_add(&digest, numbers, sizeof numbers);
    sha256_digest(&digest.state, CACHE_KEY, key);
}

/* Lines end in what no field and no target can hold (request_check.c); a field that was not sent is
 * not one that was sent empty. False: too long. */
static bool add_line(char raw[RAW_MAX], size_t *len, struct slice text)
{
    if (text.len + 2 > RAW_MAX - *len)
        return false;
    if (text.len)
        memcpy(raw + *len, text.at, text.len);
    *len += text.len;
    raw[(*len)++] = text.at ? '\n' : '\r';
    return true;
}

/* All of a request that the choice of the answer can depend on; false: it is not looked for. A
 * condition is part of it because a 304 may be known where the 200 is not; one that can end in a
 * problem takes the long way. */
static bool make_raw(const struct request *request, char raw[RAW_MAX], struct slice *result)
{
    size_t len = 0;
    raw[len++] = request->none_match.at || request->modified_since.at ? '?' : '=';
    bool fits = request->target.at && !request->match.at && !request->unmodified_since.at &&
                add_line(raw, &len, request->target) && add_line(raw, &len, request->accept) &&
                add_line(raw, &len, request->accept_encoding) &&
                add_line(raw, &len, request->accept_language) &&
                add_line(raw, &len, request->accept_datetime);
    *result = (struct slice){raw, len};
    return fits;
}

/* --- finding --- */

static bool response_cache_is_same(const struct request *request,
                                   const struct cached_response *answer)
{
    return conditional_fresh(request->none_match, request->modified_since, answer->etag,
                             answer->modified);
}

/* Takes the reference. */
static bool response_cache_use(struct response_lookup *lookup, const struct request *request,
                               struct cached *cached)
{
    struct cached_response *answer = cached ? cached_response_of(cached) : NULL;
    if (answer && !answer->full && !response_cache_is_same(request, answer)) {
        cached_response_unref(answer);
        answer = NULL;
    }
    lookup->cached = answer;
    return answer != NULL;
}

bool response_cache_find(struct response_lookup *lookup, struct request *request,
                         uint64_t generation)
{
    char raw[RAW_MAX];
    struct slice bytes;
    if (!make_raw(request, raw, &bytes) ||
        !response_cache_use(lookup, request, cache_find_alias(lookup->cache, bytes, generation)))
        return false;
    request->route = lookup->cached->route;
    request->resource = lookup->cached->resource;
    request->form = lookup->cached->form;
    request->encoding = lookup->cached->encoding;
    request->language = lookup->cached->language;
    lookup->repeated = true;
    return true;
}

static bool response_cache_find_key(struct response_lookup *lookup, const struct request *request,
                                    const struct reply *reply, bool whole)
{
    make_key(request, reply, whole, lookup->key);
    return response_cache_use(lookup, request, cache_find(lookup->cache, lookup->key));
}

bool response_cache_claim(struct response_lookup *lookup, const struct request *request,
                          const struct reply *reply, bool known, bool shared)
{
    struct cached *cached;
    lookup->pending = false;
    lookup->known = known;
    if (lookup->keyed || !shared)
        return known;
    lookup->keyed = true;
    if (known) {
        if (!response_cache_find_key(lookup, request, reply, true))
            response_cache_find_key(lookup, request, reply, false);
        return true;
    }
    make_key(request, reply, true, lookup->key);
    switch (cache_claim(lookup->cache, lookup->key, &cached, &lookup->build)) {
    case CACHE_FOUND:
        return response_cache_use(lookup, request, cached);
    case CACHE_PENDING:
        lookup->keyed = false;
        lookup->pending = !(request->route->flags & ROUTE_INLINE);
        return lookup->pending;
    case CACHE_BUILD:
        break;
    }
    return false;
}

/* --- making --- */

static enum MHD_Result add_cost(void *context, enum MHD_ValueKind kind, const char *name,
                                const char *value)
{
    size_t *cost = context;
    (void)kind;
    *cost += FIELD_COST + strlen(name) + strlen(value);
    return MHD_YES;
}

static struct cached_response *cached_response_new(const struct response_parts *parts, bool known)
{
    struct reply *reply = parts->reply;
    struct request *request = parts->request;
    struct response *response = parts->response;
    struct cached_response *answer = calloc(1, sizeof *answer);
    if (!answer)
        return NULL;
    atomic_init(&answer->cached.references, 1);
    answer->cached.free = cached_response_free;
    if (!reply->selected.uncacheable) {
        answer->modified = reply->selected.modified;
        memcpy(answer->etag, reply->selected.etag, sizeof answer->etag);
    }
    answer->route = request->route;
    answer->resource = request->resource;
    answer->form = request->form;
    answer->encoding = request->encoding;
    answer->language = request->language;
    answer->counter = request->counter;
    answer->daily = reply->selected.daily; /* a withdrawal begins another generation */
    answer->length = known ? 0 : reply->body.len;
    answer->same = response_make(response, reply, request, HTTP_SAME);
    if (!known)
        answer->full = response_make(response, reply, request, HTTP_OK);
    if (!answer->same || (!known && !answer->full)) {
        cached_response_free(&answer->cached);
        return NULL;
    }
    answer->head = answer->full ? response_head(answer->full, response) : 0;
    size_t cost = sizeof *answer + answer->length + RESPONSE_COST;
    if (answer->length >= BODY_PAGES_MIN)
        cost += PAGE;
    MHD_get_response_headers(answer->same, add_cost, &cost);
    if (answer->full) {
        cost += RESPONSE_COST;
        MHD_get_response_headers(answer->full, add_cost, &cost);
    }
    answer->cached.cost = reply->selected.uncacheable ? SIZE_MAX : cost;
    return answer;
}

/* Whether the reply is of the kind that is kept. */
static bool response_cache_is_whole(const struct response_parts *parts, bool known)
{
    const struct reply *reply = parts->reply;
    uint64_t length;
    if (!reply->selected.etag[0] || !reply->selected.write || !reply->selected.media_type ||
        reply->selected.fleeting)
        return false;
    return known ? length_cache_get(parts->response->responses->length_cache, reply->selected.etag,
                                    &length)
                 : reply->body.len > 0;
}

enum status response_cache_complete(struct response_lookup *lookup,
                                    const struct response_parts *parts, enum status status)
{
    struct cached_response *answer = lookup->cached;
    if (!lookup->keyed || lookup->pending)
        return status;
    if (!answer && status == STATUS_OK && response_cache_is_whole(parts, lookup->known)) {
        parts->response->kept = true;
        answer = lookup->cached = cached_response_new(parts, lookup->known);
        if (!answer)
            status = problem_memory(parts->problem);
        else if (lookup->known)
            cache_put(lookup->cache, lookup->key, &answer->cached);
    }
    if (!answer && status == STATUS_OK) /* nothing that others can have: let them ask */
        problem_set(parts->problem, STATUS_BUSY, slice_of(""), slice_of(""), NULL);
    else
        parts->problem->status = status;
    cache_complete(lookup->cache, lookup->build, answer ? &answer->cached : NULL, parts->problem);
    lookup->build = NULL;
    return status;
}

/* --- waiting --- */

static void response_cache_wake(struct cache_waiter *waiter, struct cached *cached,
                                const struct problem *problem)
{
    struct response_lookup *lookup =
        (void *)((char *)waiter - offsetof(struct response_lookup, waiter));
    lookup->keyed = cached != NULL;
    lookup->pending = false;
    if (cached)
        lookup->cached = cached_response_of(cached);
    lookup->wake(lookup, cached ? NULL : problem);
}

bool response_cache_wait(struct response_lookup *lookup)
{
    lookup->waiter.wake = response_cache_wake;
    return cache_wait(lookup->cache, lookup->key, &lookup->waiter);
}

/* --- answering --- */

unsigned cached_response_counter(const struct cached_response *answer)
{
    return answer->counter;
}

bool cached_response_refused(const struct cached_response *answer, const struct request *request)
{
    return conditional_refused(request->match, request->unmodified_since, answer->etag,
                               answer->modified);
}

struct MHD_Response *cached_response_select(struct response_lookup *lookup,
                                            const struct request *request,
                                            struct response *response, size_t *head)
{
    const struct cached_response *answer = lookup->cached;
    bool same = response_cache_is_same(request, answer);
    char raw[RAW_MAX];
    struct slice bytes;
    if (!lookup->repeated && !answer->daily && answer->cached.cost != SIZE_MAX &&
        make_raw(request, raw, &bytes))
        cache_put_alias(lookup->cache, bytes, lookup->generation, lookup->key);
    response->http = same ? HTTP_SAME : HTTP_OK;
    response->bytes = answer->length;
    *head = answer->length > SOCKET_BUFFER ? answer->head : 0; /* a smaller one is not broken off */
    return same ? answer->same : answer->full;
}
