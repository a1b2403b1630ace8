/* See planning.h. Whether what is planned is made, and how, is exchange/make.c. */
#include "hiraku/http/response/planning.h"

#include "hiraku/http/response/citing.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_ending.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/routing/route.h"

enum status planning_run(struct request *request, struct representation *answer, struct problem *p)
{
    enum status status = request->route->plan(request, answer, p);
    if (request_ending_of_path(request))
        answer->daily = true;
    if (status != STATUS_OK)
        return status;
    answer->content_location = request_pinned(request, answer->content_location);
    citing_settle(request, answer);
    return arena_overflowed(&request->arena) ? problem_memory(p) : STATUS_OK;
}
