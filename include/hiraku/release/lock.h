/* One publisher at a time: STORE/lock. */
#ifndef HIRAKU_RELEASE_LOCK_H
#define HIRAKU_RELEASE_LOCK_H

#include "hiraku/base/status.h"

struct problem;

/* Takes the lock; `*fd` is to be given to lock_release. STATUS_LOCKED names the holder (value:
 * process, host, time). The lock goes with the process: one that was killed holds nothing. */
enum status lock_take(const char *store, int *fd, struct problem *p);
void lock_release(int fd); /* −1 is allowed */

#endif
