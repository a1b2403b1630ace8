/* GET /v1/kpis/{id}/series: the observations of one KPI in the order of time, with the KPI itself.
 */
#include "hiraku/iri.h"

#include "internal.h"

static const char *const order[] = {"starts", "ends"};

static struct slice series_path(struct request *request)
{
    struct out out;
    struct slice path = {NULL, 0};
    out_open_memory(&out, 4096);
    out_text(&out, "/v1/kpis/");
    iri_segment(&out, request->id);
    out_text(&out, "/series");
    if (out_finish(&out, NULL) == STATUS_OK)
        path = arena_copy(&request->arena, out_written(&out));
    out_close(&out);
    return path;
}

enum status handle_series(struct request *request, struct reply *reply, struct problem *p)
{
    struct listing *listing = arena_alloc(&request->arena, sizeof *listing);
    if (!listing)
        return problem_memory(p);
    struct query *query = &listing->query;
    query->resource = model_resource(slice_of("observations"));
    listing->about = model_resource(slice_of("kpis"));
    listing->about_id = request->id;
    listing->about_name = "kpi";
    listing->file = "series";
    listing->path = series_path(request);
    query->filters[0].column = model_column(query->resource, slice_of("kpi"));
    query->filters[0].comparison = COMPARISON_EQ;
    query->filters[0].value = request->id;
    query->filter_count = query->fixed = 1;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        query->order[query->order_count++] = model_column(query->resource, slice_of(order[i]));
    int first_month = open_release_instance(request->release)->first_month;
    enum status status =
        query_parse(query, &request->arena, request->parameters, request->parameter_count,
                    request->form.writer->form, first_month, p);
    return status == STATUS_OK ? listing_answer(request, listing, reply, p) : status;
}
