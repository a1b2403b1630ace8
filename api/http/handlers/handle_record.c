/* GET /v1/{table}/{id}: one record; 404 with the nearest id, 410 where an earlier release had it.
 */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/record_validators.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/service/record.h"
#include "hiraku/service/service.h"
#include "hiraku/store/store.h"

/* The record, which the validators are made of: read by the plan. */
struct planned_record {
    struct snapshot *snapshot;
    struct service service;
    struct stored_record record;
};

static void planned_record_close(void *context)
{
    struct planned_record *planned = context;
    record_close(&planned->record);
    snapshot_return(planned->snapshot, planned->service.store);
}

static enum status planned_record_write(struct request *request, struct representation *answer,
                                        struct out *out, struct problem *p)
{
    const struct planned_record *planned = answer->context;
    return record_write(request, answer, planned->service.store, &planned->record.row, out, p);
}

enum status handle_record(struct request *request, struct representation *answer, struct problem *p)
{
    const struct writer *writer = request->form.writer;
    struct planned_record *planned = arena_alloc(&request->arena, sizeof *planned);
    if (!planned)
        return problem_memory(p);
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status == STATUS_OK)
        status = request_service(request, &planned->service, p);
    if (status != STATUS_OK)
        return status;
    planned->snapshot = request->snapshot;
    answer->write = planned_record_write;
    answer->context = planned;
    answer->close = planned_record_close;
    struct slice path = record_path(&request->arena, request->resource, request->id);
    answer->media_type = writer->media_type;
    answer->content_location =
        arena_printf(&request->arena, "%.*s.%s", (int)path.len, path.at, writer->name);
    view_init(&planned->record.view, request->resource, writer->without);
    status = record_require(&planned->record, &planned->service, request->id, p);
    if (status == STATUS_OK)
        status =
            record_validators(request, answer, planned->service.store, &planned->record.row, p);
    representation_name(answer, request,
                        arena_printf(&request->arena, "%s-%.*s", request->resource->name,
                                     (int)request->id.len, request->id.at),
                        SLICE_NONE);
    return status;
}

enum status record_accepts(const struct trial *trial, struct problem *p)
{
    const struct request *request = trial->request;
    bool found = false;
    if (trial->count > 0)
        return query_none(trial->parameters, trial->count, p);
    enum status status =
        store_has(trial->service->store, request->resource, request->id, &found, p);
    return status == STATUS_OK && !found
               ? problem_set(p, STATUS_NOT_FOUND, request->id, SLICE_NONE, NULL)
               : status;
}
