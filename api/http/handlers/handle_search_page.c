/* GET /search?q=: words in all tables, as a page; without words the form alone. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/citing.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/pages/search_page.h"
#include "hiraku/query/query.h"
#include "hiraku/service/search.h"
#include "hiraku/service/service.h"

static enum status search_page_form(struct request *request, struct representation *answer,
                                    struct out *out, struct problem *p)
{
    const struct page_context context = citing_page(request, answer, NULL);
    struct page page = search_page_begin(&context, NULL, SLICE_NONE, &request->arena, out);
    (void)p;
    search_page_finish(&page, NULL, &request->arena);
    return STATUS_OK;
}

static enum status search_page_write(struct request *request, struct representation *answer,
                                     struct out *out, struct problem *p)
{
    const struct page_context context = citing_page(request, answer, NULL);
    struct search *search = answer->context;
    struct service service;
    enum status status = request_service(request, &service, p);
    if (status != STATUS_OK)
        return status;
    status = search_find(search, &service, p);
    if (status == STATUS_OK) {
        struct page page = search_page_begin(
            &context, search, search_canonical(search, &request->arena), &request->arena, out);
        status = search_rows(search, &service, search_page_hit, &page, p);
        search_page_finish(&page, search, &request->arena);
    }
    snapshot_return(request->snapshot, service.store);
    return status;
}

enum status handle_search_page(struct request *request, struct representation *answer,
                               struct problem *p)
{
    struct search *search = arena_alloc(&request->arena, sizeof *search);
    struct slice parameters = SLICE_NONE, path = slice_of(request->route->pattern);
    enum status status = search ? page_take_out_language(request, p) : problem_memory(p);
    if (status != STATUS_OK)
        return status;
    page_drop_empty(request);
    bool asked = request->parameter_count > 0;
    if (asked)
        status =
            search_parse(search, &request->arena, request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        problem_example(p, request->route->example);
    if (asked && status == STATUS_OK)
        parameters = search_canonical(search, &request->arena);
    if (status != STATUS_OK || page_lead_to_canonical(request, answer, path, parameters))
        return status;
    answer->media_type = request->form.media_type;
    etag_of_page(answer, request,
                 arena_printf(&request->arena, "/search?%.*s", (int)parameters.len,
                              parameters.len ? parameters.at : ""));
    page_citable(request, answer, path, parameters);
    answer->citable = asked; /* the form alone tells nothing */
    for (int i = 0; asked && i < 2; i++)
        answer->cited_title[i] = search_page_title(search, (enum language)i, &request->arena);
    answer->write = asked ? search_page_write : search_page_form;
    answer->context = search;
    return STATUS_OK;
}
