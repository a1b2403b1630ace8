/* One exchange, as the library calls it: the target arrives, the head arrives (read_head.c), what
 * maybe with a body behind it (read_body.c), what is asked for is found (prepare.c), the reply is
 * made here or by a worker (make.c) and sent (respond.c), the exchange ends.
 *
 * The target's query is hidden from the library, whose own parser takes memory for every parameter.
 */
#include "hiraku/http/exchange/answer.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/config.h"
#include "hiraku/http/exchange/exchange.h"
#include "hiraku/http/exchange/exchanges.h"
#include "hiraku/http/exchange/respond.h"
#include "hiraku/http/exchange/use.h"
#include "hiraku/http/monitoring/access_log.h"
#include "hiraku/http/monitoring/metrics.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/transport/client.h"
#include "hiraku/http/transport/connection.h"
#include "hiraku/usage/usage_book.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* odd: other numbers give other ids, and those of neighbours look different */
#define ID_STEP UINT64_C(0x9E3779B97F4A7C15)

enum { REQUEST_BYTES = 1024 * 1024, KEPT_OF_LONG_TARGET = 200 };

static void exchange_free(struct exchange *exchange)
{
    stream_free(exchange->response.stream);
    cached_response_unref(exchange->lookup.cached);
    reply_free(&exchange->reply);
    snapshot_unref(exchange->request.snapshot);
    usage_book_unref(exchange->request.usage);
    if (exchange->client_taken)
        client_release(connections_clients(exchange->exchanges->connections), exchange->client);
    arena_free(&exchange->request.arena);
    free(exchange);
}

/* Somebody else has made the answer, or failed. */
static void answer_wake(struct response_lookup *lookup, const struct problem *problem)
{
    struct exchange *exchange = (void *)((char *)lookup - offsetof(struct exchange, lookup));
    if (problem) {
        exchange->problem = *problem;
        exchange->status = problem->status;
    }
    exchange->stage = STAGE_MADE;
    MHD_resume_connection(exchange->job.connection);
}

void *answer_begin(void *context, const char *target, struct MHD_Connection *connection)
{
    struct exchanges *exchanges = context;
    struct exchange *exchange = malloc(sizeof *exchange);
    if (!exchange)
        return NULL;
    memset(exchange, 0, offsetof(struct exchange, reply));
    exchange->problem.status = STATUS_OK;
    size_t len = strlen(target);
    exchange->target_length = len;
    exchange->too_long = len > (size_t)exchanges->config->url_length;
    exchange->exchanges = exchanges;
    exchange->request.routes = exchanges->routes;
    exchange->request.snapshots = &exchanges->snapshots;
    exchange->request.limits = &exchanges->limits;
    exchange->request.monitor = exchanges->monitor;
    exchange->request.responses = &exchanges->responses;
    exchange->response.responses = &exchanges->responses;
    exchange->lookup.cache = exchanges->responses.cache;
    exchange->lookup.wake = answer_wake;
    exchange->request.language = exchanges->language;
    arena_init(&exchange->request.arena, REQUEST_BYTES);
    reply_init(&exchange->reply);
    exchange->record.target = exchange->request.target =
        arena_copy(&exchange->request.arena,
                   (struct slice){target, exchange->too_long ? KEPT_OF_LONG_TARGET : len});
    exchange->job.run = exchange_run;
    exchange->job.connection = connection;
    exchange->record.begun_us = clock_monotonic_us();
    snprintf(exchange->record.id, sizeof exchange->record.id, "%016" PRIx64,
             (uint64_t)((exchanges->id_seed + atomic_fetch_add(&exchanges->ids, 1)) * ID_STEP));
    exchange->record.started_at = time(NULL);
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    exchange->connection = info ? info->socket_context : NULL;
    exchange->client = connection_client(exchange->connection);
    exchange->record.address = connection_address(exchange->connection);
    connection_enter(exchange->connection, CONNECTION_READING);
    /* the buffer is the library's own and not constant: its parser finds an empty query */
    char *mark = strchr(target, '?');
    if (mark)
        mark[1] = '\0';
    atomic_fetch_add(&exchanges->requests, 1);
    return exchange;
}

/* Of an answer that was broken off, the log tells what the client took. */
static void count_taken(struct exchange *exchange)
{
    uint64_t taken = connection_taken(exchange->connection);
    uint64_t body = taken > exchange->body_at ? taken - exchange->body_at : 0;
    if (body < exchange->response.bytes)
        exchange->response.bytes = body;
}

void answer_end(void *context, struct MHD_Connection *connection, void **state,
                enum MHD_RequestTerminationCode code)
{
    struct exchanges *exchanges = context;
    struct exchange *exchange = *state;
    (void)connection;
    if (!exchange)
        return;
    *state = NULL;
    if (exchange->response.stream)
        exchange->response.bytes = stream_sent(exchange->response.stream);
    else if (code != MHD_REQUEST_TERMINATED_COMPLETED_OK)
        count_taken(exchange);
    connection_enter(exchange->connection, CONNECTION_WAITING);
    if (exchange->stage != STAGE_HEAD) {
        exchange->record.route = exchange->request.route;
        exchange->record.http = exchange->response.http;
        exchange->record.bytes = exchange->response.bytes;
        access_log_write(exchanges->log, &exchange->record, exchanges->config->access_log);
        metrics_count(exchanges->metrics, &exchange->record);
        if (code == MHD_REQUEST_TERMINATED_COMPLETED_OK)
            use_count(exchange);
    }
    exchange_free(exchange);
    atomic_fetch_sub(&exchanges->requests, 1);
}

static enum MHD_Result send_reply(struct exchange *exchange, struct MHD_Connection *connection)
{
    bool sent = respond(exchange, connection);
    exchange->record.sent_us = clock_monotonic_us();
    return sent ? MHD_YES : MHD_NO;
}

/* Want of memory is told as that, whatever it led to: it may have been met before, where a body was
 * asked about. */
static void answer_prepare(struct exchange *exchange)
{
    exchange->status = exchange_prepare(exchange);
    if (arena_overflowed(&exchange->request.arena))
        exchange->status = problem_memory(&exchange->problem);
}

static enum MHD_Result first_call(struct exchange *exchange, struct MHD_Connection *connection,
                                  const char *url, const char *method, const char *version)
{
    exchange->record.method = slice_of(method);
    exchange->record.version = slice_of(version);
    exchange->stage = STAGE_FULL;
    bool only_body;
    exchange->status = exchange_read_head(exchange, connection, url, version, &only_body);
    if (exchange->status == STATUS_OK)
        return MHD_YES;
    exchange_take_release(exchange);
    struct slice asked = exchange->record.method;
    bool known = slice_is(asked, "GET") || slice_is(asked, "HEAD") || slice_is(asked, "OPTIONS");
    if (only_body && !known) /* no body would make it possible */
        answer_prepare(exchange);
    exchange->must_close = true;
    return send_reply(exchange, connection);
}

/* The answer to the very bytes of the request, before these are read. */
static bool find_cached(struct exchange *exchange)
{
    struct slice method = exchange->record.method;
    struct request *request = &exchange->request;
    bool head = slice_is(method, "HEAD");
    if (connection_is_inside(exchange->connection) || exchange->must_close ||
        atomic_load(&exchange->exchanges->stopping) || (!head && !slice_is(method, "GET")) ||
        !response_cache_find(&exchange->lookup, request,
                             atomic_load(&request->snapshots->generation)))
        return false;
    request->head = head;
    return true;
}

static enum MHD_Result second_call(struct exchange *exchange, struct MHD_Connection *connection)
{
    if (find_cached(exchange)) {
        exchange->record.parsed_us = exchange->record.taken_us = exchange->record.made_us =
            clock_monotonic_us();
        return send_reply(exchange, connection);
    }
    exchange_take_release(exchange);
    answer_prepare(exchange);
    exchange->record.parsed_us = clock_monotonic_us();
    if (exchange->status != STATUS_OK || exchange->reply.allow.len)
        return send_reply(exchange, connection);
    if (exchange->request.route->flags & ROUTE_INLINE && !exchange->request.pin.asked &&
        !exchange->request.pin.gate) {
        exchange_make(exchange);
        return send_reply(exchange, connection);
    }
    exchange->stage = STAGE_PREPARED;
    return MHD_YES;
}

/* In a call of its own: where the library suspends a connection in the call in which the request
 * became whole, it reads from it again when it goes on, and a client that has closed its sending
 * half behind the request (RFC 9112 s.9.6) would be taken for one that broke off. Once a call has
 * ended without an answer the library waits for one and does not read. */
static enum MHD_Result hand_over(struct exchange *exchange, struct MHD_Connection *connection)
{
    struct exchanges *exchanges = exchange->exchanges;
    exchange->request.deadline_ms = clock_monotonic_ms() + exchanges->config->query_ms;
    exchange->stage = STAGE_WORKING;
    exchange->job.lane = exchange->client ? &exchange->client->lane : NULL;
    connection_enter(exchange->connection, CONNECTION_WORKING);
    if (workers_submit(exchanges->workers, &exchange->job, true))
        return MHD_YES;
    exchange->status = problem_set(&exchange->problem, STATUS_BUSY, SLICE_NONE, SLICE_NONE, NULL);
    return send_reply(exchange, connection);
}

enum MHD_Result answer_call(void *context, struct MHD_Connection *connection, const char *url,
                            const char *method, const char *version, const char *upload,
                            size_t *upload_size, void **state)
{
    const struct exchanges *exchanges = context;
    struct exchange *exchange = *state;
    if (!exchange)
        return MHD_NO;
    bool aborting = atomic_load(&exchanges->streams.aborting);
    size_t arrived = *upload_size;
    *upload_size = 0;
    switch (exchange->stage) {
    case STAGE_HEAD:
        return first_call(exchange, connection, url, method, version);
    case STAGE_FULL:
        if (arrived) {
            exchange_take_body(exchange, upload, arrived);
            return MHD_YES;
        }
        return aborting ? MHD_NO : second_call(exchange, connection);
    case STAGE_PREPARED: /* the last moment: from here on it is suspended */
        return aborting ? MHD_NO : hand_over(exchange, connection);
    case STAGE_MADE:
        return send_reply(exchange, connection);
    case STAGE_WORKING:
    case STAGE_SENT:
        break;
    }
    return MHD_YES;
}
