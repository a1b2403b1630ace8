/* GET /v1/datasets/{table}.croissant.json and /v1/datasets/all.croissant.json: files, tables and
 * columns for programs that load data sets (Croissant). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/catalogue/croissant.h"
#include "hiraku/http/response/document.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_catalogue.h"
#include "hiraku/http/routing/request_release.h"
#include "hiraku/model/resource.h"

static struct slice croissant_place(void *request, const struct artifact *file)
{
    return request_file_place(request, file);
}

static enum status croissant_write_served(struct request *request, struct representation *answer,
                                          struct out *out, struct problem *p)
{
    struct croissant croissant = {
        .arena = &request->arena, .place = croissant_place, .context = request};
    struct catalogue *catalogue;
    enum status status = request->resource
                             ? request_catalogue_table(request, &catalogue, &croissant.table, p)
                             : request_catalogue(request, &catalogue, p);
    (void)answer;
    if (status != STATUS_OK)
        return status;
    croissant.catalogue = catalogue;
    croissant_write(out, &croissant);
    return arena_overflowed(&request->arena) ? problem_memory(p) : STATUS_OK;
}

static enum status croissant_plan(struct request *request, struct representation *answer,
                                  const char *name, struct problem *p)
{
    struct slice path = arena_printf(&request->arena, "/v1/datasets/%s.croissant", name);
    enum status status = document_plan(request, answer, path.at, croissant_write_served, p);
    answer->media_type = CROISSANT_MEDIA_TYPE;
    answer->changeable = true; /* its files */
    return status;
}

enum status handle_croissant(struct request *request, struct representation *answer,
                             struct problem *p)
{
    return croissant_plan(request, answer, request->resource->name, p);
}

enum status handle_croissant_all(struct request *request, struct representation *answer,
                                 struct problem *p)
{
    return croissant_plan(request, answer, "all", p);
}
