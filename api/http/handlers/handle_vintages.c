/* GET /v1/kpis/{kpi}/vintages: what each figure of one KPI was, from which release until which
 * (service/vintages.h). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/handlers/series.h"
#include "hiraku/http/response/listing.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/model/model.h"
#include "hiraku/service/vintages.h"

enum status handle_vintages(struct request *request, struct representation *answer,
                            struct problem *p)
{
    const struct resource *owner = model_cube_subject()->ref;
    struct slice path =
        arena_printf(&request->arena, "/v1/%s/%.*s/%s", owner->name, (int)request->id.len,
                     request->id.at, vintage_rows.resource->name);
    struct listing *listing = listing_of_source(request, &vintage_rows, &request->id, path);
    if (!listing)
        return problem_memory(p);
    listing->list.about = owner;
    listing->list.about_id = request->id;
    listing->about_name = model_cube_subject()->name;
    listing->whole = false;
    listing->revocable = true;
    listing->withdrawn = series_withdrawn(request);
    enum status status = listing_parse_and_plan(request, listing, answer, p);
    listing->refused(request, status, p);
    return status;
}

enum status vintages_accepts(const struct trial *trial, struct problem *p)
{
    if (trial->count == 0)
        return series_accepts(trial, p);
    struct query *query = arena_alloc(trial->arena, sizeof *query);
    if (!query)
        return problem_memory(p);
    query->resource = vintage_rows.resource;
    return trial_query(trial, query, p);
}
