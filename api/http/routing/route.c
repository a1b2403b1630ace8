/* Which route a request takes, which table it is about, and which methods there are; what a 404
 * says is route_missing.c. */
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
        if (route_match(routes, request->segments, request->segment_count) != route)
            return route_unknown(routes, request, p); /* the name is given, and it is another */
    }
    route_take_names(request, route);
    request->route = route;
    if (request->table.len)
        request->resource = model_resource(request->table);
    if (request->table.len && !request->resource && !(route->flags & ROUTE_OTHER_THINGS))
        return route_no_table(routes, request, p);
    return STATUS_OK;
}

/* OPTIONS is not named where only POST is: MCP has it so (2026-07-28, Streamable HTTP), and who
 * asks with OPTIONS knows it. */
static const struct {
    const char *allow;
    bool get, post;
} route_method_sets[ROUTE_METHODS] = {
    [ROUTE_GET] = {"GET, HEAD, OPTIONS", true, false},
    [ROUTE_POST] = {"POST", false, true},
    [ROUTE_GET_POST] = {"GET, HEAD, POST, OPTIONS", true, true},
};

bool route_takes(const struct route *route, struct slice method)
{
    if (slice_is(method, "GET") || slice_is(method, "HEAD"))
        return route_method_sets[route->methods].get;
    return slice_is(method, "POST") && route_method_sets[route->methods].post;
}

const char *route_allow(const struct route *route)
{
    return route_method_sets[route->methods].allow;
}

bool route_is_offered(const struct route *route, const struct config *config)
{
    return !route->offered || route->offered(config);
}

bool route_offers(const struct route *routes, const char *pattern, const struct config *config)
{
    for (const struct route *route = routes; route->pattern; route++)
        if (strcmp(route->pattern, pattern) == 0)
            return route_is_offered(route, config);
    return false;
}

void route_offered_mark(const struct route *routes, const struct config *config,
                        char mark[ROUTE_MARK_SIZE])
{
    size_t len = 0;
    for (const struct route *route = routes; route->pattern && len + 1 < ROUTE_MARK_SIZE; route++)
        if (route->offered)
            mark[len++] = route->offered(config) ? '1' : '0';
    mark[len] = '\0';
}
