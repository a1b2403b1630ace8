/* See monitor.h. */
#include "hiraku/http/handlers/monitor.h"

#include "hiraku/http/routing/request.h"
#include "hiraku/usage/usage_keeper.h"

void monitor_take_usage(struct request *request)
{
    if (request->monitor->usage && !request->usage)
        request->usage = usage_keeper_book(request->monitor->usage);
}
