/* GET /v1/{table}/{id}/proof: that the record stands in the table of the current release. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/record_proof_body.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/record.h"
#include "hiraku/service/service.h"

#include <inttypes.h>

static enum status record_proof_make(struct request *request, struct representation *answer,
                                     struct out *out, struct problem *p)
{
    struct service service;
    struct stored_record record;
    (void)answer;
    enum status status = request_service(request, &service, p);
    if (status != STATUS_OK)
        return status;
    view_init(&record.view, request->resource, 0);
    status = record_require(&record, &service, request->id, p);
    if (status == STATUS_OK)
        status = record_proof_write(request, &record.row, out, p);
    record_close(&record);
    snapshot_return(request->snapshot, service.store);
    return status;
}

enum status handle_record_proof(struct request *request, struct representation *answer,
                                struct problem *p)
{
    uint64_t number = snapshot_manifest(request->snapshot)->number;
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    struct slice path = record_path(&request->arena, request->resource, request->id);
    answer->media_type = request->form.media_type;
    answer->content_location =
        arena_printf(&request->arena, "%.*s/proof.json", (int)path.len, path.at);
    etag_of_tables(
        answer, request, NULL, 0,
        arena_printf(&request->arena, "%.*s/proof#%" PRIu64, (int)path.len, path.at, number));
    answer->changed_in = number;
    answer->modified = snapshot_manifest(request->snapshot)->published_at;
    answer->write = record_proof_make;
    return STATUS_OK;
}
