/* Which figures of a KPI its page has in the table. See kpi_page_parts.h. */
#include "kpi_page_parts.h"

#include "hiraku/service/details.h"

enum {
    SHOWN_ALL = 400,    /* as many are all there */
    SHOWN_OF_MORE = 200 /* of more, so many or a row of each run */
};

static size_t kpi_shown_run(const struct details *details, size_t from)
{
    size_t count = 0;
    while (from + count < details->count &&
           detail_shares_run(&details->points[from], &details->points[from + count]))
        count++;
    return count;
}

struct kpi_shown kpi_shown_begin(const struct details *details)
{
    struct kpi_shown shown = {.details = details, .share = details->count};
    size_t runs = 0;
    for (size_t at = 0; at < details->count; at += kpi_shown_run(details, at))
        runs++;
    if (details->count > SHOWN_ALL)
        shown.share = runs < SHOWN_OF_MORE ? SHOWN_OF_MORE / runs : 1;
    return shown;
}

bool kpi_shown_next(struct kpi_shown *shown, struct kpi_span *span)
{
    size_t count = kpi_shown_run(shown->details, shown->at);
    bool all = count <= shown->share;
    *span = (struct kpi_span){.first = shown->at, .head = all ? count : shown->share / 4};
    span->tail = all ? 0 : shown->share - span->head;
    span->between = count - span->head - span->tail;
    shown->at += count;
    return count > 0;
}
