/* GET /id/{table}/{id}: the thing itself, which cannot be sent: 303 to the document about it, in
 * the form asked for.
 *
 * Does not look whether there is such a record: the document's URL tells. /id/datasets/{table} is
 * the table. */
#include "hiraku/iri.h"

#include "internal.h"

enum { LOCATION_BYTES = 8192 };

enum status handle_id(struct request *request, struct reply *reply, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    struct out out;
    out_open_memory(&out, LOCATION_BYTES);
    out_text(&out, "/v1/");
    if (request->resource) {
        out_text(&out, request->resource->name);
        out_char(&out, '/');
        iri_segment(&out, request->id);
    } else if (slice_is(request->table, "datasets") && model_resource(request->id)) {
        out_slice(&out, request->id);
    } else {
        status = problem_set(p, STATUS_NOT_FOUND, request->path, (struct slice){NULL, 0}, NULL);
        problem_nearest(p, model_nearest_resource(request->table));
        problem_example(p, "/");
    }
    out_char(&out, '.');
    out_text(&out, request->form.name);
    if (status == STATUS_OK)
        status = out_finish(&out, p);
    if (status == STATUS_OK)
        reply->location = arena_copy(&request->arena, out_written(&out));
    out_close(&out);
    return status;
}
