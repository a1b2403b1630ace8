/* Whether an answer can be had in CP932, asked before its first byte: 406 with the cell that
 * cannot.
 */
#include "hiraku/http/response/encodable.h"

#include "hiraku/base/cp932.h"
#include "hiraku/exporters/export.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/service/list.h"

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

static enum status encodable_check_rows(struct list *list, struct row_walk_query asked,
                                        struct problem *p)
{
    struct cp932 *cp932;
    struct row row;
    bool more = true;
    enum status status = cp932_new(&cp932, p);
    while (status == STATUS_OK) {
        status = row_walk_next(&list->walk, asked, &list->view, &row, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = export_check_row(cp932, &row, p);
    }
    cp932_free(cp932);
    return status;
}

enum status encodable_check_walk(struct request *request, struct list *list,
                                 const struct service *service, struct problem *p)
{
    const struct row_walk_query asked = {&list->query, &list->scratch};
    if (list->query.shown.profile != PROFILE_CP932 || list->query.shown.substituted)
        return STATUS_OK;
    enum status status = encodable_check_rows(list, asked, p);
    if (status == STATUS_UNENCODABLE)
        problem_example(p, substituted(request, &list->query));
    if (status != STATUS_OK)
        return status;
    row_walk_close(&list->walk);
    return row_walk_open(&list->walk, service, asked, p);
}
