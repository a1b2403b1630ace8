/* The page of a record: it is read, then, table by table, the first of what refers to it. */
#include "hiraku/http/response/table_pages.h"

#include "hiraku/http/response/citing.h"
#include "hiraku/http/response/record_sections.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/record_page.h"
#include "hiraku/service/list.h"
#include "hiraku/service/row_set.h"
#include "hiraku/service/service.h"

enum { REFERRERS_SHOWN = 10 };

/* The list of what refers to the record by a column; `list` is used for one after the other. */
static void page_record_ask(struct list *list, const struct request *request,
                            const struct referrer *by)
{
    *list = (struct list){.without = COL_HIDDEN | COL_LOOKUP, .named = true};
    list->query = (struct query){
        .resource = by->table, .filter_count = 1, .fixed = 1, .limit = REFERRERS_SHOWN};
    list->query.filters[0] = (struct filter){.column = by->column, .value = request->id};
}

static enum status page_record_referrers(const struct request *request,
                                         const struct service *service, struct list *list,
                                         struct record_referrers *group, struct problem *p)
{
    struct list_facts facts = {.total = -1};
    page_record_ask(list, request, group->by);
    enum status status = list_open(list, service, p);
    if (status == STATUS_OK)
        status = row_set_read(group->first, list, p);
    if (status == STATUS_OK && list->more)
        status = list_count(list, service, request->limits->count_ms, &facts, p);
    group->total = list->more ? facts.total : (int64_t)group->first->count;
    return status;
}

static enum status page_record_compose(const struct record_asked *asked,
                                       const struct record_sections *sections, struct page *page,
                                       struct problem *p)
{
    struct request *request = asked->request;
    struct list *list = arena_alloc(&request->arena, sizeof *list);
    struct referrer by;
    enum status status = STATUS_OK;
    if (!list)
        return problem_memory(p);
    record_sections_body(sections, page);
    for (size_t i = 0; status == STATUS_OK && model_referrer(request->resource, i, &by); i++) {
        struct row_set first = {.count = 0};
        struct record_referrers group = {&by, &first, 0};
        if (record_sections_cover(sections, by.column))
            continue;
        status = page_record_referrers(request, asked->service, list, &group, p);
        if (status == STATUS_OK)
            record_page_referrers(page, &group);
        row_set_free(&first);
        list_close(list);
    }
    return status;
}

static enum status page_record_show(const struct record_asked *asked, struct representation *answer,
                                    struct out *out, struct problem *p)
{
    const struct row *row = asked->row;
    struct request *request = asked->request;
    const struct page_context context = citing_page(request, answer, row);
    struct record_sections sections;
    enum status status = record_sections_read(&sections, asked, p);
    if (status == STATUS_OK) {
        struct page page = record_page_begin(&context, row, &request->arena, out);
        record_sections_lead(&sections, &page);
        record_page_tell(&page, row);
        status = page_record_compose(asked, &sections, &page, p);
        if (status == STATUS_OK)
            record_page_finish(&page, row);
    }
    record_sections_close(&sections);
    return status;
}

enum status page_record_write(struct request *request, struct representation *answer,
                              struct out *out, struct problem *p)
{
    struct service service;
    struct stored_record *record = arena_alloc(&request->arena, sizeof *record);
    struct query *named = arena_alloc(&request->arena, sizeof *named);
    if (!record || !named)
        return problem_memory(p);
    enum status status = request_service(request, &service, p);
    if (status != STATUS_OK)
        return status;
    view_init(&record->view, request->resource, COL_HIDDEN | COL_LOOKUP);
    view_name_references(&record->view, named, NULL);
    status = record_require(record, &service, request->id, p);
    const struct record_asked asked = {request, answer, &service, &record->row};
    if (status == STATUS_OK)
        status = page_record_show(&asked, answer, out, p);
    record_close(record);
    snapshot_return(request->snapshot, service.store);
    return status;
}
