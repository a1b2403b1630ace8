/* In which forms a route answers, and which of them a request gets: by suffix, else by Accept (RFC
 * 9110 s.12.5.1). Says 406 with what there is. */
#include "hiraku/http/routing/media_types.h"

#include "hiraku/base/arena.h"
#include "hiraku/exporters/rows/sdmx_csv.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/model/resource.h"

/* Forms that are not made by a writer. */
static const struct form documents[] = {
    {"json", "application/json", NULL},
    {"csv", "text/csv; charset=utf-8; header=present", NULL},
    {"html", "text/html; charset=utf-8", NULL},
    {"css", "text/css; charset=utf-8", NULL},
    {"js", "text/javascript; charset=utf-8", NULL},
    {"txt", "text/plain; charset=utf-8", NULL},
    {"xml", "application/xml", NULL},
    {"atom", "application/atom+xml", NULL},
    {"jsonld", "application/ld+json", NULL},
    {"svg", "image/svg+xml", NULL},
    {"link", "application/link-format", NULL},
    {"bib", "application/x-bibtex; charset=utf-8", NULL},
    {"ris", "application/x-research-info-systems; charset=utf-8", NULL},
    {"csl", "application/vnd.citationstyles.csl+json", NULL},
    {"prom", "text/plain; version=0.0.4; charset=utf-8", NULL},
};

enum { DOCUMENTS = sizeof documents / sizeof *documents };

bool route_in_language(const struct request *request)
{
    return request->route->flags & ROUTE_LANGUAGE && request->form.name &&
           (strcmp(request->form.name, "html") == 0 || strcmp(request->form.name, "atom") == 0 ||
            strcmp(request->form.name, "svg") == 0);
}

bool route_is_suffix(struct slice name)
{
    for (size_t i = 0; i < DOCUMENTS; i++)
        if (slice_is(name, documents[i].name))
            return true;
    return writer_by_name(name) != NULL;
}

/* A form of a route by its name: a graph's writer, else a document's, else a writer's. */
static struct form media_types_form_of(struct slice name)
{
    const struct writer *writer = writer_by_name(name);
    for (size_t i = 0; i < DOCUMENTS && !(writer && writer->triples); i++)
        if (slice_is(name, documents[i].name))
            return documents[i];
    return (struct form){writer->name, writer->media_type, writer};
}

/* All writers, or those that know triples; returns the new count. */
static size_t add_writers(struct form forms[REQUEST_FORMS_MAX], size_t count, bool graphs)
{
    for (size_t i = 0; writers[i] && count < REQUEST_FORMS_MAX; i++)
        if (!graphs || writers[i]->triples)
            forms[count++] = (struct form){writers[i]->name, writers[i]->media_type, writers[i]};
    return count;
}

size_t route_forms(const struct route *route, struct form forms[REQUEST_FORMS_MAX])
{
    size_t count = 0;
    if (slice_is(slice_of(route->forms), "*"))
        return add_writers(forms, count, false);
    for (const char *at = route->forms; *at && count < REQUEST_FORMS_MAX;) {
        size_t len = strcspn(at, " ");
        struct slice name = {at, len};
        if (slice_is(name, "graphs"))
            count = add_writers(forms, count, true);
        else
            forms[count++] = media_types_form_of(name);
        at += len + (at[len] == ' ');
    }
    return count;
}

/* Somebody who would rather have a page than any form of the route: a browser. Who takes all alike
 * gets data. */
static bool route_leads(const struct request *request, const struct form *forms, size_t count)
{
    bool paged = request->route->flags & ROUTE_PAGED && !request->suffix.len &&
                 (request->resource || !request->table.len) &&
                 negotiate_wants(request->accept, "text/html");
    int page = paged ? negotiate_quality(request->accept, "text/html") : 0;
    for (size_t i = 0; i < count && paged; i++)
        paged = page > negotiate_quality(request->accept, forms[i].media_type);
    return paged;
}

/* SDMX-CSV is no form of its own, but a profile of CSV: who accepts it has asked for that. */
static size_t add_figures(const struct request *request, struct form forms[REQUEST_FORMS_MAX],
                          size_t count)
{
    if (request->route->flags & ROUTE_FIGURES && count < REQUEST_FORMS_MAX &&
        !request->suffix.len && (!request->resource || request->resource->cube))
        forms[count++] = (struct form){writer_csv.name, SDMX_CSV_MEDIA_TYPE, &writer_csv};
    return count;
}

static void take_figures(struct request *request)
{
    size_t count = request->parameter_count;
    struct parameter *parameters;
    if (strcmp(request->form.media_type, SDMX_CSV_MEDIA_TYPE) != 0)
        return;
    for (size_t i = 0; i < count; i++)
        if (slice_is(request->parameters[i].name, "profile"))
            return;
    parameters = arena_alloc(&request->arena, (count + 1) * sizeof *parameters);
    if (!parameters)
        return; /* the arena tells */
    if (count)
        memcpy(parameters, request->parameters, count * sizeof *parameters);
    parameters[count] = (struct parameter){slice_of("profile"), slice_of("sdmx")};
    request->parameters = parameters;
    request->parameter_count = count + 1;
}

enum status route_negotiate(struct request *request, struct problem *p)
{
    struct form forms[REQUEST_FORMS_MAX];
    struct slice accept = request->accept;
    size_t count = add_figures(request, forms, route_forms(request->route, forms));
    int chosen = -1;
    if (request->route->flags & ROUTE_FILE) {
        request->form = (struct form){"", "application/octet-stream", NULL};
        return STATUS_OK;
    }
    if (route_leads(request, forms, count)) {
        request->form = media_types_form_of(slice_of("html"));
        request->leads = true;
        return STATUS_OK;
    }
    if (request->suffix.len) {
        for (size_t i = 0; i < count; i++)
            if (slice_is(request->suffix, forms[i].name))
                chosen = (int)i;
    } else {
        chosen = negotiate_form(accept, forms, count);
        if (chosen < 0 && request->route->flags & ROUTE_THING)
            chosen = 0; /* RFC 9110 s.12.4.1: as if Accept had not been sent */
    }
    if (chosen >= 0) {
        request->form = forms[chosen];
        take_figures(request);
        return STATUS_OK;
    }
    enum status status = problem_set(p, STATUS_NOT_ACCEPTABLE, request->path,
                                     request->suffix.len ? request->suffix : accept, NULL);
    for (size_t i = 0; i < count; i++) /* in the words in which it was asked for */
        problem_allow(p, request->suffix.len ? arena_printf(&request->arena, ".%s", forms[i].name)
                                             : slice_of(forms[i].media_type));
    return status;
}
