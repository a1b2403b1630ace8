/* GET /v1/aggregate/{table}: groups of rows with sums, averages, extremes and counts
 * (service/aggregate.h). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/figures.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/service/aggregate.h"
#include "hiraku/service/references.h"

static struct slice aggregate_example(struct request *request)
{
    return arena_printf(&request->arena, "/v1/aggregate/%s?measure=count", request->resource->name);
}

static enum status aggregate_write(struct figures *figures, struct problem *p)
{
    struct aggregation *aggregation = figures->question;
    enum status status = aggregation_columns(aggregation, &figures->request->arena, p);
    if (status != STATUS_OK)
        return status;
    figures_columns(figures, aggregation->columns, aggregation->column_count);
    status = aggregation_rows(aggregation, &figures->service, figure_row, &figures->rows, p);
    if (status == STATUS_TOO_MANY_GROUPS)
        problem_example(p, aggregate_example(figures->request).at);
    if (status != STATUS_OK)
        return status;
    figures_begin(figures, NULL);
    return figures_end(figures, p);
}

enum status handle_aggregate(struct request *request, struct representation *answer,
                             struct problem *p)
{
    struct aggregation *aggregation = arena_alloc(&request->arena, sizeof *aggregation);
    struct figures *figures = arena_alloc(&request->arena, sizeof *figures);
    if (!aggregation || !figures)
        return problem_memory(p);
    const char *table = request->resource->name;
    aggregation->aggregate.query.resource = request->resource;
    int first_month = snapshot_instance(request->snapshot)->first_month;
    enum status status =
        aggregate_parse(&aggregation->aggregate, &request->arena, request->parameters,
                        request->parameter_count, first_month, p);
    if (status != STATUS_OK) {
        if (status_info(status)->exit == EXIT_USAGE && p && !p->example[0])
            problem_example(p, aggregate_example(request).at);
        return status;
    }
    figures->write = aggregate_write;
    figures->question = aggregation;
    figures->file = arena_printf(&request->arena, "aggregate-%s", table).at;
    figures->query = &aggregation->aggregate.query;
    figures->whole = request->resource;
    aggregation_inputs(aggregation, &figures->inputs);
    return figures_plan(figures, request, answer,
                        arena_printf(&request->arena, "/v1/aggregate/%s", table),
                        aggregate_canonical(&aggregation->aggregate, &request->arena));
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
