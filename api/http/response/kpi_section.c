/* What the page of a KPI shows (pages/kpi_page.h): its figures are read once, for the chart and for
 * the table; what they were before only where one of them was revised. */
#include "hiraku/http/response/record_sections.h"

#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/kpi_page.h"
#include "hiraku/service/details.h"
#include "hiraku/service/list.h"
#include "hiraku/service/row_set.h"
#include "hiraku/service/series.h"
#include "hiraku/service/service.h"
#include "hiraku/service/vintages.h"

struct kpi_section_state {
    struct details details;
    struct list list; /* of vintages, whose view its rows have */
    struct row_set vintages;
    struct kpi_page page;
};

/* --- what was known when --- */

static bool kpi_section_is_revised(const struct details *details)
{
    for (size_t i = 0; i < details->count; i++)
        if (details->points[i].cells[DETAIL_REVISED].len)
            return true;
    return false;
}

/* Figures that always were what they are say nothing about revisions. */
static size_t kpi_section_keep_revised(struct row_set *set)
{
    size_t kept = 0;
    for (size_t i = 0; i < set->count; i++)
        if (slice_is(row_cell(&set->rows[i], "change"), "modified") ||
            row_cell(&set->rows[i], "ended").len)
            set->rows[kept++] = set->rows[i];
    return kept;
}

static enum status kpi_section_vintages(struct kpi_section_state *state,
                                        const struct record_asked *asked, struct problem *p)
{
    struct list *list = &state->list;
    if (!kpi_section_is_revised(&state->details))
        return STATUS_OK;
    list->without = COL_HIDDEN | COL_LOOKUP;
    list->walk.source = &vintage_rows;
    list->walk.asked = &state->details.subject;
    list->query = (struct query){.resource = vintage_rows.resource, .limit = ROW_SET_MAX};
    enum status status = list_open(list, asked->service, p);
    if (status == STATUS_OK)
        status = row_set_read(&state->vintages, list, p);
    state->page.vintages_cut = status == STATUS_ANSWER_TOO_LARGE;
    state->page.vintages = state->vintages.rows;
    state->page.vintage_count = kpi_section_keep_revised(&state->vintages);
    return state->page.vintages_cut ? STATUS_OK : status;
}

/* --- the chart --- */

static const struct chart *kpi_section_chart(struct kpi_section_state *state, int width,
                                             const char *id)
{
    struct chart_context context = state->page.context;
    context.width = width;
    const struct chart *made = kpi_chart(&state->details, &context);
    struct chart *chart = made ? arena_alloc(context.arena, sizeof *chart) : NULL;
    if (!chart)
        return NULL;
    *chart = *made;
    chart->id = slice_of(id);
    return chart;
}

static enum status kpi_section_draw(struct kpi_section_state *state, struct problem *p)
{
    state->page.broad = kpi_section_chart(state, KPI_PAGE_BROAD, "chart-broad");
    if (!state->page.broad)
        return problem_memory(p);
    if (state->details.count > KPI_PAGE_BOTH)
        return STATUS_OK;
    state->page.narrow = kpi_section_chart(state, KPI_PAGE_NARROW, "chart-narrow");
    return state->page.narrow ? STATUS_OK : problem_memory(p);
}

/* --- all of it --- */

static enum status kpi_section_figures(struct kpi_section_state *state,
                                       const struct record_asked *asked, struct problem *p)
{
    const struct request *request = asked->request;
    struct details *details = &state->details;
    details->subject = request->id;
    details->first_month = asked->service->instance->first_month;
    series_query(&details->query, request->id);
    enum status status = details_read(details, asked->service, p);
    if (status == STATUS_OK)
        state->page.details = details;
    return status == STATUS_TOO_MANY_ROWS ? STATUS_OK : status;
}

static enum status kpi_section_read(const struct record_asked *asked, void **made,
                                    struct problem *p)
{
    struct request *request = asked->request;
    struct kpi_section_state *state = arena_alloc(&request->arena, sizeof *state);
    if (!state)
        return problem_memory(p);
    *made = state;
    enum status status = kpi_section_figures(state, asked, p);
    const struct slice *about = state->details.about;
    bool english = request->language == LANGUAGE_EN && about[SUBJECT_NAME_EN].len;
    state->page.name = about[english ? SUBJECT_NAME_EN : SUBJECT_NAME_JA];
    state->page.context = (struct chart_context){.arena = &state->details.arena,
                                                 .language = request->language,
                                                 .instance = asked->service->instance,
                                                 .release = asked->answer->changed_in,
                                                 .changed_at = asked->answer->modified};
    if (status == STATUS_OK && state->page.details)
        status = kpi_section_draw(state, p);
    if (status == STATUS_OK && state->page.details)
        status = kpi_section_vintages(state, asked, p);
    return status;
}

static void kpi_section_lead(struct page *page, const void *state)
{
    kpi_page_lead(page, &((const struct kpi_section_state *)state)->page);
}

static void kpi_section_body(struct page *page, const void *state)
{
    kpi_page_body(page, &((const struct kpi_section_state *)state)->page);
}

static bool kpi_section_has(const struct resource *table)
{
    return table == model_cube_subject()->ref;
}

static bool kpi_section_covers(const void *state, const struct column *by)
{
    return by == model_cube_subject() &&
           ((const struct kpi_section_state *)state)->page.details != NULL;
}

static void kpi_section_close(void *made)
{
    struct kpi_section_state *state = made;
    row_set_free(&state->vintages);
    if (state->list.walk.source)
        list_close(&state->list);
    details_close(&state->details);
}

const struct record_section kpi_section = {
    .has = kpi_section_has,
    .read = kpi_section_read,
    .lead = kpi_section_lead,
    .body = kpi_section_body,
    .covers = kpi_section_covers,
    .close = kpi_section_close,
};
