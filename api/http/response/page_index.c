/* The page of /: of each table that the model puts there some rows, and the newest releases. */
#include "hiraku/http/response/index_pages.h"

#include "hiraku/http/response/record_sections.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/pages/index_page.h"
#include "hiraku/service/list.h"
#include "hiraku/service/release_rows.h"
#include "hiraku/service/row_set.h"
#include "hiraku/service/service.h"

#include "story_figures.h"

enum { FRONT_ROWS = 5, FRONT_FIGURES = 6, FRONT_RELEASES = 3, FRONT_PARAMETERS = 8 };

static enum status page_index_rows(const struct service *service, struct list *list,
                                   struct row_set *rows, struct problem *p)
{
    enum status status = list_open(list, service, p);
    return status == STATUS_OK ? row_set_read(rows, list, p) : status;
}

/* What resource.front says of a table, `*own` in the canonical form. */
static enum status page_index_query(struct request *request, const struct service *service,
                                    struct list *list, struct slice *own, struct problem *p)
{
    struct parameter parameters[FRONT_PARAMETERS];
    size_t count = 0;
    const struct resource *table = list->query.resource;
    enum status status = query_split(&request->arena, slice_of(table->front), parameters,
                                     FRONT_PARAMETERS, &count, p);
    if (status == STATUS_OK)
        status = query_parse(&list->query, &request->arena, parameters, count,
                             (struct query_rules){.form = QUERY_PAGES,
                                                  .first_month = service->instance->first_month},
                             p);
    if (status == STATUS_OK)
        *own = query_canonical(&list->query, &request->arena, SLICE_NONE);
    return status;
}

static enum status page_index_front(struct request *request, const struct service *service,
                                    struct list *list, struct page *page, struct problem *p)
{
    struct row_set rows = {.count = 0};
    struct slice own;
    enum status status = page_index_query(request, service, list, &own, p);
    if (status != STATUS_OK)
        return status;
    list->query.limit = FRONT_ROWS;
    status = page_index_rows(service, list, &rows, p);
    if (status == STATUS_OK)
        index_page_front(page, &(struct index_front){&list->query, own, &rows});
    row_set_free(&rows);
    list_close(list);
    return status;
}

/* Of subjects of figures their course stands in the place of rows. */
static enum status page_index_figures(const struct record_asked *asked, struct list *list,
                                      struct page *page, struct problem *p)
{
    const struct resource *table = list->query.resource;
    struct story_figures *figures = arena_alloc(&asked->request->arena, sizeof *figures);
    struct slice own;
    if (!figures)
        return problem_memory(p);
    enum status status = page_index_query(asked->request, asked->service, list, &own, p);
    if (status != STATUS_OK)
        return status;
    list->query.limit = FRONT_FIGURES;
    status = story_figures_list(figures, asked, list, p);
    if (status == STATUS_OK && figures->count > 0) {
        spark_cards_write(page, figures->cards, figures->count);
        index_page_all(page, table, own);
    }
    story_figures_close(figures);
    return status;
}

static enum status page_index_releases(const struct service *service, struct list *list,
                                       struct page *page, struct problem *p)
{
    struct row_set rows = {.count = 0};
    *list = (struct list){.walk = {.source = &release_rows}, .without = COL_HIDDEN | COL_LOOKUP};
    list->query = (struct query){.resource = release_rows.resource, .limit = FRONT_RELEASES};
    enum status status = page_index_rows(service, list, &rows, p);
    if (status == STATUS_OK)
        index_page_releases(page, &rows);
    row_set_free(&rows);
    list_close(list);
    return status;
}

enum status page_index_write(struct request *request, const struct representation *answer,
                             struct out *out, struct problem *p)
{
    const struct page_context context = request_page(request);
    struct service service;
    struct list *list = arena_alloc(&request->arena, sizeof *list);
    if (!list)
        return problem_memory(p);
    enum status status = request_service(request, &service, p);
    if (status != STATUS_OK)
        return status;
    const struct record_asked asked = {request, answer, &service, NULL};
    struct page page = index_page_begin(&context, out);
    for (size_t i = 0; i < model_resource_count && status == STATUS_OK; i++) {
        if (!model_resources[i]->front)
            continue;
        *list = (struct list){.without = COL_HIDDEN | COL_LOOKUP, .named = true};
        list->query.resource = model_resources[i];
        status = model_resources[i] == model_cube_subject()->ref
                     ? page_index_figures(&asked, list, &page, p)
                     : page_index_front(request, &service, list, &page, p);
    }
    index_page_tables(&page);
    if (status == STATUS_OK)
        status = page_index_releases(&service, list, &page, p);
    index_page_finish(&page);
    snapshot_return(request->snapshot, service.store);
    return status;
}
