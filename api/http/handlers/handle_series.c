/* GET /v1/kpis/{kpi}/series: the observations of one KPI in the order of time, with the KPI itself
 * and what is missing between them. With `derive` it is handle_derive.c. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/http/handlers/series.h"
#include "hiraku/http/response/listing.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/service/series.h"
#include "hiraku/service/service.h"
#include "hiraku/store/store.h"

static const struct parameter *find_derive(const struct request *request)
{
    for (size_t i = 0; i < request->parameter_count; i++)
        if (slice_is(request->parameters[i].name, "derive"))
            return &request->parameters[i];
    return NULL;
}

static enum status plan_list(struct request *request, struct representation *answer,
                             struct problem *p)
{
    struct listing *listing = arena_alloc(&request->arena, sizeof *listing);
    if (!listing)
        return problem_memory(p);
    struct query *query = &listing->list.query;
    series_query(query, request->id);
    listing->list.about = model_cube_subject()->ref;
    listing->list.about_id = request->id;
    listing->about_name = model_cube_subject()->name;
    listing->file = "series";
    listing->path = series_path(&request->arena, request->id);
    listing->beside = series_write_gaps;
    listing->refused = series_refused;
    int first_month = snapshot_instance(request->snapshot)->first_month;
    enum status status = query_parse(
        query, &request->arena, request->parameters, request->parameter_count,
        (struct query_rules){.form = request->form.writer->form, .first_month = first_month}, p);
    if (status == STATUS_UNKNOWN_PARAMETER)
        problem_allow(p, slice_of("derive"));
    if (status == STATUS_OLD_CURSOR)
        listing_start_again(request, listing, p);
    return status == STATUS_OK ? listing_plan(request, listing, answer, p) : status;
}

enum status handle_series(struct request *request, struct representation *answer, struct problem *p)
{
    const struct parameter *derive = find_derive(request);
    enum status status =
        derive ? derive_plan(request, derive, answer, p) : plan_list(request, answer, p);
    series_refused(request, status, p);
    return status;
}

enum status series_accepts(const struct trial *trial, struct problem *p)
{
    const struct resource *owner = model_cube_subject()->ref;
    bool found = false;
    if (trial->count == 0) {
        enum status status = store_has(trial->service->store, owner, trial->request->id, &found, p);
        if (status == STATUS_OK && found)
            return STATUS_OK;
        problem_set(p, STATUS_NOT_FOUND, trial->request->id, SLICE_NONE, NULL);
        problem_example(p, arena_printf(trial->arena, "/v1/%s", owner->name).at);
        return STATUS_NOT_FOUND;
    }
    struct query *query = arena_alloc(trial->arena, sizeof *query);
    if (!query)
        return problem_memory(p);
    series_query(query, trial->request->id);
    return trial_query(trial, query, p);
}
