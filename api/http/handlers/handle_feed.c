/* What changed, release by release, as Atom: GET /v1/feed, GET /v1/feeds/{table}, GET
 * /v1/feeds/{table}/{id}. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/atom.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/model/resource.h"
#include "hiraku/service/feed.h"

enum status handle_feed(struct request *request, struct representation *answer, struct problem *p)
{
    const struct feed_subject subject = {.table = request->resource, .id = request->id};
    if (!subject.table || !subject.table->computed)
        return atom_plan(request, &subject, answer, p);
    /* rows of computed tables follow from others: nothing is told of them */
    enum status status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    problem_example(p, "/v1/feed.atom");
    return status;
}
