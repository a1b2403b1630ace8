/* GET /healthz: the process answers. GET /readyz: it has a release to serve, and what is wrong. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/server/server.h"
#include "hiraku/http/transport/workers.h"
#include "hiraku/query/query.h"

#include <stdio.h>

static struct out *begin(struct request *request, struct reply *reply)
{
    reply->media_type = request->form.media_type;
    reply->cache_control = "no-store";
    return reply_open(request, reply);
}

enum status handle_healthz(struct request *request, struct reply *reply, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status == STATUS_OK)
        out_text(begin(request, reply), "{\"status\":\"ok\"}\n");
    return status;
}

/* What is wrong although data can be served. */
static void write_reasons(struct json_writer *json, const struct releases_state *state)
{
    json_begin_array(json, "reasons");
    if (state->damage[0])
        json_text(json, NULL, state->damage);
    if (state->lost)
        json_text(json, NULL, "the store cannot be found");
    if (state->file[0])
        json_printf(json, NULL, "a ready file is damaged: %s", state->file);
    json_end(json);
}

enum status handle_readyz(struct request *request, struct reply *reply, struct problem *p)
{
    const struct slice none = {NULL, 0};
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    struct releases_state state = releases_look(request->server);
    struct workers_state workers = workers_look(request->server->workers);
    if (!state.number)
        return problem_set(p, STATUS_NOT_READY, none, none,
                           state.damage[0] ? state.damage
                           : state.lost    ? "the store cannot be found"
                                           : "no release yet");
    if (workers.waiting >= workers.most)
        return problem_set(p, STATUS_BUSY, none, none, "the queue of queries is full");
    bool good = !state.damage[0] && !state.lost && !state.file[0];
    struct json_writer json = json_compact(begin(request, reply), JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    json_text(&json, "status", good ? "ready" : "degraded");
    json_int(&json, "release", (int64_t)state.number);
    if (!good)
        write_reasons(&json, &state);
    json_finish(&json);
    return STATUS_OK;
}
