/* See request_ending.h. */
#include "hiraku/http/routing/request_ending.h"

#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/ending.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"

#include <stdio.h>

const struct ending *request_ending_of_path(const struct request *request)
{
    struct slice stem = request->path;
    if (!request->snapshot)
        return NULL;
    if (request->suffix.len > 0)
        stem.len -= request->suffix.len + 1;
    return ending_of_path(snapshot_instance(request->snapshot), request->path, stem);
}

/* The KPI whose record or series is asked for, or empty. */
static struct slice request_kpi(const struct request *request)
{
    bool series = request->route && strstr(request->route->pattern, "/{kpi}/");
    return series || request->resource == model_cube_subject()->ref ? request->id : SLICE_NONE;
}

const struct ending *request_ending(const struct request *request)
{
    const struct ending *ending = request_ending_of_path(request);
    if (!ending && request->snapshot)
        ending = ending_of_kpi(snapshot_instance(request->snapshot), request_kpi(request));
    if (!ending && request->snapshot && request->resource)
        ending = ending_of_table(snapshot_instance(request->snapshot), request->resource->name);
    return ending;
}

enum status request_check_ending(const struct request *request, struct problem *p)
{
    const struct ending *ending = request_ending_of_path(request);
    if (!ending || time(NULL) < ending_moment(snapshot_instance(request->snapshot), ending))
        return STATUS_OK;
    struct slice reason = ending_reason(ending, request->language == LANGUAGE_EN);
    problem_set(p, STATUS_PATH_ENDED, request->path, ending->cells[ENDING_DATE],
                reason.len > 0 ? reason.at : NULL);
    if (ending->cells[ENDING_SUCCESSOR].len > 0)
        problem_example(p, ending->cells[ENDING_SUCCESSOR].at);
    return STATUS_PATH_ENDED;
}
