/* GET /id/{table}/{id}: the thing itself, which cannot be sent: 303 to the document about it, in
 * the form asked for, or in the default one where there is none that Accept wants.
 *
 * Does not look whether there is such a record: the document's URL tells. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/model/model.h"
#include "hiraku/service/thing.h"

enum { LOCATION_BYTES = 8192 };

enum status handle_id(struct request *request, struct representation *answer, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    const struct thing thing = {.resource = request->resource,
                                .family = request->table,
                                .id = request->id,
                                .form = request->form.name,
                                .graph = request->form.writer && request->form.writer->triples};
    struct out out;
    out_open_memory(&out, LOCATION_BYTES);
    if (!thing_document(&thing, &out)) {
        status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
        problem_nearest(p, model_nearest_resource(request->table));
        problem_example(p, "/");
    }
    if (status == STATUS_OK)
        status = out_finish(&out, p);
    if (status == STATUS_OK)
        answer->location = arena_copy(&request->arena, out_written(&out));
    out_close(&out);
    return status;
}
