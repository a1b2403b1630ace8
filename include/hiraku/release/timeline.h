/* The states that an answer has had, one after the other: the mementos of RFC 7089.
 *
 * An answer is the same from the release in which something changed that it is made from until the
 * next one in which something does. Of these releases the first that is not withdrawn stands for
 * the state; where all are, the state is not told of. Nor is what a damaged manifest hides.
 *
 * Reads the folder of the store and one or two manifests for each state: nothing for an event loop.
 */
#ifndef HIRAKU_RELEASE_TIMELINE_H
#define HIRAKU_RELEASE_TIMELINE_H

#include "hiraku/base/status.h"
#include "hiraku/release/releases.h"

#include <stdint.h>
#include <time.h>

struct manifest;
struct problem;
struct resource;

/* What the answer is made from, besides the instance: the inputs of these tables
 * (model_inputs), with all columns. `count` 0: it may be any table. */
struct timeline_basis {
    const struct resource *tables[2];
    size_t count;
};

struct timeline {
    const char *store; /* borrowed */
    struct timeline_basis basis;
    struct release_list list;
    struct manifest *manifest; /* that was read last */
    size_t position;           /* so many releases are older than the place */
};

/* A release that stands for a state, and when that was published. */
struct timeline_state {
    uint64_t number;
    time_t at;
};

/* The releases up to `newest`; the place is behind the last. timeline_close, also after errors. */
enum status timeline_open(struct timeline *line, const char *store, uint64_t newest,
                          const struct timeline_basis *basis, struct problem *p);
void timeline_close(struct timeline *line);

/* Goes behind the last release that was published before `end`, which is before all of them where
 * none was; or in front of the first one from `number` on. */
void timeline_seek(struct timeline *line, time_t end);
void timeline_seek_number(struct timeline *line, uint64_t number);

/* Goes back in front of the nearest state that is told of; false: there is none. */
bool timeline_back(struct timeline *line, struct timeline_state *state);

/* The first state of all; does not move. */
bool timeline_first(struct timeline *line, struct timeline_state *state);

#endif
