/* GET /v1/{table}/{id}: one record; 404 with the nearest id, 410 where an earlier release had it.
 */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/service/inputs.h"
#include "hiraku/service/record.h"
#include "hiraku/service/service.h"
#include "hiraku/store/history.h"
#include "hiraku/store/store.h"

/* ETag, Last-Modified and Hiraku-Release: the record's own, as long as the form shows nothing but
 * the cells of its row, and it is known when they changed; else those of the tables. */
static enum status set_validators(struct request *request, struct store *store,
                                  struct representation *answer, const struct row *row,
                                  struct problem *p)
{
    const struct writer *writer = request->form.writer;
    struct inputs inputs = {.count = 0};
    uint64_t own = 0;
    time_t at = 0;
    inputs_add_shown(&inputs, request->resource, writer->without);
    etag_of_tables(answer, request, inputs.tables, inputs.count, answer->content_location);
    if (!(writer->without & COL_HIDDEN))
        return STATUS_OK;
    enum status status =
        store_changed_in(store, request->resource, request->id, writer->without, &own, p);
    if (own > 0)
        at = snapshot_time(request->snapshot, own);
    if (status != STATUS_OK || at == 0)
        return status;
    answer->changed_in = own;
    answer->modified = at;
    etag_of_record(answer, request, row, answer->content_location);
    return STATUS_OK;
}

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

static enum status read_planned(struct planned_record *planned, struct request *request,
                                struct problem *p)
{
    struct stored_record *record = &planned->record;
    view_init(&record->view, request->resource, request->form.writer->without);
    enum status status = record_read(record, planned->service.store, request->id, p);
    return status == STATUS_OK && !record->found
               ? record_missing(&planned->service, request->resource, request->id, p)
               : status;
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
    status = read_planned(planned, request, p);
    if (status == STATUS_OK)
        status = set_validators(request, planned->service.store, answer, &planned->record.row, p);
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
