/* GET /v1/kpis/{kpi}/series: the observations of one KPI in the order of time, with the KPI itself
 * and what is missing between them. With `derive` it is handle_derive.c. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/http/handlers/listing.h"
#include "hiraku/http/handlers/series.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"

static const char *const order[] = {"starts", "ends"};

static const struct parameter *find_derive(const struct request *request)
{
    for (size_t i = 0; i < request->parameter_count; i++)
        if (slice_is(request->parameters[i].name, "derive"))
            return &request->parameters[i];
    return NULL;
}

static enum status list_series(struct request *request, struct reply *reply, struct problem *p)
{
    struct listing *listing = arena_alloc(&request->arena, sizeof *listing);
    if (!listing)
        return problem_memory(p);
    struct query *query = &listing->query;
    series_query(query, request);
    listing->about = model_cube_subject()->ref;
    listing->about_id = request->id;
    listing->about_name = model_cube_subject()->name;
    listing->file = "series";
    listing->path = series_path(request);
    listing->beside = series_gaps;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        query->order[query->order_count++] = model_column(query->resource, slice_of(order[i]));
    int first_month = snapshot_instance(request->snapshot)->first_month;
    enum status status =
        query_parse(query, &request->arena, request->parameters, request->parameter_count,
                    request->form.writer->form, first_month, p);
    if (status == STATUS_UNKNOWN_PARAMETER)
        problem_allow(p, slice_of("derive"));
    if (status == STATUS_OK)
        status = listing_answer(request, listing, reply, p);
    if (status == STATUS_DEADLINE)
        problem_example(p, arena_printf(&request->arena, "/v1/%s.csv", query->resource->name).at);
    return status;
}

enum status handle_series(struct request *request, struct reply *reply, struct problem *p)
{
    const struct parameter *derive = find_derive(request);
    enum status status =
        derive ? derive_answer(request, derive, reply, p) : list_series(request, reply, p);
    if (status_info(status)->exit == EXIT_USAGE && p && !p->example[0])
        problem_example(p, series_path(request).at);
    return status;
}
