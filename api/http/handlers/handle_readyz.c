/* GET /readyz: there is a release to serve, and what is wrong. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/config.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/http/handlers/monitor.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/http/transport/workers.h"
#include "hiraku/query/query.h"
#include "hiraku/release/origin.h"

/* What is wrong although data can be served; `origin` "": that is well. */
static void write_reasons(struct json_writer *json, const struct snapshots_state *state,
                          const char *origin)
{
    json_begin_array(json, "reasons");
    if (state->damage[0])
        json_text(json, NULL, state->damage);
    if (state->lost)
        json_text(json, NULL, "the store cannot be found");
    if (state->file[0])
        json_printf(json, NULL, "a ready file is damaged: %s", state->file);
    if (*origin)
        json_text(json, NULL, origin);
    json_end(json);
}

static enum status readyz_write(struct request *request, struct representation *answer,
                                struct out *out, struct problem *p)
{
    struct snapshots_state state = snapshots_look(request->snapshots);
    struct workers_state workers = workers_look(request->monitor->workers);
    (void)answer;
    if (!state.number)
        return problem_set(p, STATUS_NOT_READY, SLICE_NONE, SLICE_NONE,
                           state.damage[0] ? state.damage
                           : state.lost    ? "the store cannot be found"
                                           : "no release yet");
    if (workers.waiting >= workers.most)
        return problem_set(p, STATUS_BUSY, SLICE_NONE, SLICE_NONE, "the queue of queries is full");
    const struct config *config = request->snapshots->config;
    char origin[ORIGIN_TROUBLE_SIZE];
    bool good = origin_is_well(config->store, config->origin_seconds, origin) && !state.damage[0] &&
                !state.lost && !state.file[0];
    struct json_writer json = json_compact(out, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    json_text(&json, "status", good ? "ready" : "degraded");
    json_int(&json, "release", (int64_t)state.number);
    if (!good)
        write_reasons(&json, &state, origin);
    json_finish(&json);
    return STATUS_OK;
}

enum status handle_readyz(struct request *request, struct representation *answer, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    answer->media_type = request->form.media_type;
    answer->cache_control = "no-store";
    answer->write = readyz_write;
    return status;
}
