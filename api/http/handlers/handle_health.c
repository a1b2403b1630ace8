/* GET /healthz: the process answers. GET /readyz: it has a release to serve, and what is wrong. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/json_text.h"
#include "hiraku/http/response/reply.h"
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

static void add_reason(struct out *out, bool *first, const char *before, const char *text)
{
    char reason[512];
    snprintf(reason, sizeof reason, "%s%s", before, text);
    out_text(out, *first ? ",\"reasons\":[" : ",");
    json_quote(out, slice_of(reason));
    *first = false;
}

/* What is wrong although data can be served. */
static void write_reasons(struct out *out, const struct releases_state *state)
{
    bool first = true;
    if (state->damage[0])
        add_reason(out, &first, "", state->damage);
    if (state->lost)
        add_reason(out, &first, "", "the store cannot be found");
    if (state->file[0])
        add_reason(out, &first, "a ready file is damaged: ", state->file);
    if (!first)
        out_char(out, ']');
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
    struct out *out = begin(request, reply);
    out_text(out, good ? "{\"status\":\"ready\"" : "{\"status\":\"degraded\"");
    out_text(out, ",\"release\":");
    out_int(out, (int64_t)state.number);
    write_reasons(out, &state);
    out_text(out, "}\n");
    return STATUS_OK;
}
