/* The page of a list: the same question as that of /v1/{table}, asked of the same service, with
 * what the columns hold from which readers choose. */
#include "hiraku/http/response/table_pages.h"

#include "hiraku/http/response/citing.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/listing.h"
#include "hiraku/http/response/page_names.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/trail.h"
#include "hiraku/pages/list_page.h"
#include "hiraku/service/inputs.h"
#include "hiraku/service/row_set.h"
#include "hiraku/service/service.h"
#include "hiraku/service/trail_rows.h"
#include "hiraku/store/count.h"
#include "hiraku/value/period.h"

/* What is read for a page, and lives until it is written. */
struct page_list {
    struct listing *listing;
    struct service service;
    struct trail_rows trail; /* the rows of the list are those of its first step */
    struct list_facts facts;
    struct row_set lead;
    struct list_choice choices[LIST_CHOICES_MAX];
    size_t choice_count;
    struct list_year years[LIST_YEARS_MAX];
    size_t year_count;
    struct page_naming naming;
    const struct list_name *const *condition_names, *row_names;
};

/* --- what readers choose from --- */

/* Asks for the values of the columns from which readers choose, behind those that they asked for.
 */
static void page_list_ask(struct page_list *page)
{
    struct query *query = &page->listing->list.query;
    for (const struct column *column = query->resource->columns; column->name; column++) {
        size_t at = 0;
        if (query->resource->on_demand || !list_page_has_choice(column))
            continue;
        while (at < query->facet_count && query->facets[at] != column)
            at++;
        if (at == QUERY_FACETS_MAX || page->choice_count == LIST_CHOICES_MAX)
            break;
        query->facets[at] = column;
        query->facet_count += at == query->facet_count;
        page->choices[page->choice_count++].column = column;
    }
}

/* What the records are called to which a column refers; of too many the reader writes the id. */
static enum status page_list_names(struct page_list *page, struct list_choice *choice,
                                   struct problem *p)
{
    struct arena *arena = page->service.arena;
    enum status status = STATUS_OK;
    struct list_name name;
    if (choice->facet->count > LIST_NAMES_MAX)
        return STATUS_OK;
    struct slice *names = arena_alloc(arena, FACET_VALUES_MAX * sizeof *names);
    bool *foreign = arena_alloc(arena, FACET_VALUES_MAX * sizeof *foreign);
    if (!names || !foreign)
        return problem_memory(p);
    for (size_t i = 0; i < choice->facet->count && status == STATUS_OK; i++) {
        if (!choice->facet->values[i].value.len)
            continue;
        status = page_naming_of(&page->naming, choice->column->ref, choice->facet->values[i].value,
                                &name, p);
        names[i] = name.text;
        foreign[i] = name.lang != NULL;
    }
    choice->names = names;
    choice->foreign = foreign;
    return status;
}

static enum status page_list_choices(struct page_list *page, struct problem *p)
{
    const struct query *query = &page->listing->list.query;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < page->choice_count && status == STATUS_OK; i++) {
        struct list_choice *choice = &page->choices[i];
        for (size_t j = 0; j < query->facet_count; j++)
            if (query->facets[j] == choice->column)
                choice->facet = &page->facts.facets[j];
        if (choice->column->ref)
            status = page_list_names(page, choice, p);
    }
    return status;
}

/* --- the fiscal years of a trail --- */

/* No year of struct list_year: of a record that has more than one. */
enum { LIST_YEAR_SEVERAL = -2 };

/* The year of the record to which rows of the trail refer. */
static enum status page_list_year_of(const struct page_list *page, const struct column *column,
                                     struct slice id, int *year, struct problem *p)
{
    const struct service *service = &page->service;
    struct stored_record *record = page->naming.record;
    struct period period;
    int first_month = service->instance->first_month;
    *year = id.len ? 0 : -1;
    if (id.len == 0)
        return STATUS_OK;
    view_init(&record->view, column->ref, COL_HIDDEN | COL_LOOKUP);
    enum status status = record_read(record, service->store, id, p);
    if (status == STATUS_OK && record->found) {
        struct slice text = row_cell(&record->row, page->listing->trail->year);
        if (text.len && period_parse(text, first_month, &period) == PERIOD_GOOD)
            *year = period_fiscal_year(&period, first_month);
        if (text.len && *year <= 0)
            *year = LIST_YEAR_SEVERAL;
    }
    record_close(record);
    return status;
}

/* The newest first, what is not known last. */
static void page_list_add_year(struct page_list *page, int year, uint64_t rows)
{
    size_t at = 0;
    while (at < page->year_count && page->years[at].year > year)
        at++;
    if (at < page->year_count && page->years[at].year == year) {
        page->years[at].rows += rows;
        return;
    }
    if (page->year_count == LIST_YEARS_MAX)
        return;
    for (size_t i = page->year_count++; i > at; i--)
        page->years[i] = page->years[i - 1];
    page->years[at] = (struct list_year){year, rows};
}

static enum status page_list_years(struct page_list *page, struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < page->choice_count && status == STATUS_OK; i++) {
        const struct list_choice *choice = &page->choices[i];
        if (strcmp(choice->column->name, page->listing->trail->year_of) != 0)
            continue;
        for (size_t j = 0; j < choice->facet->count && j < LIST_YEARS_MAX; j++) {
            const struct facet_value *value = &choice->facet->values[j];
            int year = LIST_YEAR_SEVERAL;
            status = page_list_year_of(page, choice->column, value->value, &year, p);
            if (status != STATUS_OK)
                break;
            if (year != LIST_YEAR_SEVERAL)
                page_list_add_year(page, year, value->rows);
        }
    }
    return status;
}

/* --- names --- */

/* What stands in the place of ids, and what readers choose from by name. */
static enum status page_list_name(struct page_list *page, struct problem *p)
{
    const struct row_set *rows = &page->trail.sets[0];
    enum status status = page_list_choices(page, p);
    if (status == STATUS_OK)
        status = page_names_of_conditions(&page->naming, &page->listing->list.query,
                                          &page->condition_names, p);
    if (status == STATUS_OK)
        status = page_names_of_changes(&page->naming, rows, &page->row_names, p);
    return status == STATUS_OK && page->listing->trail ? page_list_years(page, p) : status;
}

/* --- writing --- */

/* A look of its own shows what it shows and reads all columns for that: `fields` is for the data
 * then, to which the page leads. */
static enum status page_list_open(struct page_list *page, struct problem *p)
{
    struct list *list = &page->listing->list;
    size_t fields = list->query.field_count;
    if (page->listing->look)
        list->query.field_count = 0;
    enum status status = list_open(list, &page->service, p);
    list->query.field_count = fields;
    return status;
}

static enum status page_list_read(struct request *request, struct page_list *page,
                                  struct problem *p)
{
    struct list *list = &page->listing->list;
    enum status status = page_list_open(page, p);
    if (status == STATUS_OK)
        status = row_set_read(&page->trail.sets[0], list, p);
    if (status == STATUS_OK && page->listing->lead) {
        status = list_open(page->listing->lead, &page->service, p);
        if (status == STATUS_OK)
            status = row_set_read(&page->lead, page->listing->lead, p);
    }
    page->trail.trail = page->listing->trail;
    if (status == STATUS_OK && page->listing->trail)
        status = trail_follow(&page->trail, &page->service, p);
    page_list_ask(page);
    if (status == STATUS_OK)
        status = list_count(list, &page->service, request->limits->count_ms, &page->facts, p);
    const struct page_context context = request_page(request);
    if (status == STATUS_OK)
        status = page_naming_begin(&page->naming, &page->service, &context, p);
    return status == STATUS_OK ? page_list_name(page, p) : status;
}

static void page_list_compose(struct request *request, struct page_list *read,
                              struct representation *answer, struct out *out)
{
    const struct page_context context = citing_page(request, answer, NULL);
    struct list *list = &read->listing->list;
    const struct query *query = &list->query;
    struct query shown = *query;
    shown.facet_count = read->listing->facets;
    struct slice cursor =
        list_cursor(list, request->pin.taken ? request->pin.number : answer->changed_in);
    const struct list_page page = {
        .query = query,
        .parameters = query_canonical(&shown, &request->arena, SLICE_NONE),
        .next = cursor.len ? query_canonical(&shown, &request->arena, cursor) : SLICE_NONE,
        .first = position_is_start(&query->after),
        .path = slice_from(read->listing->path, 1),
        .data = read->listing->data.len
                    ? read->listing->data
                    : arena_printf(&request->arena, "/v1/%s", read->listing->file),
        .look = read->listing->look,
        .lead = read->lead.count > 0 ? read->lead.rows : NULL,
        .trail = read->listing->trail ? &read->trail : NULL,
        .rows = &read->trail.sets[0],
        .facts = &read->facts,
        .condition_names = read->condition_names,
        .row_names = read->row_names,
        .choices = read->choices,
        .choice_count = read->choice_count,
        .years = read->years,
        .year_count = read->year_count};
    list_page_write(&context, &page, &request->arena, out);
    answer->uncacheable = answer->uncacheable || read->facts.total_at_least >= 0;
}

static enum status page_list_write(struct request *request, struct representation *answer,
                                   struct out *out, struct problem *p)
{
    struct page_list *page = arena_alloc(&request->arena, sizeof *page);
    if (!page)
        return problem_memory(p);
    page->listing = answer->context;
    enum status status = request_service(request, &page->service, p);
    if (status == STATUS_OK) {
        status = page_list_read(request, page, p);
        if (status == STATUS_OK)
            page_list_compose(request, page, answer, out);
        row_set_free(&page->trail.sets[0]);
        row_set_free(&page->lead);
        if (page->listing->lead)
            list_close(page->listing->lead);
        trail_close(&page->trail);
        list_close(&page->listing->list);
        snapshot_return(request->snapshot, page->service.store);
    }
    page->listing->refused(request, status, p);
    return status;
}

/* --- the plan --- */

enum status page_list_plan(struct request *request, struct listing *listing,
                           struct representation *answer, struct problem *p)
{
    struct list *list = &listing->list;
    struct inputs inputs = {.count = 0};
    const struct query_rules rules = request_rules(request, QUERY_PAGES);
    enum status status = (listing->parse ? listing->parse : query_parse)(
        &list->query, &request->arena, request->parameters, request->parameter_count, rules, p);
    if (status == STATUS_OLD_CURSOR)
        listing_start_again(request, listing, p);
    if (status != STATUS_OK)
        return status;
    list->without = COL_HIDDEN | COL_LOOKUP;
    list->named = list->snippets = true;
    listing->facets = list->query.facet_count;
    list_inputs(list, &inputs);
    struct slice own = listing_parameters(request, &list->query);
    if (page_lead_to_canonical(request, answer, listing->path, own))
        return STATUS_OK;
    status = listing_use_release(request, listing, &inputs, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    etag_of_page(answer, request,
                 arena_printf(&request->arena, "%.*s?%.*s#%.*s", (int)listing->path.len,
                              listing->path.at, (int)own.len, own.at, (int)listing->withdrawn.len,
                              listing->withdrawn.len ? listing->withdrawn.at : ""));
    page_citable(request, answer, listing->path, own);
    if (listing->release)
        page_lasting(request, answer, listing->path, &list->query, listing->release);
    answer->citable = !list->query.resource->on_demand || answer->lasting.len > 0;
    if (listing->look) {
        const struct trail *trail = listing->trail;
        answer->cited_title[LANGUAGE_JA] = trail ? trail->cited_ja : listing->look->title_ja;
        answer->cited_title[LANGUAGE_EN] = trail ? trail->cited_en : listing->look->title_en;
    }
    answer->write = page_list_write;
    answer->context = listing;
    return STATUS_OK;
}

static void page_list_refused(struct request *request, enum status status, struct problem *p)
{
    if (status != STATUS_OK && p && !p->example[0])
        problem_example(p, arena_copy(&request->arena, request->path).at);
    page_problem(p);
}

enum status page_list_answer(struct request *request, struct listing *listing,
                             struct representation *answer, struct problem *p)
{
    enum status status = page_take_out_language(request, p);
    listing->refused = page_list_refused;
    if (status != STATUS_OK)
        return status;
    page_drop_empty(request);
    status = page_list_plan(request, listing, answer, p);
    page_list_refused(request, status, p);
    return status;
}
