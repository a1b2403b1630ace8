/* GET /v1/instance: who publishes, under which licence, with which program and in which release.
 * One row. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/release_days.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/instance_record.h"

#include <inttypes.h>

static enum status instance_write_row(struct request *request, struct representation *answer,
                                      struct out *out, struct problem *p)
{
    struct instance_record record;
    struct release_span span;
    view_init(&record.view, &instance_resource, request->form.writer->without);
    enum status status = snapshot_span(request->snapshot, 0, &span, p);
    const struct instance_releases releases = {span.last, span.first};
    if (status == STATUS_OK)
        status = instance_record_read(&record, snapshot_instance(request->snapshot), &releases,
                                      &request->arena, p);
    return status == STATUS_OK ? record_write(request, answer, NULL, &record.row, out, p) : status;
}

enum status handle_instance(struct request *request, struct representation *answer,
                            struct problem *p)
{
    const struct writer *writer = request->form.writer;
    const struct manifest *manifest = snapshot_manifest(request->snapshot);
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = writer->media_type;
    answer->content_location = arena_printf(&request->arena, "/v1/instance.%s", writer->name);
    /* this answer does tell the current release, so its validator changes with each */
    etag_of_tables(answer, request, NULL, 0,
                   arena_printf(&request->arena, "/v1/instance#%" PRIu64, manifest->number));
    answer->changed_in = manifest->number;
    answer->modified = manifest->published_at;
    representation_name(answer, request, slice_of(instance_resource.name), SLICE_NONE);
    answer->citable = true;
    answer->write = instance_write_row;
    return STATUS_OK;
}
