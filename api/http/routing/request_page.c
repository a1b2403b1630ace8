/* Between a request and pages/, which know none. */
#include "hiraku/http/routing/request_page.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/query.h"

bool page_wanted(const struct request *request)
{
    return strcmp(request->form.name, "html") == 0;
}

enum status page_take_language(struct request *request, const struct parameter *parameter,
                               struct problem *p)
{
    if (request->language_asked)
        return problem_set(p, STATUS_REPEATED_PARAMETER, parameter->name, parameter->value, NULL);
    if (!slice_is(parameter->value, "ja") && !slice_is(parameter->value, "en")) {
        problem_set(p, STATUS_BAD_PARAMETER, parameter->name, parameter->value, NULL);
        problem_allow(p, slice_of("ja"));
        problem_allow(p, slice_of("en"));
        return STATUS_BAD_PARAMETER;
    }
    request->language = slice_is(parameter->value, "en") ? LANGUAGE_EN : LANGUAGE_JA;
    request->language_asked = true;
    return STATUS_OK;
}

enum status page_take_out_language(struct request *request, struct problem *p)
{
    enum status status = STATUS_OK;
    size_t kept = 0;
    for (size_t i = 0; i < request->parameter_count && status == STATUS_OK; i++) {
        const struct parameter one = request->parameters[i];
        if (slice_is(one.name, "lang"))
            status = page_take_language(request, &one, p);
        else
            request->parameters[kept++] = one;
    }
    if (status == STATUS_OK)
        request->parameter_count = kept;
    return status;
}

enum status page_language(struct request *request, struct problem *p)
{
    enum status status = page_take_out_language(request, p);
    if (status != STATUS_OK || request->parameter_count == 0)
        return status;
    problem_set(p, STATUS_UNKNOWN_PARAMETER, request->parameters[0].name, SLICE_NONE, NULL);
    problem_allow(p, slice_of("lang"));
    return STATUS_UNKNOWN_PARAMETER;
}

enum status page_parameters(struct request *request, struct problem *p)
{
    return page_wanted(request) ? page_language(request, p)
                                : query_none(request->parameters, request->parameter_count, p);
}

static bool request_page_is_there(struct slice name)
{
    return model_resource(name) || slice_is(name, "search") || slice_is(name, "compare") ||
           slice_is(name, changes_resource.name) || slice_is(name, releases_resource.name);
}

void request_page_path(char *path)
{
    const size_t folder = sizeof "/v1" - 1;
    struct slice name = slice_of(path);
    if (!slice_starts(name, "/v1/"))
        return;
    name = slice_from(name, folder + 1);
    name.len = strcspn(name.at, "/?.");
    char *end = path + folder + 1 + name.len;
    bool document = *end == '.';
    if (!request_page_is_there(name) || (document && strcmp(end + 1, writers[0]->name) != 0))
        return;
    if (document)
        *end = '\0';
    memmove(path, path + folder, strlen(path + folder) + 1);
}

void page_problem(struct problem *p)
{
    if (!p || p->status == STATUS_OK)
        return;
    request_page_path(p->subject);
    request_page_path(p->nearest);
    request_page_path(p->example);
}

static uint64_t request_page_place(const void *release, const struct artifact *file)
{
    return snapshot_place(release, file);
}

struct page_context request_page(const struct request *request)
{
    struct snapshot *release = request->snapshot;
    struct page_context context = {.language = request->language,
                                   .language_asked = request->language_asked,
                                   .pinned = request->pin.taken ? request->pin.number : 0};
    if (!release)
        return context;
    context.instance = snapshot_instance(release);
    context.own = snapshot_own_files(release);
    context.site = snapshot_site(release);
    context.manifest = snapshot_manifest(release);
    context.artifacts = snapshot_artifacts(release);
    context.place = request_page_place;
    context.release = release;
    return context;
}
