/* GET /v1/usage: how often what is published was asked for (service/usage_rows.h). It is of no
 * release: it is another answer a minute later. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/config.h"
#include "hiraku/http/handlers/monitor.h"
#include "hiraku/http/response/listing.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/service/usage_rows.h"
#include "hiraku/usage/usage_book.h"
#include "hiraku/usage/usage_place.h"

bool usage_is_offered(const struct config *config)
{
    return usage_is_on(config);
}

enum status handle_usage(struct request *request, struct representation *answer, struct problem *p)
{
    struct usage_question *question = arena_alloc(&request->arena, sizeof *question);
    struct listing *listing =
        listing_of_source(request, &usage_rows, question, slice_of("/v1/usage"));
    if (!question || !listing)
        return problem_memory(p);
    monitor_take_usage(request);
    question->book = request->usage;
    listing->today = arena_printf(&request->arena, "counts %s", question->book->digest);
    listing->today_began = question->book->changed_at;
    enum status status = listing_parse_and_plan(request, listing, answer, p);
    listing->refused(request, status, p);
    return status;
}

enum status usage_accepts(const struct trial *trial, struct problem *p)
{
    struct query *query = arena_alloc(trial->arena, sizeof *query);
    if (!query)
        return problem_memory(p);
    query->resource = usage_rows.resource;
    return trial_query(trial, query, p);
}
