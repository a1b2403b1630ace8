/* Which route a request takes, and which table it is about; what a 404 says is route_missing.c. */
#include "hiraku/http/routing/route.h"

#include "hiraku/http/routing/request.h"
#include "hiraku/model/model.h"

enum status route_find(const struct route *routes, struct request *request, struct problem *p)
{
    const struct route *route = request->segment_count <= REQUEST_SEGMENTS_MAX
                                    ? route_match(routes, request->segments, request->segment_count)
                                    : NULL;
    if (!route)
        return route_unknown(routes, request, p);
    if (route->flags & ROUTE_FILE && request->suffix.len) {
        request->segments[request->segment_count - 1].len += request->suffix.len + 1;
        request->suffix = SLICE_NONE;
    }
    route_take_names(request, route);
    request->route = route;
    if (request->table.len)
        request->resource = model_resource(request->table);
    if (request->table.len && !request->resource && !(route->flags & ROUTE_OTHER_THINGS))
        return route_no_table(routes, request, p);
    return STATUS_OK;
}
