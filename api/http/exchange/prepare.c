/* What a request asks for, before any handler: the release, the route, the method, form, language
 * and encoding, checked in this order. */
#include "hiraku/http/exchange/exchange.h"

#include "hiraku/base/config.h"
#include "hiraku/http/exchange/exchanges.h"
#include "hiraku/http/routing/media_types.h"
#include "hiraku/http/routing/request_target.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/routing/shared_link.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/transport/connection.h"
#include "hiraku/model/instance.h"

void exchange_take_release(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    exchange->lookup.generation = atomic_load(&request->snapshots->generation);
    if (snapshots_current(request->snapshots, &request->snapshot, NULL) == STATUS_OK)
        request->language = snapshot_instance(request->snapshot)->language;
    request->language = negotiate_language(exchange->request.accept_language, request->language);
}

bool exchange_method_is_allowed(struct slice method)
{
    return slice_is(method, "GET") || slice_is(method, "HEAD") || slice_is(method, "OPTIONS");
}

static enum status check_method(struct exchange *exchange)
{
    struct slice method = exchange->record.method;
    exchange->request.head = slice_is(method, "HEAD");
    if (slice_is(method, "GET") || slice_is(method, "HEAD"))
        return STATUS_OK;
    exchange->reply.allow = slice_of("GET, HEAD, OPTIONS");
    if (exchange_method_is_allowed(method))
        return STATUS_OK;
    struct problem *p = &exchange->problem;
    problem_set(p, STATUS_METHOD_NOT_ALLOWED, exchange->request.path, method, NULL);
    problem_allow(p, exchange->reply.allow);
    return STATUS_METHOD_NOT_ALLOWED;
}

/* With a listener for operators, figures are there and nowhere else, and nothing else is there. */
static bool is_offered(const struct exchange *exchange)
{
    unsigned flags = exchange->request.route->flags;
    if (connection_is_inside(exchange->connection))
        return flags & (ROUTE_OPERATORS | ROUTE_HEALTH);
    return !(flags & ROUTE_OPERATORS) || !exchange->exchanges->operators_apart;
}

enum status exchange_prepare(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    struct problem *p = &exchange->problem;
    bool everything =
        slice_is(request->target, "*") && slice_is(exchange->record.method, "OPTIONS");
    enum status status = STATUS_OK;
    if (slice_is(exchange->record.method, "CONNECT")) /* its target is no URL */
        return check_method(exchange);
    if (!everything)
        status = request_read_target(request, (size_t)exchange->exchanges->config->parameters, p);
    if (status == STATUS_OK && !everything)
        status = route_find(exchange->exchanges->routes, request, p);
    if (status == STATUS_OK && !everything && !is_offered(exchange))
        status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    if (status == STATUS_OK)
        status = check_method(exchange);
    if (status != STATUS_OK || exchange->reply.allow.len)
        return status;
    if (!request->snapshot && !(request->route->flags & ROUTE_NO_RELEASE))
        status = snapshots_current(request->snapshots, &request->snapshot, p);
    if (status == STATUS_OK)
        status = route_negotiate(request, p);
    if (status == STATUS_OK)
        shared_link_clean(request);
    request->takes_gzip = negotiate_takes(exchange->request.accept_encoding, ENCODING_GZIP);
    request->takes_identity = negotiate_takes(exchange->request.accept_encoding, ENCODING_IDENTITY);
    if (status == STATUS_OK &&
        !negotiate_encoding(exchange->request.accept_encoding, &request->encoding)) {
        status = problem_set(p, STATUS_NOT_ACCEPTABLE, SLICE_NONE,
                             exchange->request.accept_encoding, NULL);
        problem_allow(p, slice_of("gzip"));
        problem_allow(p, slice_of("identity"));
    }
    return status;
}
