/* GET /llms.txt: for assistants that read these data. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/llms_body.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/query.h"

enum status handle_llms(struct request *request, struct representation *answer, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    char mark[ROUTE_MARK_SIZE];
    route_offered_mark(request->routes, request->snapshots->config, mark);
    etag_of_tables(answer, request, model_resources, model_resource_count,
                   arena_printf(&request->arena, "/llms.txt %s", mark));
    answer->write = llms_body_write;
    return STATUS_OK;
}
