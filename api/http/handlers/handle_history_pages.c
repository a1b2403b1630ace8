/* GET /changes and /releases: what changed and why, and what was published, as pages; parameters
 * are those of the same below /v1. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/handlers/series.h"
#include "hiraku/http/response/listing.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/pages/history_pages.h"
#include "hiraku/service/change_query.h"
#include "hiraku/service/release_rows.h"

enum status handle_changes_page(struct request *request, struct representation *answer,
                                struct problem *p)
{
    struct listing *listing = listing_of_source(request, &change_rows, NULL, request->path);
    if (!listing)
        return problem_memory(p);
    listing->withdrawn = series_withdrawn(request);
    listing->look = &changes_look;
    listing->release = "release";
    listing->parse = change_query_parse;
    return page_list_answer(request, listing, answer, p);
}

enum status handle_releases_page(struct request *request, struct representation *answer,
                                 struct problem *p)
{
    struct listing *listing = listing_of_source(request, &release_rows, NULL, request->path);
    if (!listing)
        return problem_memory(p);
    listing->withdrawn = series_withdrawn(request);
    listing->look = &releases_look;
    listing->release = release_rows.resource->columns->name;
    return page_list_answer(request, listing, answer, p);
}
