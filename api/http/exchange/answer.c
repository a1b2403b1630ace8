/* One exchange, as the library calls it: the target arrives, the head arrives (read_head.c), what
 * is asked for is found (prepare.c), the reply is made here or by a worker (make.c) and sent
 * (respond.c), the exchange ends.
 *
 * The target's query is hidden from the library, whose own parser takes memory for every parameter.
 */
#include "hiraku/http/exchange/answer.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/config.h"
#include "hiraku/http/exchange/exchange.h"
#include "hiraku/http/monitoring/access_log.h"
#include "hiraku/http/monitoring/metrics.h"
#include "hiraku/http/response/respond.h"
#include "hiraku/http/response/response_cache.h"
#include "hiraku/http/response/stream.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/server/server.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/transport/client.h"
#include "hiraku/http/transport/connection.h"

#include <inttypes.h>
#include <microhttpd.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

/* odd: other numbers give other ids, and those of neighbours look different */
#define ID_STEP UINT64_C(0x9E3779B97F4A7C15)

enum { REQUEST_BYTES = 1024 * 1024, KEPT_OF_LONG_TARGET = 200 };

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
    exchange->request.limits = &server->limits;
    exchange->request.language = server->language;
    arena_init(&exchange->request.arena, REQUEST_BYTES);
    reply_init(&exchange->reply);
    exchange->request.target =
        arena_copy(&exchange->request.arena,
                   (struct slice){target, exchange->too_long ? KEPT_OF_LONG_TARGET : len});
    exchange->job.run = exchange_run;
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
    exchange->status = exchange_read_head(exchange, connection, url, version, &only_body);
    if (exchange->status == STATUS_OK)
        return MHD_YES;
    exchange_take_release(exchange);
    if (only_body &&
        !exchange_method_is_allowed(exchange->method)) /* no body would make it possible */
        exchange->status = exchange_prepare(exchange);
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
    exchange_take_release(exchange);
    exchange->status = exchange_prepare(exchange);
    if (arena_overflowed(&exchange->request.arena))
        exchange->status = problem_memory(&exchange->problem);
    exchange->parsed_us = clock_monotonic_us();
    if (exchange->status != STATUS_OK || exchange->reply.allow.len)
        return send_reply(exchange, connection);
    if (exchange->request.route->flags & ROUTE_INLINE) {
        exchange_make(exchange);
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
