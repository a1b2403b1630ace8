/* Which releases there are, and which one was published at a moment. Reads the folder of the store
 * and manifests, so it is nothing for an event loop. */
#ifndef HIRAKU_HTTP_SNAPSHOT_RELEASE_DAYS_H
#define HIRAKU_HTTP_SNAPSHOT_RELEASE_DAYS_H

#include "hiraku/base/status.h"

#include <stdint.h>
#include <time.h>

struct problem;
struct snapshot;
struct withdrawal;

/* The releases up to an open one. */
struct release_span {
    uint64_t first, last;
    time_t first_at; /* when the first one was published; 0: its manifest cannot be read */
    bool known;      /* whether there is the one that was asked for */
};

/* Those up to `release`; `number`: of the one that is asked for, 0: none. */
enum status snapshot_span(struct snapshot *release, uint64_t number, struct release_span *span,
                          struct problem *p);

/* The newest release up to `release` that was published before `end`; 0: none was.
 *
 * `*settled`: it is that for ever. It is where a later one is known, and an hour after `end` where
 * `release` is the store's newest: a publisher who began before `end` may not have finished yet. */
enum status snapshot_published(struct snapshot *release, time_t end, uint64_t *number,
                               bool *settled, struct problem *p);

/* Whether and why release `number` was withdrawn, as the store tells now; STATUS_BAD_RELEASE:
 * nobody knows. */
enum status snapshot_withdrawn(const struct snapshot *release, uint64_t number,
                               struct withdrawal *withdrawal, struct problem *p);

#endif
