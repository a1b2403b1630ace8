/* Finished answers and the cache: what an answer is kept under, how it is found again, and how it
 * is sent.
 *
 * An answer is a pair of the library's responses, the 200 and its 304, with all their fields, which
 * any number of connections send at the same time. It is found by the digest of all that it depends
 * on, or by the very bytes of a request that got it from the same release. Only what is made in
 * memory with status 200 is kept: no problems, no redirects, no files, no streams. What belongs to
 * one connection (`Connection: close`) never gets in: then the answer is made anew. */
#include "hiraku/http/response/response_cache.h"

#include "hiraku/http/exchange/exchange.h"
#include "hiraku/http/protocol/conditional.h"
#include "hiraku/http/response/length_cache.h"
#include "hiraku/http/response/respond.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/server/server.h"
#include "hiraku/http/transport/connection.h"
#include "hiraku/model/resource.h"

#include <microhttpd.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>

enum {
    RAW_MAX = 2048,
    RESPONSE_COST = 512,
    FIELD_COST = 88,
    SOCKET_BUFFER = 128 * 1024,
    PAGES_LEAST = 16 * 1024,
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
    char etag[sizeof((struct reply *)NULL)->etag];
    const struct route *route;
    const struct resource *resource;
    struct form form;
    enum encoding encoding;
    enum language language;
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
    const uint64_t numbers[] = {reply->changed_in, (uint64_t)reply->modified, reply->vary_accept,
                                reply->vary_language, whole};
    struct digest digest;
    digest_init(&digest);
    digest_field(&digest, slice_of(reply->etag));
    digest_field(&digest, slice_of(request->route->pattern));
    digest_field(&digest, request->path);
    digest_field(&digest, slice_of(reply->media_type));
    digest_field(&digest, reply->content_location);
    digest_field(&digest, reply->filename);
    digest_field(&digest, reply->title);
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
static bool make_raw(const struct exchange *exchange, char raw[RAW_MAX], struct slice *result)
{
    const struct request *request = &exchange->request;
    size_t len = 0;
    raw[len++] = request->none_match.at || request->modified_since.at ? '?' : '=';
    bool fits = request->target.at && !request->match.at && !request->unmodified_since.at &&
                add_line(raw, &len, request->target) && add_line(raw, &len, exchange->accept) &&
                add_line(raw, &len, exchange->accept_encoding) &&
                add_line(raw, &len, exchange->accept_language);
    *result = (struct slice){raw, len};
    return fits;
}

/* --- finding --- */

static bool is_same(const struct request *request, const struct cached_response *answer)
{
    return conditional_fresh(request->none_match, request->modified_since, answer->etag,
                             answer->modified);
}

/* Takes the reference. */
static bool use(struct exchange *exchange, struct cached *cached)
{
    struct cached_response *answer = cached ? cached_response_of(cached) : NULL;
    if (answer && !answer->full && !is_same(&exchange->request, answer)) {
        cached_response_unref(answer);
        answer = NULL;
    }
    exchange->cached = answer;
    return answer != NULL;
}

static bool is_open(const struct exchange *exchange)
{
    return !exchange->must_close && !atomic_load(&exchange->request.server->stopping);
}

bool response_cache_find(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    struct server *server = request->server;
    char raw[RAW_MAX];
    struct slice bytes;
    bool head = slice_is(exchange->method, "HEAD");
    if ((!head && !slice_is(exchange->method, "GET")) || !is_open(exchange) ||
        !make_raw(exchange, raw, &bytes))
        return false;
    if (!use(exchange,
             cache_find_alias(server->cache, bytes, atomic_load(&server->snapshots.generation))))
        return false;
    request->head = head;
    request->route = exchange->cached->route;
    request->resource = exchange->cached->resource;
    request->form = exchange->cached->form;
    request->encoding = exchange->cached->encoding;
    request->language = exchange->cached->language;
    exchange->repeated = true;
    return true;
}

static bool find_key(struct exchange *exchange, const struct reply *reply, bool whole)
{
    make_key(&exchange->request, reply, whole, exchange->key);
    return use(exchange, cache_find(exchange->request.server->cache, exchange->key));
}

bool response_cache_claim(struct exchange *exchange, bool known)
{
    const struct reply *reply = &exchange->reply;
    struct cached *cached;
    exchange->pending = false;
    exchange->known = known;
    if (exchange->keyed || !is_open(exchange))
        return known;
    exchange->keyed = true;
    if (known) {
        if (!find_key(exchange, reply, true))
            find_key(exchange, reply, false);
        return true;
    }
    make_key(&exchange->request, reply, true, exchange->key);
    switch (
        cache_claim(exchange->request.server->cache, exchange->key, &cached, &exchange->build)) {
    case CACHE_FOUND:
        return use(exchange, cached);
    case CACHE_PENDING:
        exchange->keyed = false;
        exchange->pending = !(exchange->request.route->flags & ROUTE_INLINE);
        return exchange->pending;
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

/* In front of the bytes of a body in pages of its own. */
union pages {
    size_t size;
    max_align_t aligned;
};

static void free_pages(void *context)
{
    union pages *pages = context;
    munmap(pages, pages->size);
}

struct MHD_Response *body_keep(const struct out *body)
{
    size_t size = sizeof(union pages) + body->len;
    if (body->len < PAGES_LEAST)
        return NULL;
    union pages *pages =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        return NULL;
    pages->size = size;
    memcpy(pages + 1, body->bytes, body->len);
    struct MHD_Response *response = MHD_create_response_from_buffer_with_free_callback_cls(
        body->len, pages + 1, free_pages, pages);
    if (!response)
        free_pages(pages);
    return response;
}

static struct cached_response *cached_response_new(struct exchange *exchange)
{
    const struct reply *reply = &exchange->reply;
    const struct request *request = &exchange->request;
    struct cached_response *answer = calloc(1, sizeof *answer);
    if (!answer)
        return NULL;
    atomic_init(&answer->cached.references, 1);
    answer->cached.free = cached_response_free;
    if (!reply->uncacheable) {
        answer->modified = reply->modified;
        memcpy(answer->etag, reply->etag, sizeof answer->etag);
    }
    answer->route = request->route;
    answer->resource = request->resource;
    answer->form = request->form;
    answer->encoding = request->encoding;
    answer->language = request->language;
    answer->length = exchange->known ? 0 : reply->body.len;
    answer->same = response_make(exchange, NULL, HTTP_SAME);
    if (!exchange->known)
        answer->full = response_make(exchange, NULL, HTTP_OK);
    if (!answer->same || (!exchange->known && !answer->full)) {
        cached_response_free(&answer->cached);
        return NULL;
    }
    answer->head = answer->full ? response_head(answer->full, exchange) : 0;
    size_t cost = sizeof *answer + answer->length + RESPONSE_COST;
    if (answer->length >= PAGES_LEAST)
        cost += PAGE;
    MHD_get_response_headers(answer->same, add_cost, &cost);
    if (answer->full) {
        cost += RESPONSE_COST;
        MHD_get_response_headers(answer->full, add_cost, &cost);
    }
    answer->cached.cost = reply->uncacheable ? SIZE_MAX : cost;
    return answer;
}

/* Whether the reply is of the kind that is kept. */
static bool is_whole(const struct exchange *exchange)
{
    const struct reply *reply = &exchange->reply;
    uint64_t length;
    if (!reply->etag[0] || reply->location.len || !reply->media_type || reply->fd >= 0 ||
        reply->source || exchange->stream)
        return false;
    if (exchange->known)
        return length_cache_get(exchange->request.server->length_cache, reply->etag, &length);
    return reply->body.len > 0;
}

void response_cache_complete(struct exchange *exchange)
{
    struct cache *cache = exchange->request.server->cache;
    struct cached_response *answer = exchange->cached;
    if (!exchange->keyed || exchange->pending)
        return;
    if (!answer && exchange->status == STATUS_OK && is_whole(exchange)) {
        answer = exchange->cached = cached_response_new(exchange);
        if (!answer)
            exchange->status = problem_memory(&exchange->problem);
        else if (exchange->known)
            cache_put(cache, exchange->key, &answer->cached);
    }
    if (!answer && exchange->status == STATUS_OK) /* nothing that others can have: let them ask */
        problem_set(&exchange->problem, STATUS_BUSY, slice_of(""), slice_of(""), NULL);
    else
        exchange->problem.status = exchange->status;
    cache_complete(cache, exchange->build, answer ? &answer->cached : NULL, &exchange->problem);
    exchange->build = NULL;
}

/* --- waiting --- */

static void wake(struct cache_waiter *waiter, struct cached *cached, const struct problem *problem)
{
    struct exchange *exchange = (void *)((char *)waiter - offsetof(struct exchange, waiter));
    exchange->keyed = cached != NULL;
    exchange->pending = false;
    if (cached) {
        exchange->cached = cached_response_of(cached);
    } else {
        exchange->problem = *problem;
        exchange->status = problem->status;
    }
    exchange->stage = STAGE_MADE;
    MHD_resume_connection(exchange->job.connection);
}

bool response_cache_wait(struct exchange *exchange)
{
    exchange->waiter.wake = wake;
    return cache_wait(exchange->request.server->cache, exchange->key, &exchange->waiter);
}

/* --- answering --- */

static void put_alias(const struct exchange *exchange)
{
    char raw[RAW_MAX];
    struct slice bytes;
    if (make_raw(exchange, raw, &bytes))
        cache_put_alias(exchange->request.server->cache, bytes, exchange->generation,
                        exchange->key);
}

bool cached_response_refused(const struct exchange *exchange)
{
    return conditional_refused(exchange->request.match, exchange->request.unmodified_since,
                               exchange->cached->etag, exchange->cached->modified);
}

struct MHD_Response *cached_response_select(struct exchange *exchange)
{
    const struct cached_response *answer = exchange->cached;
    bool same = is_same(&exchange->request, answer);
    if (!exchange->repeated && answer->cached.cost != SIZE_MAX)
        put_alias(exchange);
    exchange->http = same ? HTTP_SAME : HTTP_OK;
    exchange->bytes = answer->length;
    if (answer->length > SOCKET_BUFFER) /* a smaller one is not broken off half-way */
        exchange->body_at = connection_written(exchange->connection) + answer->head;
    return same ? answer->same : answer->full;
}
