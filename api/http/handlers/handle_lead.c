/* IRIs of what the catalogue describes (the catalogue, datasets, their forms, the service) and the
 * place where clients of linked data look first: 303 to the document, in the form asked for. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/catalogue/distribution.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/registry.h"

static enum status lead_to(struct request *request, struct representation *answer, const char *path,
                           const char *name, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status == STATUS_OK)
        answer->location = arena_printf(&request->arena, "%s%s.%s", path, name, request->form.name);
    return status;
}

enum status handle_to_catalogue(struct request *request, struct representation *answer,
                                struct problem *p)
{
    return lead_to(request, answer, "/catalog", "", p);
}

enum status handle_to_dataset(struct request *request, struct representation *answer,
                              struct problem *p)
{
    return lead_to(request, answer, "/v1/datasets/", request->resource->name, p);
}

struct wanted {
    struct slice name;
    bool found;
};

static void lead_compare(void *context, const struct distribution *one)
{
    struct wanted *wanted = context;
    char name[DISTRIBUTION_NAME_SIZE];
    distribution_name(one, name);
    wanted->found = wanted->found || slice_is(wanted->name, name);
}

enum status handle_to_distribution(struct request *request, struct representation *answer,
                                   struct problem *p)
{
    const struct catalogue catalogue = {.artifacts = snapshot_artifacts(request->snapshot),
                                        .formats = artifact_formats};
    struct wanted wanted = {request->id, false};
    catalogue_distributions(&catalogue, NULL, lead_compare, &wanted);
    for (size_t i = 0; i < model_resource_count; i++)
        catalogue_distributions(&catalogue, model_resources[i], lead_compare, &wanted);
    if (wanted.found)
        return lead_to(request, answer, "/catalog", "", p);
    enum status status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    problem_example(p, "/catalog");
    return status;
}
