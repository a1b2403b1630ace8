/* What changed and why: GET /v1/changes, GET /v1/releases/{release}/changes, and one change, GET
 * /v1/changes/{entry}. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/handlers/series.h"
#include "hiraku/http/response/elsewhere.h"
#include "hiraku/http/response/listing.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/service/change_query.h"

#include <inttypes.h>

enum { SECOND_SEGMENT = 2 };

enum status handle_changes(struct request *request, struct representation *answer,
                           struct problem *p)
{
    struct listing *listing =
        listing_of_source(request, &change_rows, NULL, slice_of("/v1/changes"));
    if (!listing)
        return problem_memory(p);
    listing->withdrawn = series_withdrawn(request);
    return elsewhere_changes(request, listing, answer, p);
}

enum status handle_release_changes(struct request *request, struct representation *answer,
                                   struct problem *p)
{
    uint64_t number;
    enum status status = elsewhere_release(request, SECOND_SEGMENT, &number, p);
    if (status != STATUS_OK)
        return status;
    struct slice text = arena_printf(&request->arena, "%" PRIu64, number);
    struct listing *listing = listing_of_source(
        request, &change_rows, NULL,
        arena_printf(&request->arena, "/v1/releases/%" PRIu64 "/changes", number));
    if (!listing)
        return problem_memory(p);
    listing->withdrawn = series_withdrawn(request);
    change_query_fix(&listing->list.query, "release", text);
    return elsewhere_changes(request, listing, answer, p);
}

enum status handle_change(struct request *request, struct representation *answer, struct problem *p)
{
    return elsewhere_record(request, &history_entries, NULL, request->segments[SECOND_SEGMENT],
                            answer, p);
}
