/* GET /v1/openapi.json: the contract, with this instance's base URL and titles; `lang=ja` in
 * Japanese, `detail=brief` the short one for people who read. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/openapi/openapi.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/query/query.h"

static enum status openapi_unknown(struct slice name, struct problem *p)
{
    problem_set(p, STATUS_UNKNOWN_PARAMETER, name, SLICE_NONE, NULL);
    problem_allow(p, slice_of("lang"));
    problem_allow(p, slice_of("detail"));
    return STATUS_UNKNOWN_PARAMETER;
}

/* One of two words; `second` says which. */
static enum status openapi_choice(const struct parameter *given, const char *const words[2],
                                  bool *second, struct problem *p)
{
    *second = slice_is(given->value, words[1]);
    if (*second || slice_is(given->value, words[0]))
        return STATUS_OK;
    problem_set(p, STATUS_BAD_PARAMETER, given->name, given->value, NULL);
    problem_allow(p, slice_of(words[0]));
    problem_allow(p, slice_of(words[1]));
    return STATUS_BAD_PARAMETER;
}

static enum status openapi_view_of(const struct request *request, struct openapi_view *view,
                                   struct problem *p)
{
    static const char *const languages[] = {"en", "ja"}, *const details[] = {"full", "brief"};
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct parameter *given = &request->parameters[i];
        bool lang = slice_is(given->name, "lang");
        if (!lang && !slice_is(given->name, "detail"))
            return openapi_unknown(given->name, p);
        for (size_t j = 0; j < i; j++)
            if (slice_equal(request->parameters[j].name, given->name))
                return problem_set(p, STATUS_REPEATED_PARAMETER, given->name, given->value, NULL);
        enum status status = lang ? openapi_choice(given, languages, &view->japanese, p)
                                  : openapi_choice(given, details, &view->brief, p);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status openapi_write_view(struct request *request, struct representation *answer,
                                      struct out *out, struct problem *p)
{
    const struct openapi_view *view = answer->context;
    return openapi_write(snapshot_instance(request->snapshot), *view, out, p);
}

enum status handle_openapi(struct request *request, struct representation *answer,
                           struct problem *p)
{
    static const char *const places[2][2] = {
        {"/v1/openapi.json", "/v1/openapi.json?detail=brief"},
        {"/v1/openapi.json?lang=ja", "/v1/openapi.json?lang=ja&detail=brief"}};
    struct openapi_view *view = arena_alloc(&request->arena, sizeof *view);
    if (!view)
        return problem_memory(p);
    enum status status = openapi_view_of(request, view, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    answer->content_location = slice_of(places[view->japanese][view->brief]);
    etag_of_tables(answer, request, NULL, 0, answer->content_location);
    answer->write = openapi_write_view;
    answer->context = view;
    return STATUS_OK;
}
