/* GET /v1/structures/{table}: the structure of a table that is a cube, made from the model alone.
 */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/rdf/cube.h"
#include "hiraku/http/response/document.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/query.h"

static void structure_describe(struct emit *emit, const struct triple_sink *sink, void *context)
{
    const struct resource *resource = context;
    cube_describe(emit, sink, resource);
}

static enum status structure_write(struct request *request, struct representation *answer,
                                   struct out *out, struct problem *p)
{
    (void)answer;
    return document_write(request, out, structure_describe, (void *)request->resource, p);
}

/* Of a table that is no cube: the tables that are. */
static enum status structure_missing(struct request *request, struct problem *p)
{
    enum status status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    for (size_t i = 0; i < model_resource_count; i++) {
        const char *name = model_resources[i]->name;
        if (!model_resources[i]->cube)
            continue;
        problem_allow(p, slice_of(name));
        problem_example(p, arena_printf(&request->arena, "/v1/structures/%s", name).at);
    }
    return status;
}

enum status handle_structure(struct request *request, struct representation *answer,
                             struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    if (!request->resource->cube)
        return structure_missing(request, p);
    struct slice path = arena_printf(&request->arena, "/v1/structures/%s", request->resource->name);
    answer->media_type = request->form.media_type;
    answer->content_location =
        arena_printf(&request->arena, "%.*s.%s", (int)path.len, path.at, request->form.name);
    etag_of_tables(answer, request, NULL, 0, path);
    answer->write = structure_write;
    return STATUS_OK;
}
