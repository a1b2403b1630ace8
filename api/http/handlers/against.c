/* The parameter `against` of GET /v1/kpis/{kpi}/series?derive=revision: the release that is
 * compared with. */
#include "hiraku/http/handlers/series.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/http/response/figures.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/query/query.h"
#include "hiraku/service/derive.h"

/* A release that cannot be compared with: the first values of each period can. */
static enum status against_refuse(struct request *request, enum status status, struct problem *p)
{
    struct slice path = series_path(&request->arena, request->id);
    problem_example(
        p, arena_printf(&request->arena, "%.*s?derive=revision", (int)path.len, path.at).at);
    return status;
}

enum status series_take_against(struct request *request, const struct parameter **derivation,
                                uint64_t *against, struct problem *p)
{
    struct parameter found = {SLICE_NONE, SLICE_NONE};
    size_t count = 0, at = (size_t)(*derivation - request->parameters);
    if (!slice_is((*derivation)->value, derivation_name(DERIVE_REVISION)))
        return STATUS_OK;
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct parameter one = request->parameters[i];
        if (i == at)
            *derivation = &request->parameters[count];
        if (!slice_is(one.name, "against"))
            request->parameters[count++] = one;
        else if (found.name.len)
            return problem_set(p, STATUS_REPEATED_PARAMETER, one.name, one.value, NULL);
        else
            found = one;
    }
    request->parameter_count = count;
    if (!found.name.len)
        return STATUS_OK;
    enum status status = request_other_release(request, &found, against, p);
    return status == STATUS_OK ? status : against_refuse(request, status, p);
}

void series_write_against(struct json_writer *json, const struct derive *derive)
{
    if (derive->derivation != DERIVE_REVISION)
        return;
    if (derive->against > 0)
        json_int(json, "against", (int64_t)derive->against);
    else
        json_slice(json, "against", SLICE_NONE);
}

void series_plan_against(struct request *request, const struct derive *derive,
                         struct figures *figures)
{
    figures->revocable = derive->derivation == DERIVE_REVISION;
    if (figures->revocable)
        figures->withdrawn = series_withdrawn(request);
}
