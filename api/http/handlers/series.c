/* What the answers about a series share. */
#include "hiraku/http/handlers/series.h"

#include "hiraku/http/routing/request.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/service/series.h"

void series_refused(struct request *request, enum status status, struct problem *p)
{
    if (status == STATUS_DEADLINE)
        problem_example(p, arena_printf(&request->arena, "/v1/%s.csv", model_cube()->name).at);
    else if (status_info(status)->exit == EXIT_USAGE && p && !p->example[0])
        problem_example(p, series_path(&request->arena, request->id).at);
}
