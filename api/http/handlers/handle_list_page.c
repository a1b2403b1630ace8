/* GET /{table}: the rows of a table as a page; parameters are those of /v1/{table}. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/listing.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/resource.h"
#include "hiraku/service/references.h"
#include "hiraku/service/service.h"

static void list_page_refused(struct request *request, enum status status, struct problem *p)
{
    if (status != STATUS_OK && p && !p->example[0])
        problem_example(p, arena_printf(&request->arena, "/%s", request->resource->name).at);
    page_problem(p);
}

enum status handle_list_page(struct request *request, struct representation *answer,
                             struct problem *p)
{
    struct listing *listing = arena_alloc(&request->arena, sizeof *listing);
    if (!listing)
        return problem_memory(p);
    enum status status = page_take_out_language(request, p);
    if (status != STATUS_OK)
        return status;
    page_drop_empty(request);
    listing->list.query.resource = request->resource;
    listing->path = request->path;
    listing->file = request->resource->name;
    listing->refused = list_page_refused;
    status = page_list_plan(request, listing, answer, p);
    list_page_refused(request, status, p);
    return status;
}

enum status list_page_accepts(const struct trial *trial, struct problem *p)
{
    struct query *query = arena_alloc(trial->arena, sizeof *query);
    if (!query)
        return problem_memory(p);
    query->resource = trial->request->resource;
    enum status status =
        query_parse(query, trial->arena, trial->parameters, trial->count,
                    (struct query_rules){.form = QUERY_PAGES,
                                         .first_month = trial->service->instance->first_month},
                    p);
    return status == STATUS_OK ? references_check(trial->service, query, p) : status;
}
