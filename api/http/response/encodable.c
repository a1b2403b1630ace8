/* Whether an answer can be had in CP932, asked before its first byte: 406 with the cell that
 * cannot.
 */
#include "hiraku/http/response/encodable.h"

#include "hiraku/exporters/export.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/query/query.h"
#include "hiraku/query/view.h"

#include <stdio.h>

/* This very answer with 〓 instead. */
static const char *substituted(struct request *request, const struct query *query)
{
    struct slice path = request->path;
    struct slice suffix = request->suffix.len ? SLICE_NONE : slice_of(".csv");
    struct query *other = arena_alloc(&request->arena, sizeof *other);
    if (!other)
        return NULL;
    *other = *query;
    other->shown.substituted = true;
    struct slice parameters = query_canonical(other, &request->arena, SLICE_NONE);
    struct slice url = arena_printf(&request->arena, "%.*s%.*s?%.*s", (int)path.len, path.at,
                                    (int)suffix.len, suffix.len ? suffix.at : "",
                                    (int)parameters.len, parameters.at ? parameters.at : "");
    return url.len < sizeof((struct problem *)NULL)->example ? url.at : NULL;
}

enum status encodable_check(struct request *request, struct store *store, const struct query *query,
                            const struct view *view, struct problem *p)
{
    enum status status = export_check(store, query, view, p);
    if (status == STATUS_UNENCODABLE)
        problem_example(p, substituted(request, query));
    return status;
}
