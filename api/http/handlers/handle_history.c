/* GET /v1/{table}/{id}/history: what happened to a record, the newest first, also to one that is
 * gone. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/http/handlers/series.h"
#include "hiraku/http/response/elsewhere.h"
#include "hiraku/http/response/listing.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/resource.h"
#include "hiraku/service/change_query.h"
#include "hiraku/service/record.h"
#include "hiraku/service/service.h"
#include "hiraku/store/store.h"

/* Rows of computed tables follow from others: nothing is told of them. */
static enum status history_check(struct request *request, struct problem *p)
{
    struct service service;
    bool found = false;
    if (request->resource->computed)
        return problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    enum status status = request_service(request, &service, p);
    if (status != STATUS_OK)
        return status;
    status = store_has(service.store, request->resource, request->id, &found, p);
    if (status == STATUS_OK && !found &&
        service.retired(service.context, request->resource, request->id) == 0)
        status = record_missing(&service, request->resource, request->id, p);
    snapshot_return(request->snapshot, service.store);
    return status;
}

enum status handle_history(struct request *request, struct representation *answer,
                           struct problem *p)
{
    const struct writer *writer = request->form.writer;
    struct slice path = record_path(&request->arena, request->resource, request->id);
    enum status status = history_check(request, p);
    if (status != STATUS_OK)
        return status;
    struct listing *listing = listing_of_source(
        request, writer->without & COL_HIDDEN ? &history_rows : &history_entries, NULL,
        arena_printf(&request->arena, "%.*s/history", (int)path.len, path.at));
    if (!listing)
        return problem_memory(p);
    listing->withdrawn = series_withdrawn(request);
    change_query_fix(&listing->list.query, "table", slice_of(request->resource->name));
    change_query_fix(&listing->list.query, "id", request->id);
    return elsewhere_changes(request, listing, answer, p);
}
