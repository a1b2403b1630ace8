/* One exchange, as the library calls it: the target arrives, the head arrives, the reply is made
 * (here or by a worker), the exchange ends.
 *
 * Order of the checks: framing (request_check.c), length of the target, its form, the route, the
 * method, the form of the answer. The target's query is hidden from the library, whose own parser
 * takes memory for every parameter. */
#include "hiraku/http/exchange/answer.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/config.h"
#include "hiraku/http/exchange/exchange.h"
#include "hiraku/http/monitoring/access_log.h"
#include "hiraku/http/monitoring/metrics.h"
#include "hiraku/http/protocol/negotiate.h"
#include "hiraku/http/protocol/request_check.h"
#include "hiraku/http/response/length_cache.h"
#include "hiraku/http/response/problem_body.h"
#include "hiraku/http/response/respond.h"
#include "hiraku/http/response/response_cache.h"
#include "hiraku/http/response/stream.h"
#include "hiraku/http/routing/media_types.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/routing/shared_link.h"
#include "hiraku/http/server/server.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/transport/client.h"
#include "hiraku/http/transport/connection.h"
#include "hiraku/model/instance.h"

#include <inttypes.h>
#include <microhttpd.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

/* odd: other numbers give other ids, and those of neighbours look different */
#define ID_STEP UINT64_C(0x9E3779B97F4A7C15)

enum { REQUEST_BYTES = 1024 * 1024, KEPT_OF_LONG_TARGET = 200, FIELD_ENTRY = 64 };

static const struct slice none;

static void exchange_free(struct exchange *exchange)
{
    stream_free(exchange->stream);
    cached_response_unref(exchange->cached);
    reply_free(&exchange->reply);
    snapshot_unref(exchange->request.snapshot);
    if (exchange->client_taken)
        client_release(connections_clients(exchange->request.server->connections),
                       exchange->client);
    arena_free(&exchange->request.arena);
    free(exchange);
}

static bool run(struct job *job);

void *answer_begin(void *context, const char *target, struct MHD_Connection *connection)
{
    struct server *server = context;
    struct exchange *exchange = malloc(sizeof *exchange);
    if (!exchange)
        return NULL;
    memset(exchange, 0, offsetof(struct exchange, reply));
    exchange->problem.status = STATUS_OK;
    size_t len = strlen(target);
    exchange->target_length = len;
    exchange->too_long = len > (size_t)server->config->url_length;
    exchange->request.server = server;
    exchange->request.snapshots = &server->snapshots;
    exchange->request.language = server->language;
    arena_init(&exchange->request.arena, REQUEST_BYTES);
    reply_init(&exchange->reply);
    exchange->request.target =
        arena_copy(&exchange->request.arena,
                   (struct slice){target, exchange->too_long ? KEPT_OF_LONG_TARGET : len});
    exchange->job.run = run;
    exchange->job.connection = connection;
    exchange->begun_us = clock_monotonic_us();
    snprintf(exchange->id, sizeof exchange->id, "%016" PRIx64,
             (uint64_t)((server->id_seed + atomic_fetch_add(&server->ids, 1)) * ID_STEP));
    exchange->started_at = time(NULL);
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    exchange->connection = info ? info->socket_context : NULL;
    exchange->client = connection_client(exchange->connection);
    exchange->address = connection_address(exchange->connection);
    connection_enter(exchange->connection, CONNECTION_READING);
    /* the buffer is the library's own and not constant: its parser finds an empty query */
    char *mark = strchr(target, '?');
    if (mark)
        mark[1] = '\0';
    atomic_fetch_add(&server->requests, 1);
    return exchange;
}

/* Of an answer that was broken off, the log tells what the client took. */
static void count_taken(struct exchange *exchange)
{
    uint64_t taken = connection_taken(exchange->connection);
    uint64_t body = taken > exchange->body_at ? taken - exchange->body_at : 0;
    if (body < exchange->bytes)
        exchange->bytes = body;
}

void answer_end(void *context, struct MHD_Connection *connection, void **state,
                enum MHD_RequestTerminationCode code)
{
    struct server *server = context;
    struct exchange *exchange = *state;
    (void)connection;
    if (!exchange)
        return;
    *state = NULL;
    if (exchange->stream)
        exchange->bytes = stream_sent(exchange->stream);
    else if (code != MHD_REQUEST_TERMINATED_COMPLETED_OK)
        count_taken(exchange);
    connection_enter(exchange->connection, CONNECTION_WAITING);
    if (exchange->stage != STAGE_HEAD) {
        access_log_write(exchange);
        metrics_count(server->metrics, exchange);
    }
    exchange_free(exchange);
    atomic_fetch_sub(&server->requests, 1);
}

/* --- the head --- */

struct head {
    struct exchange *exchange;
    struct request_check check;
    size_t memory; /* that the fields take of the connection's */
    struct slice id;
};

/* As the library keeps it: the line, an entry, and of cookies a copy with an entry for each. */
static size_t field_memory(struct slice name, struct slice value)
{
    size_t memory = name.len + value.len + sizeof ": \r\n" - 1 + FIELD_ENTRY;
    if (name.len != sizeof "Cookie" - 1 || strncasecmp(name.at, "Cookie", name.len) != 0)
        return memory;
    memory += value.len + FIELD_ENTRY;
    for (size_t i = 0; i < value.len; i++)
        memory += value.at[i] == ';' ? FIELD_ENTRY : 0;
    return memory;
}

/* Fields that are lists may be sent in several lines (RFC 9110 s.5.3). */
static void keep(struct arena *arena, struct slice *field, struct slice value)
{
    if (!value.at)
        value = slice_of("");
    if (!field->at)
        *field = value;
    else
        *field =
            arena_printf(arena, "%.*s, %.*s", (int)field->len, field->at, (int)value.len, value.at);
}

static enum MHD_Result read_field(void *context, enum MHD_ValueKind kind, const char *name,
                                  size_t name_len, const char *value, size_t value_len)
{
    struct head *head = context;
    struct exchange *exchange = head->exchange;
    struct slice key = {name, name_len}, text = {value, value_len}, ignored = none;
    const struct {
        const char *name;
        struct slice *field;
    } known[] = {
        {"Accept", &exchange->accept},
        {"Accept-Encoding", &exchange->accept_encoding},
        {"Accept-Language", &exchange->accept_language},
        {"If-Match", &exchange->request.match},
        {"If-Unmodified-Since", &exchange->request.unmodified_since},
        {"If-None-Match", &exchange->request.none_match},
        {"If-Modified-Since", &exchange->request.modified_since},
        {"Range", &exchange->request.range},
        {"If-Range", &exchange->request.if_range},
        {"Want-Digest", &exchange->want_digest},
        {"Referer", &exchange->referer},
        {"User-Agent", &exchange->agent},
        {exchange->request.server->config->forwarded_field,
         connection_is_proxy(exchange->connection) ? &exchange->forwarded : &ignored},
        {"X-Request-Id", connection_is_proxy(exchange->connection) ? &head->id : &ignored},
    };
    (void)kind;
    request_check_field(&head->check, key, text);
    head->memory += field_memory(key, text);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (name_len == strlen(known[i].name) && strncasecmp(name, known[i].name, name_len) == 0)
            keep(&exchange->request.arena, known[i].field, text);
    return MHD_YES;
}

/* The release that the whole exchange stays with, and the language of its problems. */
static void take_release(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    exchange->generation = atomic_load(&request->snapshots->generation);
    if (snapshots_current(request->snapshots, &request->snapshot, NULL) == STATUS_OK)
        request->language = snapshot_instance(request->snapshot)->language;
    request->language = negotiate_language(exchange->accept_language, request->language);
}

/* The name that a trusted proxy gave to the request, where it is one. */
static void read_id(struct exchange *exchange, struct slice id)
{
    if (id.len >= sizeof exchange->id || !request_check_token(id))
        return;
    memcpy(exchange->id, id.at, id.len);
    exchange->id[id.len] = '\0';
}

/* Who asks behind a trusted proxy: for the log and for the shares of an address. */
static void read_forwarded(struct exchange *exchange)
{
    struct connections *connections = exchange->request.server->connections;
    if (!exchange->forwarded.len)
        return;
    exchange->address =
        connection_forwarded(connections, exchange->connection, exchange->forwarded);
    struct client *client = client_take(connections_clients(connections), exchange->address);
    if (!client)
        return;
    exchange->client = client;
    exchange->client_taken = true;
}

/* The line is `method SP target SP version`: where a part does not begin right behind the one
 * before it there was a NUL or more than one space. */
static enum status check_line(const struct exchange *exchange, const char *url, const char *version,
                              struct problem *p)
{
    uintptr_t method = (uintptr_t)exchange->method.at, target = (uintptr_t)url;
    if (target == method + exchange->method.len + 1 &&
        (uintptr_t)version == target + exchange->target_length + 1 &&
        request_check_token(exchange->method))
        return STATUS_OK;
    return problem_set(p, STATUS_BAD_REQUEST, slice_of("request line"), none, NULL);
}

/* `*only_body`: nothing is wrong but that there is a body. */
static enum status read_head(struct exchange *exchange, struct MHD_Connection *connection,
                             const char *url, const char *version, bool *only_body)
{
    struct request *request = &exchange->request;
    struct problem *p = &exchange->problem;
    struct head head = {.exchange = exchange};
    request_check_begin(&head.check, version + strlen(version), p);
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, read_field, &head);
    read_forwarded(exchange);
    read_id(exchange, head.id);
    enum status status = request_check_end(&head.check, !slice_is(exchange->version, "HTTP/1.0"));
    *only_body = head.check.only_body && !exchange->too_long &&
                 check_line(exchange, url, version, NULL) == STATUS_OK;
    if (status == STATUS_OK)
        status = check_line(exchange, url, version, p);
    if (status == STATUS_OK && exchange->too_long) {
        char limit[24];
        snprintf(limit, sizeof limit, "%lld", (long long)request->server->config->url_length);
        status = problem_set(p, STATUS_URL_TOO_LONG, none, slice_of(limit), NULL);
    }
    size_t memory = (size_t)request->server->config->connection_memory;
    size_t taken = head.memory + exchange->target_length;
    exchange->head_bytes_left = taken < memory ? memory - taken : 0;
    if (status == STATUS_OK && exchange->head_bytes_left < ANSWER_HEAD) {
        char limit[24];
        snprintf(limit, sizeof limit, "%zu", memory - ANSWER_HEAD);
        status = problem_set(p, STATUS_HEADERS_TOO_LARGE, none, slice_of(limit), NULL);
    }
    return status;
}

/* --- the reply --- */

static bool is_allowed(struct slice method)
{
    return slice_is(method, "GET") || slice_is(method, "HEAD") || slice_is(method, "OPTIONS");
}

static enum status check_method(struct exchange *exchange)
{
    struct slice method = exchange->method;
    exchange->request.head = slice_is(method, "HEAD");
    if (slice_is(method, "GET") || slice_is(method, "HEAD"))
        return STATUS_OK;
    exchange->reply.allow = slice_of("GET, HEAD, OPTIONS");
    if (is_allowed(method))
        return STATUS_OK;
    struct problem *p = &exchange->problem;
    problem_set(p, STATUS_METHOD_NOT_ALLOWED, exchange->request.path, method, NULL);
    problem_allow(p, exchange->reply.allow);
    return STATUS_METHOD_NOT_ALLOWED;
}

/* With a listener for operators, figures are there and nowhere else, and nothing else is there. */
static bool is_offered(const struct exchange *exchange)
{
    unsigned flags = exchange->request.route->flags;
    if (connection_is_inside(exchange->connection))
        return flags & (ROUTE_OPERATORS | ROUTE_HEALTH);
    return !(flags & ROUTE_OPERATORS) || !exchange->request.server->inside;
}

/* Everything before the handler. */
static enum status prepare(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    struct problem *p = &exchange->problem;
    bool everything = slice_is(request->target, "*") && slice_is(exchange->method, "OPTIONS");
    enum status status = STATUS_OK;
    if (slice_is(exchange->method, "CONNECT")) /* its target is no URL */
        return check_method(exchange);
    if (!everything)
        status = request_read_target(request, (size_t)request->server->config->parameters, p);
    if (status == STATUS_OK && !everything)
        status = route_find(request->server->routes, request, p);
    if (status == STATUS_OK && !everything && !is_offered(exchange))
        status = problem_set(p, STATUS_NOT_FOUND, request->path, none, NULL);
    if (status == STATUS_OK)
        status = check_method(exchange);
    if (status != STATUS_OK || exchange->reply.allow.len)
        return status;
    if (!request->snapshot && !(request->route->flags & ROUTE_NO_RELEASE))
        status = snapshots_current(request->snapshots, &request->snapshot, p);
    if (status == STATUS_OK)
        status = route_negotiate(request, exchange->accept, p);
    if (status == STATUS_OK)
        shared_link_clean(request, exchange->accept);
    request->takes_gzip = negotiate_takes(exchange->accept_encoding, ENCODING_GZIP);
    request->takes_identity = negotiate_takes(exchange->accept_encoding, ENCODING_IDENTITY);
    if (status == STATUS_OK && !negotiate_encoding(exchange->accept_encoding, &request->encoding)) {
        status = problem_set(p, STATUS_NOT_ACCEPTABLE, none, exchange->accept_encoding, NULL);
        problem_allow(p, slice_of("gzip"));
        problem_allow(p, slice_of("identity"));
    }
    return status;
}

/* Written whole, unless the client has it already, or the cache, or somebody else is at it. */
static enum status make_whole(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    struct reply *reply = &exchange->reply;
    uint64_t length;
    bool known = reply_is_not_modified(reply, request) &&
                 length_cache_get(request->server->length_cache, reply->etag, &length);
    if (reply->etag[0] && response_cache_claim(exchange, known))
        return STATUS_OK;
    enum status status =
        reply->write(request, reply, reply_open(request, reply), &exchange->problem);
    return status == STATUS_OK ? reply_finish(request, reply, &exchange->problem) : status;
}

static enum status make_stream(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    struct reply *reply = &exchange->reply;
    enum status status = STATUS_OK;
    if (reply_is_not_modified(reply, request))
        return STATUS_OK;
    if (reply->begin)
        status = reply->begin(request, reply, &exchange->problem);
    if (status == STATUS_OK && !request->head)
        return stream_open(&exchange->stream, request, exchange->client, reply, &exchange->problem);
    reply->encoded = request->encoding == ENCODING_GZIP;
    return status;
}

/* The handler plans; whether and how what it planned is made is decided here. */
static enum status make_reply(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    struct reply *reply = &exchange->reply;
    enum status status = request->route->handle(request, reply, &exchange->problem);
    if (status == STATUS_OK && arena_overflowed(&request->arena))
        status = problem_memory(&exchange->problem);
    if (status == STATUS_OK && reply->write)
        status = make_whole(exchange);
    else if (status == STATUS_OK && reply->source)
        status = make_stream(exchange);
    else if (status == STATUS_OK && !reply->fresh && reply->fd < 0) /* it has been made */
        status = reply_finish(request, reply, &exchange->problem);
    if (!reply->source)
        reply_close(reply);
    return status;
}

static void make(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    struct reply *reply = &exchange->reply;
    struct problem *p = &exchange->problem;
    exchange->taken_us = clock_monotonic_us();
    reply->vary_accept = request->suffix.len == 0;
    reply->vary_language = route_in_language(request);
    enum status status = make_reply(exchange);
    if (status_info(status)->exit == EXIT_USAGE)
        suggestion_make(request, p);
    if (status != STATUS_OK)
        shared_link_lead(request, p);
    if (arena_overflowed(&request->arena))
        status = problem_memory(p);
    if (status_is_damage(status) && request->snapshot) {
        snapshot_mark_corrupt(request->snapshot, p);
        status = problem_set(p, STATUS_NOT_READY, none, none, "the release is damaged");
    }
    exchange->status = status;
    exchange->stage = STAGE_MADE;
    exchange->made_us = clock_monotonic_us();
    response_cache_complete(exchange);
}

/* The time that a request waits for a worker counts: what is overdue when its turn comes is not
 * begun. */
static bool run(struct job *job)
{
    struct exchange *exchange = (void *)((char *)job - offsetof(struct exchange, job));
    while (clock_monotonic_ms() <= exchange->request.deadline_ms) {
        make(exchange);
        if (!exchange->pending || exchange->status != STATUS_OK)
            return true;
        if (response_cache_wait(exchange))
            return false;
    }
    const struct resource *table = exchange->request.resource;
    exchange->status = problem_set(&exchange->problem, STATUS_DEADLINE, none, none, NULL);
    if (table)
        problem_example(&exchange->problem,
                        arena_printf(&exchange->request.arena, "/v1/%s.csv", table->name).at);
    exchange->stage = STAGE_MADE;
    return true;
}

static enum MHD_Result send_reply(struct exchange *exchange, struct MHD_Connection *connection)
{
    bool sent = respond(exchange, connection);
    exchange->sent_us = clock_monotonic_us();
    return sent ? MHD_YES : MHD_NO;
}

static enum MHD_Result first_call(struct exchange *exchange, struct MHD_Connection *connection,
                                  const char *url, const char *method, const char *version)
{
    exchange->method = slice_of(method);
    exchange->version = slice_of(version);
    exchange->stage = STAGE_FULL;
    bool only_body;
    exchange->status = read_head(exchange, connection, url, version, &only_body);
    if (exchange->status == STATUS_OK)
        return MHD_YES;
    take_release(exchange);
    if (only_body && !is_allowed(exchange->method)) /* no body would make it possible */
        exchange->status = prepare(exchange);
    exchange->must_close = true;
    return send_reply(exchange, connection);
}

static enum MHD_Result second_call(struct exchange *exchange, struct MHD_Connection *connection)
{
    struct server *server = exchange->request.server;
    if (!connection_is_inside(exchange->connection) && response_cache_find(exchange)) {
        exchange->parsed_us = exchange->taken_us = exchange->made_us = clock_monotonic_us();
        return send_reply(exchange, connection);
    }
    take_release(exchange);
    exchange->status = prepare(exchange);
    if (arena_overflowed(&exchange->request.arena))
        exchange->status = problem_memory(&exchange->problem);
    exchange->parsed_us = clock_monotonic_us();
    if (exchange->status != STATUS_OK || exchange->reply.allow.len)
        return send_reply(exchange, connection);
    if (exchange->request.route->flags & ROUTE_INLINE) {
        make(exchange);
        return send_reply(exchange, connection);
    }
    exchange->request.deadline_ms = clock_monotonic_ms() + server->config->query_ms;
    exchange->stage = STAGE_WORKING;
    exchange->job.lane = exchange->client ? &exchange->client->lane : NULL;
    connection_enter(exchange->connection, CONNECTION_WORKING);
    if (workers_submit(server->workers, &exchange->job, true))
        return MHD_YES;
    exchange->status = problem_set(&exchange->problem, STATUS_BUSY, none, none, NULL);
    return send_reply(exchange, connection);
}

enum MHD_Result answer_call(void *context, struct MHD_Connection *connection, const char *url,
                            const char *method, const char *version, const char *upload,
                            size_t *upload_size, void **state)
{
    const struct server *server = context;
    struct exchange *exchange = *state;
    (void)upload;
    if (!exchange)
        return MHD_NO;
    *upload_size = 0;
    switch (exchange->stage) {
    case STAGE_HEAD:
        return first_call(exchange, connection, url, method, version);
    case STAGE_FULL:
        /* the last moment: from here on it may be suspended */
        return atomic_load(&server->aborting) ? MHD_NO : second_call(exchange, connection);
    case STAGE_MADE:
        return send_reply(exchange, connection);
    case STAGE_WORKING:
    case STAGE_SENT:
        break;
    }
    return MHD_YES;
}
