/* See catalogue_document.h. */
#include "hiraku/http/response/catalogue_document.h"

#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/document.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_catalogue.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/service/freshness.h"
#include "hiraku/usage/usage_sums.h"

#include <inttypes.h>

enum { DAY_SECONDS = 86400 };

/* The month before this one; false: use is not told. */
static bool catalogue_use_days(const struct request *request, struct usage_days *days)
{
    if (!request->usage || !request->form.writer || request->pin.asked)
        return false;
    const struct instance *instance = snapshot_instance(request->snapshot);
    *days = usage_days_before((int32_t)date_days(freshness_today(instance, time(NULL), NULL)));
    uint64_t counts[USAGE_AGENTS];
    return usage_total(request->usage, *days, counts) > 0;
}

static time_t catalogue_day_began(const struct request *request, int32_t day)
{
    return (time_t)day * DAY_SECONDS - snapshot_instance(request->snapshot)->utc_offset;
}

/* What the counts of the month say, for the validators. */
static enum status catalogue_use_text(struct request *request, struct usage_days days,
                                      struct slice *text, struct problem *p)
{
    struct usage_sums sums;
    *text = arena_printf(&request->arena, "%" PRId32, days.first);
    if (!usage_sums_make(&sums, request->usage, days, USAGE_TABLE))
        return problem_memory(p);
    for (size_t i = 0; i < sums.count; i++)
        *text = arena_printf(&request->arena, "%.*s %.*s %" PRIu64, (int)text->len, text->at,
                             (int)sums.sums[i].name.len, sums.sums[i].name.at,
                             sums.sums[i].counts[USAGE_OTHERS]);
    usage_sums_free(&sums);
    return STATUS_OK;
}

enum status catalogue_document_plan(struct request *request, struct representation *answer,
                                    const char *path, representation_write *write,
                                    struct problem *p)
{
    struct usage_days days;
    struct slice use = SLICE_NONE;
    enum status status = document_plan(request, answer, path, write, p);
    if (status != STATUS_OK || answer->moved)
        return status;
    if (catalogue_use_days(request, &days)) {
        status = catalogue_use_text(request, days, &use, p);
        answer->daily = true;
    }
    if (status != STATUS_OK)
        return status;
    etag_of_tables(answer, request, model_resources, model_resource_count,
                   arena_printf(&request->arena, "%.*s#%u#%.*s", (int)answer->content_location.len,
                                answer->content_location.at, request_catalogue_services(request),
                                (int)use.len, use.len ? use.at : ""));
    time_t ended = use.len ? catalogue_day_began(request, days.last + 1) : 0;
    if (answer->modified < ended)
        answer->modified = ended;
    return STATUS_OK;
}

enum status catalogue_document_add_use(struct request *request, struct catalogue *catalogue,
                                       struct problem *p)
{
    struct usage_days days;
    struct usage_sums sums;
    if (!catalogue_use_days(request, &days))
        return STATUS_OK;
    if (!usage_sums_make(&sums, request->usage, days, USAGE_TABLE))
        return problem_memory(p);
    for (size_t table = 0; table < catalogue->count; table++)
        for (size_t i = 0; i < sums.count; i++)
            if (slice_is(sums.sums[i].name, catalogue->tables[table].state->resource->name))
                catalogue->tables[table].used = sums.sums[i].counts[USAGE_OTHERS];
    usage_sums_free(&sums);
    catalogue->counted_from = catalogue_day_began(request, days.first);
    catalogue->counted_to = catalogue_day_began(request, days.last + 1);
    return STATUS_OK;
}
