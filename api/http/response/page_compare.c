/* See compare_pages.h. Figures are read as for a chart, of which a page shows so many of each
 * subject at most. */
#include "hiraku/http/response/compare_pages.h"

#include "hiraku/http/response/citing.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/chart/compare_chart.h"
#include "hiraku/pages/compare_page.h"
#include "hiraku/pages/list_query.h"
#include "hiraku/service/references.h"
#include "hiraku/service/service.h"

#include <stdio.h>

enum { FIGURES_OF_EACH = 1000 };

/* --- what there is to choose from --- */

enum status page_compare_choices(struct page_compare *page, struct request *request,
                                 struct problem *p)
{
    char limit[16];
    size_t count = 0;
    snprintf(limit, sizeof limit, "%d", (int)COMPARE_PAGE_CHOICES);
    struct parameter parameters[3];
    parameters[count++] = (struct parameter){slice_of("limit"), slice_of(limit)};
    parameters[count++] =
        (struct parameter){slice_of("sort"), slice_of(subject_columns[SUBJECT_MUNICIPALITY])};
    if (page->words.len)
        parameters[count++] = (struct parameter){slice_of("q"), page->words};
    page->found.query.resource = model_cube_subject()->ref;
    page->found.named = true;
    page->found.without = COL_HIDDEN | COL_LOOKUP;
    const struct query_rules rules = {
        .form = QUERY_PAGES, .first_month = snapshot_instance(request->snapshot)->first_month};
    enum status status =
        query_parse(&page->found.query, &request->arena, parameters, count, rules, NULL);
    if (status != STATUS_OK && status_info(status)->exit == EXIT_USAGE)
        return problem_set(p, STATUS_BAD_PARAMETER, slice_of(compare_page_words), page->words,
                           NULL);
    return status == STATUS_OK ? STATUS_OK : problem_memory(p);
}

enum status page_compare_spell(struct page_compare *page, struct request *request,
                               struct problem *p)
{
    page->data = page->parameters = compare_canonical(&page->compare, &request->arena, p);
    if (!page->data.at)
        return problem_memory(p);
    if (page->words.len == 0)
        return STATUS_OK;
    struct slice words =
        list_query_with(&request->arena, SLICE_NONE, compare_page_words, page->words);
    page->parameters =
        arena_printf(&request->arena, "%.*s%s%.*s", (int)page->data.len, page->data.at,
                     page->data.len ? "&" : "", (int)words.len, words.at ? words.at : "");
    return page->parameters.at ? STATUS_OK : problem_memory(p);
}

/* The subjects that are chosen: those of the comparison, or the one of which there is none yet. */
static enum status page_compare_picked(struct page_compare *page, const struct service *service,
                                       struct problem *p)
{
    const struct compare *compare = &page->compare;
    const struct resource *subjects = model_cube_subject()->ref;
    struct slice *ids = arena_alloc(service->arena, COMPARE_MOST * sizeof *ids);
    size_t count = compare->count ? compare->count : compare->id_count;
    if (!ids)
        return problem_memory(p);
    if (count == 0)
        return STATUS_OK;
    for (size_t i = 0; i < count; i++)
        ids[i] = compare->count ? compare->subjects[i].cells[SUBJECT_ID] : compare->ids[i];
    page->picked.named = true;
    page->picked.without = COL_HIDDEN | COL_LOOKUP;
    page->picked.query.resource = subjects;
    page->picked.query.filters[0] = (struct filter){.column = subjects->columns,
                                                    .comparison = COMPARISON_IN,
                                                    .values = ids,
                                                    .value_count = count};
    page->picked.query.filter_count = page->picked.query.fixed = 1;
    enum status status = list_open(&page->picked, service, p);
    if (status == STATUS_OK)
        status = row_set_read(&page->picked_rows, &page->picked, p);
    return status == STATUS_OK && page->picked_rows.count < count
               ? record_missing(service, subjects, ids[0], p)
               : status;
}

static enum status page_compare_found(struct page_compare *page, const struct service *service,
                                      struct problem *p)
{
    enum status status = list_open(&page->found, service, p);
    return status == STATUS_OK ? row_set_read(&page->found_rows, &page->found, p) : status;
}

/* --- what is compared --- */

static bool page_compare_is_chosen(const struct page_compare *page)
{
    return page->compare.name.len > 0 || page->compare.id_count >= COMPARE_LEAST;
}

static enum status page_compare_figures(struct page_compare *page, const struct service *service,
                                        struct problem *p)
{
    struct compare *compare = &page->compare;
    enum status status = references_check(service, &compare->query, p);
    if (status == STATUS_OK)
        status = compare_read(compare, service, p);
    for (size_t i = 0; i < compare->count && status == STATUS_OK; i++) {
        page->details[i].subject = compare->subjects[i].cells[SUBJECT_ID];
        page->details[i].cap = FIGURES_OF_EACH;
        status = details_read_of(&page->details[i], service, &compare->query, p);
    }
    page->too_many = status == STATUS_TOO_MANY_ROWS && compare->count > 0;
    return page->too_many ? STATUS_OK : status;
}

static enum status page_compare_read(struct page_compare *page, const struct service *service,
                                     struct problem *p)
{
    enum status status =
        page_compare_is_chosen(page) ? page_compare_figures(page, service, p) : STATUS_OK;
    if (status == STATUS_OK)
        status = page_compare_picked(page, service, p);
    return status == STATUS_OK ? page_compare_found(page, service, p) : status;
}

/* --- writing --- */

static enum status page_compare_compose(struct request *request, struct representation *answer,
                                        struct out *out, struct problem *p)
{
    struct page_compare *page = answer->context;
    struct compare *compare = &page->compare;
    struct page_context context = request_page(request);
    struct compare_page shown = {.compare = compare,
                                 .chosen = page_compare_is_chosen(page),
                                 .parameters = page->parameters,
                                 .data = page->data,
                                 .words = page->words,
                                 .picked = &page->picked_rows,
                                 .found = &page->found_rows,
                                 .more = page->found.more};
    shown.context =
        (struct chart_context){.arena = shown.chosen ? &compare->arena : &request->arena,
                               .language = request->language,
                               .width = CHART_WIDTH,
                               .instance = context.instance,
                               .release = answer->changed_in,
                               .changed_at = answer->modified};
    if (shown.chosen && !page->too_many)
        shown.details = page->details;
    if (shown.details && !*compare->differences) {
        shown.chart = compare_chart(compare, page->details, &shown.context);
        if (!shown.chart)
            return problem_memory(p);
    }
    if (shown.chosen)
        context.citation = citing_citation(request, answer, NULL);
    compare_page_write(&context, &shown, out);
    return STATUS_OK;
}

static void page_compare_close(struct page_compare *page)
{
    row_set_free(&page->picked_rows);
    row_set_free(&page->found_rows);
    list_close(&page->picked);
    list_close(&page->found);
    for (size_t i = 0; i < COMPARE_MOST; i++)
        details_close(&page->details[i]);
    compare_close(&page->compare);
}

enum status page_compare_write(struct request *request, struct representation *answer,
                               struct out *out, struct problem *p)
{
    struct page_compare *page = answer->context;
    struct service service;
    enum status status = request_service(request, &service, p);
    if (status != STATUS_OK)
        return status;
    status = page_compare_read(page, &service, p);
    if (status == STATUS_OK)
        status = page_compare_compose(request, answer, out, p);
    page_compare_close(page);
    snapshot_return(request->snapshot, service.store);
    page_problem(p);
    return status;
}
