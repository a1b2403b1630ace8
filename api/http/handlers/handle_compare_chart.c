/* GET /v1/compare/chart.svg: KPIs side by side as a picture (pages/chart/compare_chart.h), with the
 * parameters of /v1/compare. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/picture.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/pages/chart/compare_chart.h"
#include "hiraku/service/compare.h"
#include "hiraku/service/details.h"
#include "hiraku/service/series.h"

enum { FIGURES_OF_EACH = 1000 };

struct compare_picture {
    struct compare compare;
    struct details each[COMPARE_MOST];
};

static enum status compare_chart_make(struct picture *picture, const struct chart **chart,
                                      struct problem *p)
{
    struct compare_picture *question = picture->question;
    struct compare *compare = &question->compare;
    enum status status = compare_read(compare, &picture->service, p);
    for (size_t i = 0; i < compare->count && status == STATUS_OK; i++) {
        question->each[i].subject = compare->subjects[i].cells[SUBJECT_ID];
        question->each[i].cap = FIGURES_OF_EACH;
        status = details_read_of(&question->each[i], &picture->service, &compare->query, p);
    }
    picture->context.arena = &compare->arena;
    if (status == STATUS_OK)
        *chart = compare_chart(compare, question->each, &picture->context);
    return status;
}

static void compare_chart_close(struct picture *picture)
{
    struct compare_picture *question = picture->question;
    for (size_t i = 0; i < COMPARE_MOST; i++)
        details_close(&question->each[i]);
    compare_close(&question->compare);
}

enum status handle_compare_chart(struct request *request, struct representation *answer,
                                 struct problem *p)
{
    struct compare_picture *question = arena_alloc(&request->arena, sizeof *question);
    struct picture *picture = arena_alloc(&request->arena, sizeof *picture);
    if (!question || !picture)
        return problem_memory(p);
    enum status status = picture_parameters(picture, request, p);
    if (status == STATUS_OK)
        status = compare_parse(&question->compare, &request->arena, request->parameters,
                               request->parameter_count,
                               snapshot_instance(request->snapshot)->first_month, p);
    picture_allow(picture, p);
    if (status != STATUS_OK)
        return status;
    struct slice parameters = compare_canonical(&question->compare, &request->arena, p);
    if (!parameters.at)
        return problem_memory(p);
    picture->make = compare_chart_make;
    picture->close = compare_chart_close;
    picture->question = question;
    picture->query = &question->compare.query;
    compare_inputs(&question->compare, &picture->inputs);
    series_query(&question->each[0].query, SLICE_NONE);
    details_inputs(&question->each[0], &picture->inputs);
    return picture_plan(picture, request, answer, slice_of("/v1/compare/chart"), parameters);
}
