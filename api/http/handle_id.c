/* GET /id/{table}/{id}: the thing itself, which cannot be sent: 303 to the document about it, in
 * the form asked for.
 *
 * Does not look whether there is such a record: the document's URL tells. What the catalogue
 * describes (/id/datasets/{table}, /id/catalog …) leads to it. */
#include "hiraku/catalogue.h"
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

static enum status lead_to(struct request *request, struct reply *reply, const char *path,
                           const char *name, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status == STATUS_OK)
        reply->location = arena_printf(&request->arena, "%s%s.%s", path, name, request->form.name);
    return status;
}

enum status handle_to_catalogue(struct request *request, struct reply *reply, struct problem *p)
{
    return lead_to(request, reply, "/catalog", "", p);
}

enum status handle_to_dataset(struct request *request, struct reply *reply, struct problem *p)
{
    return lead_to(request, reply, "/v1/datasets/", request->resource->name, p);
}

struct wanted {
    struct slice name;
    bool found;
};

static void compare(void *context, const struct distribution *one)
{
    struct wanted *wanted = context;
    char name[DISTRIBUTION_NAME_SIZE];
    distribution_name(one, name);
    wanted->found = wanted->found || slice_is(wanted->name, name);
}

enum status handle_to_distribution(struct request *request, struct reply *reply, struct problem *p)
{
    const struct catalogue catalogue = {.derived = open_release_derived(request->release)};
    struct wanted wanted = {request->id, false};
    catalogue_distributions(&catalogue, NULL, compare, &wanted);
    for (size_t i = 0; i < model_resource_count; i++)
        catalogue_distributions(&catalogue, model_resources[i], compare, &wanted);
    if (wanted.found)
        return lead_to(request, reply, "/catalog", "", p);
    enum status status =
        problem_set(p, STATUS_NOT_FOUND, request->path, (struct slice){NULL, 0}, NULL);
    problem_example(p, "/catalog");
    return status;
}
