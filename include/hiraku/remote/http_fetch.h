/* GET over one connection that is kept, for who asks the same instance again and again and believes
 * none of its answers: no redirection is followed, no answer is longer than was said, none stands
 * still. */
#ifndef HIRAKU_REMOTE_HTTP_FETCH_H
#define HIRAKU_REMOTE_HTTP_FETCH_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct out;
struct problem;

enum { FETCH_TAG_SIZE = 128 };

struct fetcher;
/* `stall_seconds`: an answer that gives less than a hundred bytes a second for so long is given up.
 * NULL: no memory. */
struct fetcher *fetcher_new(int64_t stall_seconds);
void fetcher_free(struct fetcher *fetcher); /* NULL is allowed */
/* Bytes of bodies since it was made. */
uint64_t fetcher_bytes(const struct fetcher *fetcher);

struct fetch {
    const char *url;
    uint64_t first, last; /* a part, both ends within; last 0: all from `first` on */
    uint64_t most;        /* bytes of the body */
    char *tag;            /* FETCH_TAG_SIZE: the ETag that is known, "" none; set to the new one;
                             NULL: not asked for */
    bool unchanged;       /* set: 304, there is no body */
};

/* Writes the body to `out`. STATUS_REMOTE_MOVED: a redirection. STATUS_REMOTE_TOO_MUCH: longer than
 * `most`. STATUS_REMOTE_MISSING: 404, 410 or 451. STATUS_REMOTE: no answer, or another one. */
enum status fetcher_get(struct fetcher *fetcher, struct fetch *fetch, struct out *out,
                        struct problem *p);

#endif
