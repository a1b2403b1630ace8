/* GET /releases/{release} (to which /releases/{release}/changes leads): what a release is, and what
 * changed with it, as a page; parameters are those of its changes below /v1. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/handlers/series.h"
#include "hiraku/http/response/elsewhere.h"
#include "hiraku/http/response/listing.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/pages/history_pages.h"
#include "hiraku/service/change_query.h"
#include "hiraku/service/release_rows.h"

#include <inttypes.h>

enum { NUMBER_SEGMENT = 1 };

enum status handle_release_page(struct request *request, struct representation *answer,
                                struct problem *p)
{
    uint64_t number;
    enum status status = elsewhere_release(request, NUMBER_SEGMENT, &number, p);
    page_problem(p);
    if (status != STATUS_OK)
        return status;
    struct slice text = arena_printf(&request->arena, "%" PRIu64, number);
    struct slice path = arena_printf(&request->arena, "/%s/%.*s", release_rows.resource->name,
                                     (int)text.len, text.at);
    if (request->segment_count > NUMBER_SEGMENT + 1) {
        answer->moved = true;
        answer->location =
            arena_printf(&request->arena, "%.*s%s%.*s", (int)path.len, path.at,
                         request->raw_query.len ? "?" : "", (int)request->raw_query.len,
                         request->raw_query.len ? request->raw_query.at : "");
        return STATUS_OK;
    }
    const char *const title[2] = {
        [LANGUAGE_JA] = arena_printf(&request->arena, "公開版 %.*s", (int)text.len, text.at).at,
        [LANGUAGE_EN] = arena_printf(&request->arena, "Release %.*s", (int)text.len, text.at).at};
    struct listing *listing = listing_of_source(request, &change_rows, NULL, path);
    struct list_look *look = arena_alloc(&request->arena, sizeof *look);
    struct list *lead = arena_alloc(&request->arena, sizeof *lead);
    if (!listing || !look || !lead || !title[LANGUAGE_JA] || !title[LANGUAGE_EN])
        return problem_memory(p);
    *look = release_look(title);
    lead->walk.source = &release_rows;
    lead->query = (struct query){.resource = release_rows.resource, .limit = 1};
    change_query_fix(&lead->query, lead->query.resource->columns->name, text);
    change_query_fix(&listing->list.query, "release", text);
    listing->withdrawn = series_withdrawn(request);
    listing->look = look;
    listing->release = "release";
    listing->lead = lead;
    listing->parse = change_query_parse;
    listing->data = arena_printf(&request->arena, "/v1%.*s/%s", (int)path.len, path.at,
                                 change_rows.resource->name);
    return page_list_answer(request, listing, answer, p);
}
