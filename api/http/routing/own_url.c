/* See own_url.h. */
#include "hiraku/http/routing/own_url.h"

#include "hiraku/base/config.h"
#include "hiraku/http/routing/media_types.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/routing/request_target.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/resource.h"
#include "hiraku/query/query.h"
#include "hiraku/service/service.h"
#include "hiraku/usage/usage_book.h"

enum { OTHER_BYTES = 256 * 1024, SCRATCH_BYTES = 4 << 20 };

static enum status own_url_refuse(struct request *request, const struct parameter *given,
                                  struct problem *p)
{
    problem_set(p, STATUS_BAD_PARAMETER, given->name, given->value, NULL);
    problem_allow(p, slice_of("/…"));
    problem_allow(
        p, arena_printf(&request->arena, "%s/…", snapshot_instance(request->snapshot)->base_url));
    return STATUS_BAD_PARAMETER;
}

/* Path and query, behind the base URL that is served or the instance's own; empty: it is of
 * somebody else. */
static struct slice own_url_path(const struct request *request, struct slice url)
{
    const char *const bases[] = {"", snapshot_instance(request->snapshot)->base_url,
                                 snapshot_published_base(request->snapshot)};
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        struct slice rest =
            slice_starts(url, bases[i]) ? slice_from(url, strlen(bases[i])) : SLICE_NONE;
        if (slice_starts(rest, "/") && !slice_starts(rest, "//"))
            return rest;
    }
    return SLICE_NONE;
}

/* Whether there is or was what the path names, and the parameters are some that it has. */
static enum status own_url_try(struct request *other, struct problem *p)
{
    struct service service;
    struct arena scratch;
    if (!other->route->accepts)
        return STATUS_OK;
    enum status status = request_service(other, &service, p);
    if (status != STATUS_OK)
        return status;
    arena_init(&scratch, SCRATCH_BYTES);
    service.arena = &scratch;
    const struct trial trial = {other, &service, other->parameters, other->parameter_count,
                                &scratch};
    status = other->route->accepts(&trial, p);
    if (status == STATUS_NOT_FOUND && other->resource &&
        snapshot_retired(other->snapshot, other->resource->name, other->id))
        status = STATUS_OK;
    arena_free(&scratch);
    snapshot_return(other->snapshot, service.store);
    return status;
}

enum status own_url_open(struct request *request, const struct parameter *given,
                         struct request *other, struct problem *p)
{
    *other = (struct request){.limits = request->limits,
                              .snapshots = request->snapshots,
                              .monitor = request->monitor,
                              .responses = request->responses,
                              .snapshot = request->snapshot,
                              .routes = request->routes,
                              .language = request->language,
                              .deadline_ms = request->deadline_ms,
                              .target = own_url_path(request, given->value)};
    if (!slice_starts(other->target, "/v1/"))
        other->accept = slice_of("text/html");
    arena_init(&other->arena, OTHER_BYTES);
    size_t parameters = (size_t)request->snapshots->config->parameters;
    if (!other->target.len || request_read_target(other, parameters, NULL) != STATUS_OK)
        return own_url_refuse(request, given, p);
    return route_find(other->routes, other, p);
}

enum status own_url_read(struct request *request, const struct parameter *given,
                         struct request *other, struct problem *p)
{
    enum status status = own_url_open(request, given, other, p);
    if (status != STATUS_OK)
        return status;
    if (route_negotiate(other, NULL) != STATUS_OK || !request_can_be_pinned(other) ||
        request_read_pin(other, NULL) != STATUS_OK)
        return own_url_refuse(request, given, p);
    return own_url_try(other, p);
}

void own_url_close(struct request *other)
{
    usage_book_unref(other->usage);
    other->usage = NULL;
    arena_free(&other->arena);
}
