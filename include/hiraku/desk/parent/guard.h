/* How long who has failed has to wait: for a name, whether somebody has it or not, and for an
 * address.
 *
 * Three failures cost nothing, then 1, 2, 4 … seconds, 60 at most; a success forgets, and so does
 * an hour without a failure. An attempt that comes too early is refused before anything is computed
 * and counts as none. Kept in memory, of the last GUARD_PLACES of each kind. */
#ifndef HIRAKU_DESK_PARENT_GUARD_H
#define HIRAKU_DESK_PARENT_GUARD_H

#include "hiraku/base/digest.h"

#include <stdint.h>

enum { GUARD_PLACES = 1024, GUARD_FREE = 3, GUARD_MOST_S = 60, GUARD_FORGET_MS = 3600000 };

struct guard_place {
    char digest[DIGEST_SIZE]; /* of the name or the address */
    unsigned failures;
    int64_t failed_ms;
};

struct guard {
    struct guard_place list[GUARD_PLACES];
};

/* Seconds, rounded up; 0: an attempt may be made. */
int64_t guard_wait(const struct guard *guard, struct slice key, int64_t now_ms);
void guard_fail(struct guard *guard, struct slice key, int64_t now_ms);
void guard_forget(struct guard *guard, struct slice key);

#endif
