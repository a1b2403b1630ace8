/* GET /v1/aggregate/{table}: groups of rows with sums, averages, extremes and counts
 * (service/aggregate.h). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/reply.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/service/aggregate.h"
#include "hiraku/service/references.h"
#include "hiraku/store/db.h"

#include "figures.h"

static enum status write_groups(struct aggregation *aggregation, struct figures *figures,
                                struct problem *p)
{
    enum status status = aggregation_columns(aggregation, &figures->request->arena, p);
    if (status != STATUS_OK)
        return status;
    figures_columns(figures, aggregation->columns, aggregation->column_count);
    status = aggregation_rows(aggregation, &figures->service, figure_row, &figures->rows, p);
    if (status != STATUS_OK)
        return status;
    figures_begin(figures, NULL);
    return figures_end(figures, p);
}

enum status handle_aggregate(struct request *request, struct reply *reply, struct problem *p)
{
    struct aggregation *aggregation = arena_alloc(&request->arena, sizeof *aggregation);
    if (!aggregation)
        return problem_memory(p);
    const char *table = request->resource->name;
    struct slice path = arena_printf(&request->arena, "/v1/aggregate/%s", table);
    struct slice example = arena_printf(&request->arena, "/v1/aggregate/%s?measure=count", table);
    struct figures figures = {
        .request = request,
        .reply = reply,
        .file = arena_printf(&request->arena, "aggregate-%s", table).at,
        .query = &aggregation->aggregate.query,
        .whole = request->resource,
    };
    aggregation->aggregate.query.resource = request->resource;
    int first_month = snapshot_instance(request->snapshot)->first_month;
    enum status status =
        aggregate_parse(&aggregation->aggregate, &request->arena, request->parameters,
                        request->parameter_count, first_month, p);
    if (status != STATUS_OK) {
        if (status_info(status)->exit == EXIT_USAGE && p && !p->example[0])
            problem_example(p, example.at);
        return status;
    }
    aggregation_inputs(aggregation, &figures.inputs);
    status = figures_open(&figures, path,
                          aggregate_canonical(&aggregation->aggregate, &request->arena), p);
    if (status == STATUS_OK && !reply->fresh)
        status = write_groups(aggregation, &figures, p);
    if (status == STATUS_TOO_MANY_GROUPS)
        problem_example(p, example.at);
    return figures_close(&figures, status, p);
}

/* Only what counts rows: other measures depend on what is measured. */
enum status aggregate_accepts(const struct trial *trial, struct problem *p)
{
    struct aggregate *aggregate = arena_alloc(trial->arena, sizeof *aggregate);
    if (!aggregate)
        return problem_memory(p);
    if (trial->count == 0)
        return STATUS_OK;
    aggregate->query.resource = trial->request->resource;
    enum status status = aggregate_parse(aggregate, trial->arena, trial->parameters, trial->count,
                                         trial->service->instance->first_month, p);
    if (status == STATUS_OK &&
        (aggregate->measure_count != 1 || aggregate->measures[0] != MEASURE_COUNT))
        return STATUS_NO_MEASURE;
    return status == STATUS_OK ? references_check(trial->service, &aggregate->query, p) : status;
}
