/* The TimeMap of an original (RFC 7089 s.5): which mementos there are of it. */
#ifndef HIRAKU_HTTP_RESPONSE_TIMEMAP_H
#define HIRAKU_HTTP_RESPONSE_TIMEMAP_H

#include "hiraku/base/status.h"

#include <stddef.h>
#include <stdint.h>

struct problem;
struct representation;
struct request;

enum { TIMEMAP_DEFAULT = 1000, TIMEMAP_MAX = 10000 };

/* Which part of it is asked for: at most `limit` states, those before release `before`. */
struct timemap_part {
    uint64_t before; /* UINT64_MAX: the newest */
    size_t limit;    /* 1 to TIMEMAP_MAX */
};

/* Plans the TimeMap of what `other` (own_url.h) asks for. STATUS_NOT_FOUND: nothing was before that
 * release. */
enum status timemap_plan(struct request *request, struct request *other,
                         const struct timemap_part *part, struct representation *answer,
                         struct problem *p);

#endif
