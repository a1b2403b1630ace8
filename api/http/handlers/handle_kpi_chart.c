/* GET /v1/kpis/{kpi}/chart.svg: the figures of one KPI as a picture (pages/chart/kpi_chart.h), with
 * the conditions of its series. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/handlers/series.h"
#include "hiraku/http/response/picture.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/service/details.h"
#include "hiraku/service/series.h"

static enum status kpi_chart_make(struct picture *picture, const struct chart **chart,
                                  struct problem *p)
{
    struct details *details = picture->question;
    enum status status = details_read(details, &picture->service, p);
    picture->context.arena = &details->arena;
    if (status == STATUS_OK)
        *chart = kpi_chart(details, &picture->context);
    return status;
}

static void kpi_chart_close(struct picture *picture)
{
    details_close(picture->question);
}

static enum status kpi_chart_plan(struct request *request, struct representation *answer,
                                  struct problem *p)
{
    struct details *details = arena_alloc(&request->arena, sizeof *details);
    struct picture *picture = arena_alloc(&request->arena, sizeof *picture);
    if (!details || !picture)
        return problem_memory(p);
    details->subject = request->id;
    enum status status = picture_parameters(picture, request, p);
    if (status == STATUS_OK)
        status =
            details_parse(details, &request->arena, request->parameters, request->parameter_count,
                          snapshot_instance(request->snapshot)->first_month, p);
    picture_allow(picture, p);
    if (status != STATUS_OK)
        return status;
    picture->make = kpi_chart_make;
    picture->close = kpi_chart_close;
    picture->question = details;
    picture->query = &details->query;
    details_inputs(details, &picture->inputs);
    return picture_plan(picture, request, answer, details_path(&request->arena, request->id),
                        details_canonical(details, &request->arena));
}

enum status handle_kpi_chart(struct request *request, struct representation *answer,
                             struct problem *p)
{
    enum status status = kpi_chart_plan(request, answer, p);
    series_refused(request, status, p);
    return status;
}
