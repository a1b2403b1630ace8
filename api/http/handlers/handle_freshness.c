/* GET /v1/freshness: how up to date each table and KPI is, by today's date (service/freshness.h).
 */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/listing.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/service/freshness.h"

enum status handle_freshness(struct request *request, struct representation *answer,
                             struct problem *p)
{
    char text[DATE_TEXT_SIZE];
    struct freshness_day *day = arena_alloc(&request->arena, sizeof *day);
    struct listing *listing =
        listing_of_source(request, &freshness_source, day, slice_of("/v1/freshness"));
    if (!day || !listing)
        return problem_memory(p);
    day->today =
        freshness_today(snapshot_instance(request->snapshot), time(NULL), &listing->today_began);
    date_format(day->today, text);
    listing->today = arena_copy(&request->arena, slice_of(text));
    enum status status = listing_parse_and_plan(request, listing, answer, p);
    listing->refused(request, status, p);
    return status;
}

enum status freshness_accepts(const struct trial *trial, struct problem *p)
{
    struct query *query = arena_alloc(trial->arena, sizeof *query);
    if (!query)
        return problem_memory(p);
    query->resource = freshness_source.resource;
    return trial_query(trial, query, p);
}
