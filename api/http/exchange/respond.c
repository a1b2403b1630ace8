/* Replies out: the only caller of MHD_queue_response. Preconditions (412) and problems are decided
 * here; what a response is made of is response.c. */
#include "hiraku/http/exchange/respond.h"

#include "hiraku/base/log.h"
#include "hiraku/http/exchange/exchange.h"
#include "hiraku/http/exchange/exchanges.h"
#include "hiraku/http/protocol/conditional.h"
#include "hiraku/http/response/file_response.h"
#include "hiraku/http/response/problem_body.h"
#include "hiraku/http/response/problem_reply.h"
#include "hiraku/http/transport/connection.h"

#include <microhttpd.h>

enum { HTTP_SERVER_ERROR = 500 };

/* What went wrong inside is for the log, not for the reader. */
static void problem_hide(struct problem *p, const char *id)
{
    const struct status_info *info = status_info(p->status);
    if (info->http < HTTP_SERVER_ERROR)
        return;
    if (info->http == HTTP_SERVER_ERROR) {
        char detail[1024];
        problem_text(p, LANGUAGE_EN, detail, sizeof detail);
        log_line(LOG_ERROR, "request failed", "problem", info->slug, "detail", detail, "id", id,
                 (char *)NULL);
    }
    if (info->http == HTTP_SERVER_ERROR && p->status != STATUS_TOO_LARGE)
        problem_set(p, STATUS_INTERNAL, SLICE_NONE, SLICE_NONE, "see the log");
}

static void make_problem(struct exchange *exchange)
{
    struct reply *reply = &exchange->reply;
    struct problem *p = &exchange->problem;
    p->status = exchange->status;
    problem_hide(p, exchange->record.id);
    stream_free(exchange->response.stream);
    exchange->response.stream = NULL;
    bool page = exchange->response.head_bytes_left >= ANSWER_HEAD &&
                problem_page_wanted(&exchange->request);
    problem_reply(reply, &exchange->request, p, page);
}

static struct MHD_Response *own_response(struct exchange *exchange,
                                         struct MHD_Connection *connection)
{
    struct request *request = &exchange->request;
    struct reply *reply = &exchange->reply;
    struct response *response = &exchange->response;
    if (exchange->status == STATUS_OK && reply->selected.fd >= 0 &&
        !reply_is_not_modified(reply, request))
        exchange->status = file_choose_part(response, reply, request, &exchange->problem);
    if (exchange->status != STATUS_OK)
        make_problem(exchange);
    if (exchange->response.stream)
        stream_connect(exchange->response.stream, connection, connection_fd(exchange->connection),
                       !slice_is(exchange->record.version, "HTTP/1.0"));
    struct MHD_Response *made =
        response_make(response, reply, request, response_code(response, reply, request));
    if (!made)
        return NULL;
    exchange->body_at = connection_written(exchange->connection) + response_head(made, response);
    if (exchange->must_close || atomic_load(&exchange->exchanges->stopping))
        MHD_add_response_header(made, MHD_HTTP_HEADER_CONNECTION, "close");
    return made;
}

static bool is_refused(const struct exchange *exchange)
{
    const struct request *request = &exchange->request;
    const struct reply *reply = &exchange->reply;
    if (exchange->lookup.cached)
        return cached_response_refused(exchange->lookup.cached, request);
    return conditional_refused(request->match, request->unmodified_since,
                               reply->selected.uncacheable ? "" : reply->selected.etag,
                               reply->selected.uncacheable ? 0 : reply->selected.modified);
}

/* Asked of what would be a 2xx or a 304 only (RFC 9110 s.13.2.1). */
static void check_preconditions(struct exchange *exchange)
{
    const struct request *request = &exchange->request;
    bool sent = request->match.at || request->unmodified_since.at;
    if (!sent || exchange->status != STATUS_OK || exchange->reply.allow.len ||
        exchange->reply.selected.location.len || !is_refused(exchange))
        return;
    exchange->status =
        problem_set(&exchange->problem, STATUS_PRECONDITION_FAILED,
                    slice_of(request->match.at ? "If-Match" : "If-Unmodified-Since"),
                    request->match.at ? request->match : request->unmodified_since, NULL);
}

/* What the cache has: one response for all connections. */
static struct MHD_Response *shared_response(struct exchange *exchange)
{
    size_t head;
    exchange->request.counter = cached_response_counter(exchange->lookup.cached);
    struct MHD_Response *made =
        cached_response_select(&exchange->lookup, &exchange->request, &exchange->response, &head);
    if (head)
        exchange->body_at = connection_written(exchange->connection) + head;
    return made;
}

bool respond(struct exchange *exchange, struct MHD_Connection *connection)
{
    check_preconditions(exchange);
    bool shared = exchange->lookup.cached && exchange->status == STATUS_OK;
    struct MHD_Response *made =
        shared ? shared_response(exchange) : own_response(exchange, connection);
    if (!made)
        return false;
    bool queued = MHD_queue_response(connection, exchange->response.http, made) == MHD_YES;
    if (!shared)
        MHD_destroy_response(made);
    exchange->stage = STAGE_SENT;
    connection_enter(exchange->connection, CONNECTION_SENDING);
    if (exchange->request.head || response_is_not_modified(&exchange->response))
        exchange->response.bytes = 0;
    return queued;
}
