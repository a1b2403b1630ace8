/* See ckan_body.h. What the actions are is api/ckan. */
#include "hiraku/http/response/ckan_body.h"

#include "hiraku/base/out.h"
#include "hiraku/ckan/question.h"
#include "hiraku/exporters/rows/records.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/own_call.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_catalogue.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"

enum { ENVELOPE_BYTES = 256 * 1024 };

struct ckan_exchange {
    struct ckan_call call;
    struct ckan_question question;
};

/* A list of this service, as a client would be answered, in the form that is wanted. */
static enum status ckan_ask_request(void *context, struct slice target, const struct records *form,
                                    struct out *out, struct problem *p)
{
    return own_call_ask(context, target, form, out, p);
}

static enum status ckan_answer_write(struct request *request, struct representation *answer,
                                     struct out *out, struct problem *p)
{
    struct ckan_exchange *exchange = answer->context;
    struct ckan_question *question = &exchange->question;
    struct catalogue *catalogue = NULL;
    request->used.made = true;
    enum status status =
        question->action->catalogue ? request_catalogue(request, &catalogue, p) : STATUS_OK;
    question->catalogue = catalogue;
    return status == STATUS_OK ? ckan_action_write(question, out, p) : status;
}

/* An answer to GET is kept and validated as those of the API; what it is asked for is all in its
 * address. */
static void ckan_validate(struct request *request, struct representation *answer)
{
    struct slice asked =
        arena_printf(&request->arena, "%.*s?%.*s", (int)request->path.len, request->path.at,
                     (int)request->raw_query.len, request->raw_query.at);
    const struct ckan_exchange *exchange = answer->context;
    const struct ckan_action *action = exchange->question.action;
    answer->vary_language = action && action->spoken;
    if (request->post)
        answer->cache_control = "no-store";
    else
        etag_of_tables(answer, request, model_resources, model_resource_count, asked);
}

enum status ckan_body_plan(struct request *request, struct representation *answer,
                           struct problem *p)
{
    struct ckan_exchange *exchange = arena_alloc(&request->arena, sizeof *exchange);
    if (!exchange)
        return problem_memory(p);
    const struct ckan_input input = {.action = request->id,
                                     .content_type = request->content_type,
                                     .body = request->body,
                                     .parameters = request->parameters,
                                     .parameter_count = request->parameter_count};
    exchange->question =
        (struct ckan_question){.call = &exchange->call,
                               .instance = snapshot_instance(request->snapshot),
                               .language = request->language,
                               .arena = &request->arena,
                               .bytes_max = request->limits->response_bytes - ENVELOPE_BYTES,
                               .ask = ckan_ask_request,
                               .context = request};
    answer->context = exchange;
    request->reading = &exchange->call;
    enum status status = ckan_call_read(&exchange->call, &input, &request->arena, p);
    if (status == STATUS_OK)
        status = ckan_action_find(&exchange->question, p);
    answer->media_type = CKAN_MEDIA_TYPE;
    ckan_validate(request, answer);
    answer->write = ckan_answer_write;
    return status;
}

void ckan_body_refuse(const struct request *request, const struct problem *p, struct out *out)
{
    const char *base_url = request->snapshot ? snapshot_instance(request->snapshot)->base_url : "";
    /* Before the body is there nothing of the call is known but what its path names. */
    const struct ckan_call unread = {.action = request->id};
    const struct ckan_call *call = request->reading ? request->reading : &unread;
    ckan_refusal_write(call, p, request->language, base_url, out);
}
