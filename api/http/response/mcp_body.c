/* See mcp_body.h. What the protocol asks for is api/mcp. */
#include "hiraku/http/response/mcp_body.h"

#include "hiraku/base/out.h"
#include "hiraku/http/protocol/negotiate.h"
#include "hiraku/http/response/own_call.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/mcp/methods.h"
#include "hiraku/mcp/tools.h"
#include "hiraku/service/service.h"

struct mcp_exchange {
    struct mcp_message message;
    struct mcp_question question;
    struct service service;
};

static void mcp_close(void *context)
{
    struct mcp_exchange *exchange = context;
    mcp_message_free(&exchange->message);
}

/* A path of this service, as a client would be answered. */
static enum status mcp_ask_request(void *context, struct slice target, struct out *out,
                                   struct problem *p)
{
    return own_call_ask(context, target, NULL, out, p);
}

static enum status mcp_answer_write(struct request *request, struct representation *answer,
                                    struct out *out, struct problem *p)
{
    struct mcp_exchange *exchange = answer->context;
    const struct mcp_tool *tool = exchange->question.tool;
    enum status status = STATUS_OK;
    request->used.made = tool != NULL;
    if (tool && tool->make)
        status = request_service(request, &exchange->service, p);
    if (status == STATUS_OK)
        status = mcp_method_write(&exchange->message, &exchange->question, out, p);
    if (exchange->service.store)
        snapshot_return(request->snapshot, exchange->service.store);
    return status;
}

static void mcp_prepare(struct request *request, struct mcp_exchange *exchange)
{
    exchange->service = (struct service){.manifest = snapshot_manifest(request->snapshot),
                                         .instance = snapshot_instance(request->snapshot),
                                         .language = request->language,
                                         .arena = &request->arena};
    exchange->question = (struct mcp_question){.language = request->language,
                                               .arena = &request->arena,
                                               .service = &exchange->service,
                                               .ask = mcp_ask_request,
                                               .context = request};
}

enum status mcp_body_plan(struct request *request, struct representation *answer, struct problem *p)
{
    struct mcp_exchange *exchange = arena_alloc(&request->arena, sizeof *exchange);
    if (!exchange)
        return problem_memory(p);
    const struct mcp_head head = {
        .content_type = request->content_type,
        .version = request->mcp_version,
        .method = request->mcp_method,
        .name = request->mcp_name,
        .takes_json = negotiate_quality(request->accept, "application/json") > 0,
        .takes_events = negotiate_quality(request->accept, "text/event-stream") > 0};
    mcp_prepare(request, exchange);
    answer->context = exchange;
    answer->close = mcp_close;
    request->reading = &exchange->message;
    enum status status =
        mcp_message_read(&exchange->message, &head, request->body, &request->arena, p);
    if (status == STATUS_OK)
        status = mcp_method_find(&exchange->message, &exchange->question, p);
    answer->cache_control = "no-store";
    answer->accepted = !exchange->message.wanted || !exchange->message.method;
    answer->media_type = answer->accepted ? NULL : "application/json";
    answer->write = answer->accepted ? NULL : mcp_answer_write;
    return status;
}

void mcp_body_refuse(const struct request *request, const struct problem *p, struct out *out)
{
    mcp_refusal_write(request->reading, p, request->language, out);
}
