/* What a request asks for, before any handler: the release, the route, the method, form, language,
 * an older release and encoding, checked in this order. */
#include "hiraku/http/exchange/exchange.h"

#include "hiraku/base/config.h"
#include "hiraku/http/exchange/exchanges.h"
#include "hiraku/http/routing/request_prepare.h"
#include "hiraku/http/routing/request_target.h"
#include "hiraku/http/routing/route.h"
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

/* Of a target that is no path ("*", CONNECT) there is no route. */
static enum status check_method(struct exchange *exchange)
{
    const struct route *route = exchange->request.route;
    struct slice method = exchange->record.method;
    exchange->request.head = slice_is(method, "HEAD");
    exchange->request.post = slice_is(method, "POST");
    if (route && route_takes(route, method))
        return STATUS_OK;
    exchange->reply.allow = slice_of(route ? route_allow(route) : "GET, HEAD, OPTIONS");
    if (slice_is(method, "OPTIONS"))
        return STATUS_OK;
    struct problem *p = &exchange->problem;
    problem_set(p, STATUS_METHOD_NOT_ALLOWED, exchange->request.path, method, NULL);
    problem_allow(p, exchange->reply.allow);
    return STATUS_METHOD_NOT_ALLOWED;
}

/* With a listener for operators, figures are there and nowhere else, and nothing else is there. */
static bool is_offered(const struct exchange *exchange)
{
    const struct route *route = exchange->request.route;
    unsigned flags = route->flags;
    if (!route_is_offered(route, exchange->exchanges->config))
        return false;
    if (connection_is_inside(exchange->connection))
        return flags & (ROUTE_OPERATORS | ROUTE_HEALTH);
    return !(flags & ROUTE_OPERATORS) || !exchange->exchanges->operators_apart;
}

size_t exchange_body_max(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    if (!slice_is(exchange->record.method, "POST") || exchange->too_long ||
        request_read_target(request, (size_t)exchange->exchanges->config->parameters, NULL) !=
            STATUS_OK ||
        route_find(exchange->exchanges->routes, request, NULL) != STATUS_OK)
        return 0;
    return route_takes(request->route, exchange->record.method) && is_offered(exchange)
               ? request->route->body_max
               : 0;
}

/* What is asked of a state, not of a part of it or of another one: GET and HEAD (RFC 9110 s.13.2.1,
 * s.14.2; RFC 7089 s.4). */
static void forget_conditions(struct request *request)
{
    struct slice *const fields[] = {&request->match,          &request->unmodified_since,
                                    &request->none_match,     &request->modified_since,
                                    &request->range,          &request->if_range,
                                    &request->accept_datetime};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        *fields[i] = SLICE_NONE;
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
        status = request_prepare_route(request, (size_t)exchange->exchanges->config->parameters, p);
    if (status == STATUS_OK && !everything && !is_offered(exchange)) {
        request->route = request->route->offered ? NULL : request->route;
        status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    }
    if (status == STATUS_OK)
        status = check_method(exchange);
    if (status != STATUS_OK || exchange->reply.allow.len)
        return status;
    if (request->post)
        forget_conditions(request);
    status = request_prepare_form(request, p);
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
