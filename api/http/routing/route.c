/* The table of routes, and which of them a path is: whole segments, tables by their names.
 *
 * Says 406 with what there is; what a 404 says is route_missing.c's. The handlers are one file
 * each.
 */
#include "hiraku/http/routing/route.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/http/handlers/handlers.h"
#include "hiraku/http/protocol/negotiate.h"
#include "hiraku/model/model.h"

/* Of documents that are no rows. */
#define DOCUMENT_FORMS "graphs html"

const struct route routes[] = {
    {"/", handle_index, ROUTE_INLINE | ROUTE_LANGUAGE, "json html"},
    {"/healthz", handle_healthz, ROUTE_INLINE | ROUTE_NO_RELEASE, "json"},
    {"/readyz", handle_readyz, ROUTE_INLINE | ROUTE_NO_RELEASE, "json"},
    {"/metrics", handle_metrics, ROUTE_INLINE | ROUTE_NO_RELEASE, "prom"},
    {"/v1/instance", handle_instance, ROUTE_INLINE, "*"},
    {"/v1/openapi", handle_openapi, 0, "json"},
    {"/v1/kpis/{kpi}/series", handle_series, 0, "*"},
    {"/v1/aggregate/{table}", handle_aggregate, 0, "json csv"},
    {"/v1/compare", handle_compare, 0, "json csv"},
    {"/v1/search", handle_search, 0, "json"},
    {"/v1/datasets/{table}.schema", handle_dataset_schema, 0, "jsonld"},
    {"/v1/datasets/{table}", handle_dataset, ROUTE_LANGUAGE, DOCUMENT_FORMS},
    {"/v1/{table}.csv-metadata", handle_csvw, ROUTE_INLINE, "json"},
    {"/v1/csv-metadata", handle_csvw_group, ROUTE_INLINE, "json"},
    {"/v1/structures/{table}", handle_structure, 0, "graphs"},
    {"/v1/downloads", handle_downloads, ROUTE_LANGUAGE, "json csv html"},
    {"/v1/downloads/{table}.csv-metadata", handle_download_csvw, ROUTE_INLINE, "json"},
    {"/v1/downloads/csv-metadata", handle_download_csvw_group, ROUTE_INLINE, "json"},
    {"/v1/downloads/{file}", handle_download, ROUTE_FILE, ""},
    {"/v1/releases/{release}/downloads/{file}", handle_release_download, ROUTE_FILE, ""},
    {"/v1/{table}", handle_list, 0, "*"},
    {"/v1/{table}/{id}", handle_record, 0, "*"},
    {"/catalog", handle_catalogue, ROUTE_LANGUAGE, DOCUMENT_FORMS},
    {"/datapackage", handle_datapackage, ROUTE_INLINE, "json"},
    {"/sitemap", handle_sitemap, ROUTE_INLINE, "xml"},
    {"/robots", handle_robots, ROUTE_INLINE, "txt"},
    {"/.well-known/void", handle_to_catalogue, ROUTE_INLINE, DOCUMENT_FORMS},
    {"/id/catalog", handle_to_catalogue, ROUTE_INLINE | ROUTE_THING, DOCUMENT_FORMS},
    {"/id/services/api", handle_to_catalogue, ROUTE_INLINE | ROUTE_THING, DOCUMENT_FORMS},
    {"/id/distributions/{slug}", handle_to_distribution, ROUTE_INLINE | ROUTE_THING,
     DOCUMENT_FORMS},
    {"/id/datasets/all", handle_to_catalogue, ROUTE_INLINE | ROUTE_THING, DOCUMENT_FORMS},
    {"/id/datasets/{table}", handle_to_dataset, ROUTE_INLINE | ROUTE_THING, DOCUMENT_FORMS},
    {"/id/{table}/{id}", handle_id, ROUTE_INLINE | ROUTE_THING, "*"},
    {"/ns", handle_ns, ROUTE_LANGUAGE, DOCUMENT_FORMS},
    {"/docs", handle_docs, ROUTE_LANGUAGE, "html"},
    {"/docs/dictionary", handle_docs_dictionary, ROUTE_LANGUAGE, "html"},
    {"/docs/style", handle_docs_style, ROUTE_INLINE, "css"},
    {"/problems/{slug}", handle_problem, ROUTE_INLINE | ROUTE_NO_RELEASE | ROUTE_LANGUAGE,
     "json html"},
    {0},
};

/* Forms that are not made by a writer. */
static const struct form documents[] = {
    {"json", "application/json", NULL},
    {"csv", "text/csv; charset=utf-8; header=present", NULL},
    {"html", "text/html; charset=utf-8", NULL},
    {"css", "text/css; charset=utf-8", NULL},
    {"txt", "text/plain; charset=utf-8", NULL},
    {"xml", "application/xml", NULL},
    {"jsonld", "application/ld+json", NULL},
    {"prom", "text/plain; version=0.0.4; charset=utf-8", NULL},
};

enum { DOCUMENTS = sizeof documents / sizeof *documents };

/* Takes the next segment of a pattern. */
static struct slice pattern_next(const char **at)
{
    const char *start = *at + 1;
    size_t len = strcspn(start, "/");
    *at = start + len;
    return (struct slice){start, len};
}

/* What stands behind the brace of `{table}.schema`; empty behind `{table}`. */
static struct slice part_tail(struct slice part)
{
    const char *brace = part.len ? memchr(part.at, '}', part.len) : NULL;
    size_t len = brace ? (size_t)(brace - part.at) + 1 : part.len;
    return slice_from(part, len);
}

static bool part_matches(struct slice part, struct slice segment)
{
    if (part.at[0] != '{')
        return slice_equal(part, segment);
    struct slice tail = part_tail(part);
    return tail.len == 0 || (segment.len > tail.len &&
                             memcmp(segment.at + segment.len - tail.len, tail.at, tail.len) == 0);
}

static bool pattern_matches(const char *pattern, const struct slice *segments, size_t count)
{
    if (slice_is(slice_of(pattern), "/"))
        return count == 0;
    size_t i = 0;
    for (const char *at = pattern; *at; i++) {
        struct slice part = pattern_next(&at);
        if (i >= count || segments[i].len == 0)
            return false;
        if (!part_matches(part, segments[i]))
            return false;
    }
    return i == count;
}

const struct route *route_match(const struct slice *segments, size_t count)
{
    for (const struct route *route = routes; route->pattern; route++)
        if (pattern_matches(route->pattern, segments, count))
            return route;
    return NULL;
}

enum status route_find(struct request *request, struct problem *p)
{
    const struct route *route = request->segment_count <= REQUEST_SEGMENTS_MAX
                                    ? route_match(request->segments, request->segment_count)
                                    : NULL;
    if (!route)
        return route_unknown(request, p);
    if (route->flags & ROUTE_FILE && request->suffix.len) {
        request->segments[request->segment_count - 1].len += request->suffix.len + 1;
        request->suffix = (struct slice){NULL, 0};
    }
    const char *at = route->pattern;
    for (size_t i = 0; i < request->segment_count; i++) {
        struct slice part = pattern_next(&at);
        struct slice segment = request->segments[i];
        segment.len -= part.at[0] == '{' ? part_tail(part).len : 0;
        if (slice_starts(part, "{table}"))
            request->table = segment;
        else if (part.at[0] == '{')
            request->id = request->segments[i];
    }
    request->route = route;
    if (request->table.len)
        request->resource = model_resource(request->table);
    if (request->table.len && !request->resource && route->handle != handle_id)
        return route_no_table(request, p);
    return STATUS_OK;
}

bool route_in_language(const struct request *request)
{
    return request->route->flags & ROUTE_LANGUAGE && request->form.name &&
           strcmp(request->form.name, "html") == 0;
}

bool route_is_suffix(struct slice name)
{
    for (size_t i = 0; i < DOCUMENTS; i++)
        if (slice_is(name, documents[i].name))
            return true;
    return writer_by_name(name) != NULL;
}

/* A form of a route by its name: a graph's writer, else a document's, else a writer's. */
static struct form form_of(struct slice name)
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
            forms[count++] = form_of(name);
        at += len + (at[len] == ' ');
    }
    return count;
}

enum status route_negotiate(struct request *request, struct slice accept, struct problem *p)
{
    struct form forms[REQUEST_FORMS_MAX];
    size_t count = route_forms(request->route, forms);
    int chosen = -1;
    if (request->route->flags & ROUTE_FILE) {
        request->form = (struct form){"", "application/octet-stream", NULL};
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
        return STATUS_OK;
    }
    enum status status = problem_set(p, STATUS_NOT_ACCEPTABLE, request->path,
                                     request->suffix.len ? request->suffix : accept, NULL);
    for (size_t i = 0; i < count; i++) /* in the words in which it was asked for */
        problem_allow(p, request->suffix.len ? arena_printf(&request->arena, ".%s", forms[i].name)
                                             : slice_of(forms[i].media_type));
    return status;
}
