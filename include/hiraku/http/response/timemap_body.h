/* A TimeMap (RFC 7089 s.5) as application/link-format (RFC 6690) and as the JSON that programs
 * about web archives have agreed upon: original_uri, timegate_uri, timemap_uri, mementos (first,
 * last, list), and timemap_index of further TimeMaps. */
#ifndef HIRAKU_HTTP_RESPONSE_TIMEMAP_BODY_H
#define HIRAKU_HTTP_RESPONSE_TIMEMAP_BODY_H

#include "hiraku/base/slice.h"
#include "hiraku/release/timeline.h"

struct out;

/* URLs are absolute and in ASCII. */
struct timemap {
    struct slice original, self, link, json; /* `link`, `json`: this TimeMap in that form */
    const struct timeline_state *states;     /* the newest first */
    size_t count;                            /* at least 1 */
    bool newest;                             /* nothing is newer than the first of them */
    /* The TimeMap of the states before these, empty: there are none; of which the first and the
     * last. */
    struct slice older;
    struct timeline_state older_first, older_last;
};

void timemap_write_link(const struct timemap *map, struct out *out);
void timemap_write_json(const struct timemap *map, struct out *out);

#endif
