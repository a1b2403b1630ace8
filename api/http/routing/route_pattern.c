/* Which pattern a path has: whole segments; {table}, {id} and other names in braces match any. */
#include "hiraku/http/routing/route.h"

#include "hiraku/http/routing/request.h"
#include "hiraku/model/model.h"

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

/* A path that begins with the name of a table is a page; any other one begins with a word. */
static bool part_matches(struct slice part, struct slice segment, bool first)
{
    if (part.at[0] != '{')
        return slice_equal(part, segment);
    if (first && !model_resource(segment))
        return false;
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
        if (!part_matches(part, segments[i], i == 0))
            return false;
    }
    return i == count;
}

const struct route *route_match(const struct route *routes, const struct slice *segments,
                                size_t count)
{
    for (const struct route *route = routes; route->pattern; route++)
        if (pattern_matches(route->pattern, segments, count))
            return route;
    return NULL;
}

void route_take_names(struct request *request, const struct route *route)
{
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
}
