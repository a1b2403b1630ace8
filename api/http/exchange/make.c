/* The reply: what the handler plans, and whether that is made. It is not where the client has it
 * (304), where the cache has it, or where somebody else is making it, who is then waited for. */
#include "hiraku/http/exchange/exchange.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/config.h"
#include "hiraku/http/exchange/exchanges.h"
#include "hiraku/http/exchange/use.h"
#include "hiraku/http/protocol/conditional.h"
#include "hiraku/http/response/length_cache.h"
#include "hiraku/http/response/memento.h"
#include "hiraku/http/response/planning.h"
#include "hiraku/http/response/problem_body.h"
#include "hiraku/http/routing/media_types.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/routing/shared_link.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/resource.h"

#include <stdio.h>

/* Whether others may be sent this answer, too. */
static bool is_shared(const struct exchange *exchange)
{
    return !exchange->must_close && !atomic_load(&exchange->exchanges->stopping);
}

/* Written whole, unless the client has it already, or the cache, or somebody else is at it. */
static enum status make_whole(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    struct reply *reply = &exchange->reply;
    uint64_t length;
    bool known = reply_is_not_modified(reply, request) &&
                 length_cache_get(exchange->exchanges->responses.length_cache, reply->selected.etag,
                                  &length);
    if (reply->selected.etag[0] &&
        response_cache_claim(&exchange->lookup, request, reply, known, is_shared(exchange)))
        return STATUS_OK;
    enum status status = reply->selected.write(request, &reply->selected,
                                               reply_open(request, reply), &exchange->problem);
    return status == STATUS_OK ? reply_finish(request, reply, &exchange->problem) : status;
}

static enum status make_stream(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    struct reply *reply = &exchange->reply;
    enum status status = STATUS_OK;
    bool kept = reply_is_not_modified(reply, request);
    /* who has its tag had the answer; `*` and a time are also sent for what there is not */
    if (kept && conditional_names(request->none_match, reply->selected.etag))
        return STATUS_OK;
    if (reply->selected.begin)
        status = reply->selected.begin(request, &reply->selected, &exchange->problem);
    if (status == STATUS_OK && kept)
        return STATUS_OK;
    if (status == STATUS_OK && !request->head)
        return stream_open(&exchange->response.stream, &exchange->exchanges->streams, request,
                           exchange->client, reply, &exchange->problem);
    reply->selected.encoded = request->encoding == ENCODING_GZIP;
    return status;
}

/* The way to a memento has the whole query in it. */
static enum status make_way(struct exchange *exchange)
{
    const struct response *response = &exchange->response;
    struct representation *answer = &exchange->reply.selected;
    char limit[24];
    enum status status = memento_find(&exchange->request, answer, &exchange->problem);
    if (status != STATUS_OK || answer->location.len + ANSWER_HEAD <= response->head_bytes_left)
        return status;
    snprintf(limit, sizeof limit, "%lld",
             (long long)exchange->exchanges->config->connection_memory - 2LL * ANSWER_HEAD);
    return problem_set(&exchange->problem, STATUS_HEADERS_TOO_LARGE, SLICE_NONE, slice_of(limit),
                       NULL);
}

/* The handler plans; whether and how what it planned is made is decided here. */
static enum status make_reply(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    struct reply *reply = &exchange->reply;
    enum status status = request_take_pin(request, &exchange->problem);
    if (status == STATUS_OK && request->leads) {
        reply->selected.location = shared_link_page(request);
        return STATUS_OK;
    }
    if (status == STATUS_OK && request->pin.gate)
        return make_way(exchange);
    if (status == STATUS_OK)
        memento_describe(request, &reply->selected);
    if (status == STATUS_OK)
        status = planning_run(request, &reply->selected, &exchange->problem);
    if (status == STATUS_OK && reply->selected.write)
        status = make_whole(exchange);
    else if (status == STATUS_OK && reply->selected.source)
        status = make_stream(exchange);
    if (!reply->selected.source)
        reply_close(reply);
    return status;
}

void exchange_make(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    struct reply *reply = &exchange->reply;
    struct problem *p = &exchange->problem;
    exchange->record.taken_us = clock_monotonic_us();
    reply->selected.vary_accept = request->suffix.len == 0;
    reply->selected.vary_language = route_in_language(request);
    enum status status = make_reply(exchange);
    request_allow_pin(request, p);
    if (status_info(status)->exit == EXIT_USAGE)
        suggestion_make(request, p);
    if (status != STATUS_OK)
        shared_link_lead(request, p);
    if (arena_overflowed(&request->arena))
        status = problem_memory(p);
    if (status_is_damage(status) && request->snapshot) {
        snapshot_mark_corrupt(request->snapshot, p);
        status = problem_set(p, STATUS_NOT_READY, SLICE_NONE, SLICE_NONE, "the release is damaged");
    }
    if (status == STATUS_OK)
        use_choose(exchange);
    exchange->stage = STAGE_MADE;
    exchange->record.made_us = clock_monotonic_us();
    const struct response_parts parts = {request, reply, &exchange->response, p};
    exchange->status = response_cache_complete(&exchange->lookup, &parts, status);
}

/* The time that a request waits for a worker counts: what is overdue when its turn comes is not
 * begun. */
bool exchange_run(struct job *job)
{
    struct exchange *exchange = (void *)((char *)job - offsetof(struct exchange, job));
    while (clock_monotonic_ms() <= exchange->request.deadline_ms) {
        exchange_make(exchange);
        if (!exchange->lookup.pending || exchange->status != STATUS_OK)
            return true;
        if (response_cache_wait(&exchange->lookup))
            return false;
    }
    const struct resource *table = exchange->request.resource;
    exchange->status =
        problem_set(&exchange->problem, STATUS_DEADLINE, SLICE_NONE, SLICE_NONE, NULL);
    if (table)
        problem_example(&exchange->problem,
                        arena_printf(&exchange->request.arena, "/v1/%s.csv", table->name).at);
    exchange->stage = STAGE_MADE;
    return true;
}
