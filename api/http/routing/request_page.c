/* Between a request and pages/, which know none. */
#include "hiraku/http/routing/request_page.h"

#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/query/query.h"

bool page_wanted(const struct request *request)
{
    return strcmp(request->form.name, "html") == 0;
}

static enum status request_page_language(struct request *request, struct problem *p)
{
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct parameter *parameter = &request->parameters[i];
        if (!slice_is(parameter->name, "lang")) {
            problem_set(p, STATUS_UNKNOWN_PARAMETER, parameter->name, SLICE_NONE, NULL);
            problem_allow(p, slice_of("lang"));
            return STATUS_UNKNOWN_PARAMETER;
        }
        if (i > 0)
            return problem_set(p, STATUS_REPEATED_PARAMETER, parameter->name, parameter->value,
                               NULL);
        if (!slice_is(parameter->value, "ja") && !slice_is(parameter->value, "en")) {
            problem_set(p, STATUS_BAD_PARAMETER, parameter->name, parameter->value, NULL);
            problem_allow(p, slice_of("ja"));
            problem_allow(p, slice_of("en"));
            return STATUS_BAD_PARAMETER;
        }
        request->language = slice_is(parameter->value, "en") ? LANGUAGE_EN : LANGUAGE_JA;
    }
    return STATUS_OK;
}

enum status page_parameters(struct request *request, struct problem *p)
{
    return page_wanted(request) ? request_page_language(request, p)
                                : query_none(request->parameters, request->parameter_count, p);
}

static uint64_t request_page_place(const void *release, const struct artifact *file)
{
    return snapshot_place(release, file);
}

struct page_context request_page(const struct request *request)
{
    struct snapshot *release = request->snapshot;
    struct page_context context = {.language = request->language};
    if (!release)
        return context;
    context.instance = snapshot_instance(release);
    context.manifest = snapshot_manifest(release);
    context.artifacts = snapshot_artifacts(release);
    context.place = request_page_place;
    context.release = release;
    return context;
}
