/* GET /outcomes: what became of the records of the first table of the model's trail, as a page;
 * parameters are those of the list of that table. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/listing.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/model/resource.h"
#include "hiraku/model/trail.h"
#include "hiraku/pages/trail_page.h"
#include "hiraku/service/trail_query.h"

enum status handle_outcomes(struct request *request, struct representation *answer,
                            struct problem *p)
{
    struct listing *listing = arena_alloc(&request->arena, sizeof *listing);
    struct list_look *look = arena_alloc(&request->arena, sizeof *look);
    if (!listing || !look)
        return problem_memory(p);
    *look = trail_look(&model_trail);
    listing->list.query.resource = model_trail.steps[0].table;
    listing->path = request->path;
    listing->file = model_trail.steps[0].table->name;
    listing->look = look;
    listing->parse = trail_query_parse;
    listing->trail = &model_trail;
    return page_list_answer(request, listing, answer, p);
}
