/* What a 404 says: what is near the path, and which kinds of paths there are. */
#include "hiraku/http/routing/route.h"

#include "hiraku/base/text.h"
#include "hiraku/exporters/artifact_format.h"
#include "hiraku/http/routing/media_types.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"

#define DATA_FOLDER "/v1/"
#define TABLE       "/v1/{table}"

enum { CANDIDATES_MAX = 128, DATA_FOLDER_SIZE = sizeof DATA_FOLDER - 1 };

/* Every kind of path that data are under. */
static void allow_paths(const struct route *routes, struct problem *p)
{
    for (const struct route *route = routes; route->pattern; route++)
        if (strncmp(route->pattern, DATA_FOLDER, DATA_FOLDER_SIZE) == 0)
            problem_allow(p, slice_of(route->pattern));
}

/* Where people look for a document that is elsewhere. */
static const struct {
    const char *asked, *path;
} elsewhere[] = {
    {"/v1", "/"},
    {"/v2", "/"},
    {"/api", "/docs"},
    {"/api/v1", "/"},
    {"/api-docs", "/docs"},
    {"/swagger", "/docs"},
    {"/swagger-ui", "/docs"},
    {"/redoc", "/docs"},
    {"/doc", "/docs"},
    {"/v1/docs", "/docs"},
    {"/openapi", "/v1/openapi.json"},
    {"/swagger.json", "/v1/openapi.json"},
    {"/v1/swagger", "/v1/openapi.json"},
    {"/api/openapi", "/v1/openapi.json"},
    {"/v1/tables", "/"},
    {"/v1/releases", "/v1/downloads"},
};

/* The path without slashes at its end, and without the name of a form. */
static struct slice without_suffix(const struct request *request)
{
    struct slice path = request->path;
    while (path.len > 1 && path.at[path.len - 1] == '/')
        path.len--;
    if (request->suffix.len && path.len > request->suffix.len + 1)
        path.len -= request->suffix.len + 1;
    return path;
}

static const char *known_elsewhere(const struct request *request)
{
    const struct slice paths[] = {request->path, without_suffix(request)};
    for (size_t j = 0; j < sizeof paths / sizeof *paths; j++)
        for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
            if (slice_is(paths[j], elsewhere[i].asked))
                return elsewhere[i].path;
    return NULL;
}

static void route_missing_propose(struct problem *p, struct slice nearest)
{
    problem_nearest(p, nearest);
    problem_example(p, nearest.len && nearest.len < sizeof p->nearest ? nearest.at : "/");
}

/* A form that a path has not: those that it has. False: the path is none without its ending. */
static bool allow_forms(const struct route *routes, struct request *request, struct problem *p)
{
    struct slice segments[REQUEST_SEGMENTS_MAX];
    struct form forms[REQUEST_FORMS_MAX];
    size_t count = request->segment_count;
    if (count == 0 || count > REQUEST_SEGMENTS_MAX)
        return false;
    memcpy(segments, request->segments, count * sizeof *segments);
    struct slice *last = &segments[count - 1];
    const char *dot = last->len ? memrchr(last->at, '.', last->len) : NULL;
    if (!dot || dot == last->at)
        return false;
    last->len = (size_t)(dot - last->at);
    const struct route *route = route_match(routes, segments, count);
    bool table = route && slice_is(slice_of(strrchr(route->pattern, '/')), "/{table}");
    if (!route || route->flags & ROUTE_FILE || (table && !model_resource(*last)))
        return false;
    size_t form_count = route_forms(route, forms);
    for (size_t i = 0; i < form_count; i++)
        problem_allow(p, arena_printf(&request->arena, ".%s", forms[i].name));
    if (!strchr(route->pattern, '{'))
        route_missing_propose(p, slice_of(route->pattern));
    else if (strcmp(route->pattern, TABLE) != 0 && segments[0].len)
        problem_example(
            p,
            model_resource(segments[1])
                ? arena_printf(&request->arena, "/v1/%.*s", (int)segments[1].len, segments[1].at).at
                : "/");
    return true;
}

enum status route_unknown(const struct route *routes, struct request *request, struct problem *p)
{
    struct slice candidates[CANDIDATES_MAX];
    size_t count = 0;
    for (const struct route *route = routes; route->pattern; route++)
        if (!strchr(route->pattern, '{') && route->pattern[1])
            candidates[count++] = slice_of(route->pattern);
    for (size_t i = 0; i < model_resource_count && count < CANDIDATES_MAX; i++) {
        struct slice path = arena_printf(&request->arena, "/v1/%s", model_resources[i]->name);
        if (path.at)
            candidates[count++] = path;
    }
    struct slice path = without_suffix(request);
    enum status status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    const char *known = known_elsewhere(request);
    if (known)
        route_missing_propose(p, slice_of(known));
    else if (allow_forms(routes, request, p))
        return status;
    else
        route_missing_propose(p, text_nearest(path, candidates, count));
    if (slice_starts(request->path, DATA_FOLDER))
        allow_paths(routes, p);
    return status;
}

/* A form of a table that is only a file ("programs.xlsx"): where that is; else empty. */
static struct slice file_of(struct request *request)
{
    struct artifact_name read;
    if (!artifact_name_read(artifact_formats, request->table, &read) || !model_resource(read.stem))
        return SLICE_NONE;
    return arena_printf(&request->arena, "/v1/downloads/%.*s", (int)request->table.len,
                        request->table.at);
}

/* The word behind the folder of data in a pattern; empty where a table's name stands there. */
static struct slice first_word(const char *pattern)
{
    if (strncmp(pattern, DATA_FOLDER, DATA_FOLDER_SIZE) != 0 || pattern[DATA_FOLDER_SIZE] == '{')
        return SLICE_NONE;
    return (struct slice){pattern + DATA_FOLDER_SIZE, strcspn(pattern + DATA_FOLDER_SIZE, "/")};
}

/* Whether a route has the path with this word behind the folder of data. */
static bool is_path(const struct route *routes, const struct request *request, struct slice word)
{
    struct slice segments[REQUEST_SEGMENTS_MAX];
    size_t count = request->segment_count;
    if (count < 2 || count > REQUEST_SEGMENTS_MAX)
        return false;
    memcpy(segments, request->segments, count * sizeof *segments);
    segments[1] = word;
    const struct route *route = route_match(routes, segments, count);
    if (!route)
        return false;
    const char *at = strstr(route->pattern, "/{table}");
    bool first = slice_starts(slice_of(route->pattern), DATA_FOLDER "{table}");
    return !first && (!at || (count > 2 && model_resource(segments[2])));
}

/* Whether there is no suffix, or the route with this word has that form. */
static bool has_form(const struct route *routes, const struct request *request, struct slice word)
{
    struct slice segments[REQUEST_SEGMENTS_MAX];
    struct form forms[REQUEST_FORMS_MAX];
    size_t count = request->segment_count;
    if (request->suffix.len == 0 || count < 2 || count > REQUEST_SEGMENTS_MAX)
        return true;
    memcpy(segments, request->segments, count * sizeof *segments);
    segments[1] = word;
    const struct route *route = route_match(routes, segments, count);
    size_t form_count = route ? route_forms(route, forms) : 0;
    if (!route || route->flags & ROUTE_FILE)
        return true;
    for (size_t i = 0; i < form_count; i++)
        if (slice_is(request->suffix, forms[i].name))
            return true;
    return false;
}

/* The path with the nearest word that is no table's name in the place of what was taken for one;
 * empty if none is near. */
static struct slice other_path(const struct route *routes, struct request *request)
{
    struct slice words[CANDIDATES_MAX], path = request->path;
    size_t count = 0;
    for (const struct route *route = routes; route->pattern && count < CANDIDATES_MAX; route++) {
        words[count] = first_word(route->pattern);
        count += words[count].len > 0 && !model_resource(words[count]);
    }
    struct slice word = text_nearest(request->table, words, count);
    size_t start = DATA_FOLDER_SIZE + request->table.len;
    if (!word.len || !slice_starts(path, DATA_FOLDER) || start > path.len ||
        !slice_equal((struct slice){path.at + DATA_FOLDER_SIZE, request->table.len},
                     request->table)) /* it stands elsewhere, or encoded */
        return SLICE_NONE;
    if (!has_form(routes, request, word))
        path.len -= request->suffix.len + 1;
    if (start > path.len)
        return SLICE_NONE;
    struct slice other = arena_printf(&request->arena, DATA_FOLDER "%.*s%.*s", (int)word.len,
                                      word.at, (int)(path.len - start), path.at + start);
    return slice_equal(other, path) || !is_path(routes, request, word) ? SLICE_NONE : other;
}

/* A table that there is not: the nearest one, and all of them. */
enum status route_no_table(const struct route *routes, struct request *request, struct problem *p)
{
    enum status status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    struct slice nearest = model_nearest_resource(request->table), file = file_of(request);
    struct slice other = nearest.len ? SLICE_NONE : other_path(routes, request);
    const char *known = known_elsewhere(request);
    if (known) {
        route_missing_propose(p, slice_of(known));
    } else if (strcmp(request->route->pattern, TABLE) != 0 && allow_forms(routes, request, p)) {
        return status;
    } else if (file.len) {
        problem_nearest(p, file);
        problem_example(p, "/v1/downloads");
    } else if (nearest.len) {
        char example[96] = "/v1/";
        size_t len = nearest.len < sizeof example - 5 ? nearest.len : sizeof example - 5;
        memcpy(example + 4, nearest.at, len);
        problem_nearest(p, slice_of(example));
        problem_example(p, example);
    } else {
        problem_nearest(p, other);
        problem_example(p, "/");
    }
    for (size_t i = 0; i < model_resource_count; i++)
        problem_allow(p, slice_of(model_resources[i]->name));
    if (slice_starts(request->path, DATA_FOLDER))
        allow_paths(routes, p);
    return status;
}
