/* GET /.well-known/api-catalog (RFC 9727): which interfaces for programs there are. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/api_catalog_body.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/query/query.h"

enum status handle_api_catalog(struct request *request, struct representation *answer,
                               struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type =
        "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"";
    answer->vary_accept = false;
    char mark[ROUTE_MARK_SIZE];
    route_offered_mark(request->routes, request->snapshots->config, mark);
    etag_of_tables(answer, request, NULL, 0,
                   arena_printf(&request->arena, "/.well-known/api-catalog %s", mark));
    answer->write = api_catalog_body_write;
    return STATUS_OK;
}
