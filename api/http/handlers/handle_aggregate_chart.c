/* GET /v1/aggregate/{table}/chart.svg: groups of rows as bars (pages/chart/aggregate_chart.h), with
 * the parameters of /v1/aggregate/{table}; numbers of rows as shares of all, too. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/picture.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/pages/chart/aggregate_chart.h"
#include "hiraku/service/group_bars.h"

static enum status aggregate_chart_make(struct picture *picture, const struct chart **chart,
                                        struct problem *p)
{
    struct group_bars *bars = picture->question;
    enum status status = group_bars_read(bars, &picture->service, p);
    picture->context.arena = &bars->arena;
    if (status == STATUS_OK)
        *chart = aggregate_chart(&bars->aggregation.aggregate, bars->bars, bars->count,
                                 picture->shares, &picture->context);
    return status;
}

/* Numbers of rows add up to all; other figures need not be parts of anything. */
static enum status aggregate_chart_adds_up(const struct aggregate *aggregate, struct problem *p)
{
    for (size_t i = 0; i < aggregate->measure_count; i++)
        if (aggregate->measures[i] != MEASURE_COUNT) {
            problem_set(p, STATUS_BAD_PARAMETER, slice_of("measure"),
                        slice_of(measure_name(aggregate->measures[i])), NULL);
            problem_allow(p, slice_of(measure_name(MEASURE_COUNT)));
            return STATUS_BAD_PARAMETER;
        }
    return STATUS_OK;
}

static void aggregate_chart_close(struct picture *picture)
{
    group_bars_close(picture->question);
}

enum status handle_aggregate_chart(struct request *request, struct representation *answer,
                                   struct problem *p)
{
    struct group_bars *bars = arena_alloc(&request->arena, sizeof *bars);
    struct picture *picture = arena_alloc(&request->arena, sizeof *picture);
    if (!bars || !picture)
        return problem_memory(p);
    struct aggregate *aggregate = &bars->aggregation.aggregate;
    aggregate->query.resource = request->resource;
    picture->shaped = true;
    enum status status = picture_parameters(picture, request, p);
    if (status == STATUS_OK)
        status = aggregate_parse(aggregate, &request->arena, request->parameters,
                                 request->parameter_count,
                                 snapshot_instance(request->snapshot)->first_month, p);
    if (status == STATUS_OK && picture->shares)
        status = aggregate_chart_adds_up(aggregate, p);
    picture_allow(picture, p);
    if (status != STATUS_OK) {
        if (status_info(status)->exit == EXIT_USAGE && p && !p->example[0])
            problem_example(p, arena_printf(&request->arena, "/v1/aggregate/%s/chart.svg",
                                            request->resource->name)
                                   .at);
        return status;
    }
    picture->make = aggregate_chart_make;
    picture->close = aggregate_chart_close;
    picture->question = bars;
    picture->query = &aggregate->query;
    group_bars_inputs(bars, &picture->inputs);
    return picture_plan(
        picture, request, answer,
        arena_printf(&request->arena, "/v1/aggregate/%s/chart", request->resource->name),
        aggregate_canonical(aggregate, &request->arena));
}
