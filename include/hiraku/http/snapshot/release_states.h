/* What an answer of an old release was before (timeline.h), kept with the open release: that of a
 * basis never changes but by a withdrawal, which is looked for each time. */
#ifndef HIRAKU_HTTP_SNAPSHOT_RELEASE_STATES_H
#define HIRAKU_HTTP_SNAPSHOT_RELEASE_STATES_H

#include "hiraku/release/timeline.h"

struct snapshot;

/* The first state of all, and the one before that of the release; `number` 0: there is none. */
struct release_states {
    struct timeline_state first, before;
};

/* All zero where it cannot be found out. Reads files. */
struct release_states snapshot_states(struct snapshot *release, const struct timeline_basis *basis);

#endif
