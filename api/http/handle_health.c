/* GET /healthz: the process answers. GET /readyz: it has a release to serve. */
#include "internal.h"

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

enum status handle_readyz(struct request *request, struct reply *reply, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    if (!request->release)
        return problem_set(p, STATUS_NOT_READY, (struct slice){NULL, 0}, (struct slice){NULL, 0},
                           "no release yet");
    struct out *out = begin(request, reply);
    out_text(out, "{\"status\":\"ready\",\"release\":");
    out_int(out, (int64_t)open_release_manifest(request->release)->number);
    out_text(out, "}\n");
    return STATUS_OK;
}
