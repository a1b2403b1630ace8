/* See request_prepare.h. Checked in this order: target, endings, route; release, form, an older
 * release. */
#include "hiraku/http/routing/request_prepare.h"

#include "hiraku/http/routing/media_types.h"
#include "hiraku/http/routing/request_ending.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/routing/request_target.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/routing/shared_link.h"
#include "hiraku/http/snapshot/snapshots.h"

enum status request_prepare_route(struct request *request, size_t parameters_max, struct problem *p)
{
    enum status status = request_read_target(request, parameters_max, p);
    if (status == STATUS_OK)
        status = request_check_ending(request, p);
    return status == STATUS_OK ? route_find(request->routes, request, p) : status;
}

enum status request_prepare_form(struct request *request, struct problem *p)
{
    enum status status = STATUS_OK;
    if (!request->snapshot && !(request->route->flags & ROUTE_NO_RELEASE))
        status = snapshots_current(request->snapshots, &request->snapshot, p);
    if (status == STATUS_OK)
        status = route_negotiate(request, p);
    if (status == STATUS_OK)
        shared_link_clean(request);
    return status == STATUS_OK ? request_read_pin(request, p) : status;
}
