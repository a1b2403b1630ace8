/* GET /v1/releases: what was published so far, the newest first; GET /v1/releases/{release}. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/rows/release_tables.h"
#include "hiraku/http/handlers/series.h"
#include "hiraku/http/response/elsewhere.h"
#include "hiraku/http/response/listing.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/service/release_rows.h"

#include <inttypes.h>

enum { NUMBER_SEGMENT = 2 };

static const struct release_question question = {release_tables_json};

enum status handle_releases(struct request *request, struct representation *answer,
                            struct problem *p)
{
    struct listing *listing =
        listing_of_source(request, &release_rows, &question, slice_of("/v1/releases"));
    if (!listing)
        return problem_memory(p);
    listing->withdrawn = series_withdrawn(request);
    enum status status = listing_parse_and_plan(request, listing, answer, p);
    listing->refused(request, status, p);
    return status;
}

enum status handle_release(struct request *request, struct representation *answer,
                           struct problem *p)
{
    uint64_t number;
    enum status status = elsewhere_release(request, NUMBER_SEGMENT, &number, p);
    if (status != STATUS_OK)
        return status;
    return elsewhere_record(request, &release_rows, &question,
                            arena_printf(&request->arena, "%" PRIu64, number), answer, p);
}
