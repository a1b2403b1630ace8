/* GET /v1/{table}: the rows of a table; parameters are query.c, the answer is listing.c. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/listing.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_service.h"

static void list_refused(struct request *request, enum status status, struct problem *p)
{
    const char *table = request->resource->name;
    bool pages = request->form.writer->form == QUERY_PAGES;
    if (status == STATUS_DEADLINE)
        problem_example(p, arena_printf(&request->arena, "/v1/%s.csv", table).at);
    else if (status != STATUS_OK && p && !p->example[0])
        problem_example(
            p, arena_printf(&request->arena, "/v1/%s%s", table, pages ? "?limit=10" : "").at);
}

enum status handle_list(struct request *request, struct representation *answer, struct problem *p)
{
    struct listing *listing = arena_alloc(&request->arena, sizeof *listing);
    if (!listing)
        return problem_memory(p);
    listing->list.query.resource = request->resource;
    listing->path = arena_printf(&request->arena, "/v1/%s", request->resource->name);
    listing->file = request->resource->name;
    listing->whole = true;
    listing->refused = list_refused;
    enum status status = listing_parse_and_plan(request, listing, answer, p);
    list_refused(request, status, p);
    return status;
}

enum status list_accepts(const struct trial *trial, struct problem *p)
{
    struct query *query = arena_alloc(trial->arena, sizeof *query);
    if (!query)
        return problem_memory(p);
    query->resource = trial->request->resource;
    return trial_query(trial, query, p);
}
