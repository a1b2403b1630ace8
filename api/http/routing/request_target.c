/* Reading a request target (RFC 9112 s.3.2, RFC 3986): path segments, suffix, parameters.
 *
 * Segments are decoded one by one, so an encoded slash stays inside its segment. What a path means
 * is route.c, what parameters mean is query.c. */
#include "hiraku/http/routing/request_target.h"

#include "hiraku/http/protocol/request_check.h"
#include "hiraku/http/routing/media_types.h"
#include "hiraku/query/query.h"
#include "hiraku/value/iri.h"

#include <strings.h>

static enum status bad_target(struct slice part, struct problem *p)
{
    return problem_set(p, STATUS_BAD_TARGET, slice_of("URL"), part, NULL);
}

/* An absolute-form target, which a server must accept (RFC 9112 s.3.2.2), becomes its origin-form.
 * False: its authority has no host or more than a host and a port (RFC 9110 s.4.2.1, s.4.2.4). */
static bool origin_form(struct slice *target)
{
    static const char *const schemes[] = {"http://", "https://"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t start = strlen(schemes[i]), end = start;
        if (target->len < start || strncasecmp(target->at, schemes[i], start) != 0)
            continue;
        while (end < target->len && target->at[end] != '/' && target->at[end] != '?')
            end++;
        if (!request_check_host((struct slice){target->at + start, end - start}))
            return false;
        *target = end == target->len ? slice_of("/")
                                     : (struct slice){target->at + end, target->len - end};
        return true;
    }
    return true;
}

static enum status add_segment(struct request *request, struct slice raw, struct problem *p)
{
    struct slice text = raw.len ? iri_decode(&request->arena, raw, false) : slice_of("");
    if (!text.at)
        return arena_overflowed(&request->arena) ? problem_memory(p) : bad_target(raw, p);
    if (slice_is(text, ".") || slice_is(text, ".."))
        return bad_target(raw, p);
    if (request->segment_count < REQUEST_SEGMENTS_MAX)
        request->segments[request->segment_count] = text;
    request->segment_count++;
    return STATUS_OK;
}

static enum status read_segments(struct request *request, struct problem *p)
{
    struct slice path = request->path;
    if (path.len == 1)
        return STATUS_OK; /* "/" has no segment */
    for (size_t start = 1, i = 1; i <= path.len; i++) {
        if (i < path.len && path.at[i] != '/')
            continue;
        enum status status = add_segment(request, (struct slice){path.at + start, i - start}, p);
        if (status != STATUS_OK)
            return status;
        start = i + 1;
    }
    return STATUS_OK;
}

/* A known suffix is always a suffix, whatever an id looks like. */
static void take_suffix(struct request *request)
{
    if (request->segment_count == 0 || request->segment_count > REQUEST_SEGMENTS_MAX)
        return;
    struct slice *last = &request->segments[request->segment_count - 1];
    const char *dot = last->len ? memrchr(last->at, '.', last->len) : NULL;
    if (!dot || dot == last->at)
        return;
    struct slice name = {dot + 1, last->len - (size_t)(dot - last->at) - 1};
    if (!route_is_suffix(name))
        return;
    request->suffix = name;
    last->len = (size_t)(dot - last->at);
}

static enum status read_parameters(struct request *request, size_t most, struct problem *p)
{
    if (request->raw_query.len == 0)
        return STATUS_OK;
    request->parameters = arena_alloc(&request->arena, most * sizeof *request->parameters);
    if (!request->parameters)
        return problem_memory(p);
    return query_split(&request->arena, request->raw_query, request->parameters, most,
                       &request->parameter_count, p);
}

enum status request_read_target(struct request *request, size_t parameters_max, struct problem *p)
{
    struct slice target = request->target;
    if (!request_check_target(target) || !origin_form(&target))
        return bad_target(target, p);
    const char *mark = memchr(target.at, '?', target.len);
    request->path = target;
    request->raw_query = request->suffix = SLICE_NONE;
    request->segment_count = request->parameter_count = 0;
    if (mark) {
        request->path.len = (size_t)(mark - target.at);
        request->raw_query = (struct slice){mark + 1, target.len - request->path.len - 1};
    }
    if (request->path.len == 0)
        request->path = slice_of("/");
    if (request->path.at[0] != '/')
        return bad_target(request->path, p);
    enum status status = read_segments(request, p);
    if (status == STATUS_OK)
        status = read_parameters(request, parameters_max, p);
    take_suffix(request);
    return status;
}
