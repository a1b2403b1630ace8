/* See release_link.h. Works on the text, as every link that is given to it was made here. */
#include "hiraku/query/release_link.h"

#include "hiraku/base/arena.h"

#include <inttypes.h>
#include <stdio.h>

enum { PARAMETER_MAX = 32 };

static bool release_link_names(struct slice parameter)
{
    return slice_starts(parameter, "release=") || slice_starts(parameter, "as_of=");
}

/* The link without its release, and behind it room for one; the length of its path in `path`. */
static char *release_link_strip(struct arena *arena, struct slice link, size_t *path,
                                size_t *length)
{
    const char *mark = link.len ? memchr(link.at, '?', link.len) : NULL;
    char *text = arena_alloc(arena, link.len + PARAMETER_MAX);
    size_t len = *path = mark ? (size_t)(mark - link.at) : link.len;
    if (text && len)
        memcpy(text, link.at, len);
    for (size_t at = len + 1; text && at < link.len;) {
        const char *end = memchr(link.at + at, '&', link.len - at);
        struct slice one = {link.at + at, end ? (size_t)(end - link.at) - at : link.len - at};
        at += one.len + 1;
        if (one.len == 0 || release_link_names(one))
            continue;
        text[len] = len == *path ? '?' : '&';
        memcpy(text + len + 1, one.at, one.len);
        len += one.len + 1;
    }
    *length = len;
    return text;
}

struct slice release_link(struct arena *arena, struct slice link, uint64_t number)
{
    size_t path, len;
    if (slice_starts(link, "/v1/releases/"))
        return link;
    char *text = release_link_strip(arena, link, &path, &len);
    if (!text)
        return SLICE_NONE;
    len += (size_t)snprintf(text + len, PARAMETER_MAX, "%crelease=%" PRIu64,
                            len == path ? '?' : '&', number);
    return (struct slice){text, len};
}

struct slice release_link_without(struct arena *arena, struct slice link)
{
    size_t path, len;
    char *text = release_link_strip(arena, link, &path, &len);
    return text ? (struct slice){text, len} : SLICE_NONE;
}
