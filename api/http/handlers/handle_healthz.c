/* GET /healthz: the process answers. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/out.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/query/query.h"

static enum status healthz_write(struct request *request, struct representation *answer,
                                 struct out *out, struct problem *p)
{
    (void)request, (void)answer, (void)p;
    out_text(out, "{\"status\":\"ok\"}\n");
    return STATUS_OK;
}

enum status handle_healthz(struct request *request, struct representation *answer,
                           struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    answer->media_type = request->form.media_type;
    answer->cache_control = "no-store";
    answer->write = healthz_write;
    return status;
}
