/* What a 404 says: what is near the path, and which kinds of paths there are. */
#include "hiraku/file_kind.h"
#include "hiraku/text.h"

#include "internal.h"

#include <stdio.h>

#define DATA_FOLDER "/v1/"

enum { CANDIDATES_MAX = 128, DATA_FOLDER_SIZE = sizeof DATA_FOLDER - 1 };

/* Every kind of path that data are under. */
static void allow_paths(struct problem *p)
{
    for (const struct route *route = routes; route->pattern; route++)
        if (strncmp(route->pattern, DATA_FOLDER, DATA_FOLDER_SIZE) == 0)
            problem_allow(p, slice_of(route->pattern));
}

enum status route_unknown(struct request *request, struct problem *p)
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
    struct slice path = request->path;
    while (path.len > 1 && path.at[path.len - 1] == '/')
        path.len--;
    if (request->suffix.len && path.len > request->suffix.len + 1)
        path.len -= request->suffix.len + 1;
    enum status status =
        problem_set(p, STATUS_NOT_FOUND, request->path, (struct slice){NULL, 0}, NULL);
    struct slice nearest = text_nearest(path, candidates, count);
    problem_nearest(p, nearest);
    problem_example(p, nearest.len && nearest.len < 64 ? nearest.at : "/");
    if (slice_starts(request->path, DATA_FOLDER))
        allow_paths(p);
    return status;
}

/* A form of a table that is only a file ("programs.xlsx"): where that is; else empty. */
static struct slice file_of(struct request *request)
{
    struct ready_name ready;
    struct slice path =
        arena_printf(&request->arena, "files/%.*s", (int)request->table.len, request->table.at);
    if (!path.at || !file_kind_read(path.at, &ready) || !ready.resource)
        return (struct slice){NULL, 0};
    return arena_printf(&request->arena, "/v1/downloads/%.*s", (int)request->table.len,
                        request->table.at);
}

/* The word behind the folder of data in a pattern; empty where a table's name stands there. */
static struct slice first_word(const char *pattern)
{
    if (strncmp(pattern, DATA_FOLDER, DATA_FOLDER_SIZE) != 0 || pattern[DATA_FOLDER_SIZE] == '{')
        return (struct slice){NULL, 0};
    return (struct slice){pattern + DATA_FOLDER_SIZE, strcspn(pattern + DATA_FOLDER_SIZE, "/")};
}

/* The path with the nearest word that is no table's name in the place of what was taken for one;
 * empty if none is near. */
static struct slice other_path(struct request *request)
{
    struct slice words[CANDIDATES_MAX], path = request->path;
    size_t count = 0;
    for (const struct route *route = routes; route->pattern && count < CANDIDATES_MAX; route++) {
        words[count] = first_word(route->pattern);
        count += words[count].len > 0 && !model_resource(words[count]);
    }
    struct slice word = text_nearest(request->table, words, count);
    size_t start = DATA_FOLDER_SIZE + request->table.len;
    if (!word.len || !slice_starts(path, DATA_FOLDER) || start > path.len)
        return (struct slice){NULL, 0};
    return arena_printf(&request->arena, DATA_FOLDER "%.*s%.*s", (int)word.len, word.at,
                        (int)(path.len - start), path.at + start);
}

/* A table that there is not: the nearest one, and all of them. */
enum status route_no_table(struct request *request, struct problem *p)
{
    enum status status =
        problem_set(p, STATUS_NOT_FOUND, request->path, (struct slice){NULL, 0}, NULL);
    struct slice nearest = model_nearest_resource(request->table), file = file_of(request);
    struct slice other = nearest.len ? (struct slice){NULL, 0} : other_path(request);
    if (file.len) {
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
        allow_paths(p);
    return status;
}
