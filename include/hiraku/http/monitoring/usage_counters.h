/* Counters of use, one for each key (usage/usage_book.h) that was met since the server was started.
 *
 * Counting is one relaxed addition in a shard of the thread. A key is looked for once for each
 * answer that is made, without a lock, and takes the lock where it is new; an answer that the cache
 * has keeps its number. So many keys there are at most; what is beyond them is counted together. */
#ifndef HIRAKU_HTTP_MONITORING_USAGE_COUNTERS_H
#define HIRAKU_HTTP_MONITORING_USAGE_COUNTERS_H

#include "hiraku/base/slice.h"
#include "hiraku/usage/usage_agent.h"

#include <stdint.h>

struct usage_counters;
struct usage_keeper;

enum { USAGE_KEYS_MAX = 4096 };

/* The numbers of what is not counted, and of what has no number of its own. */
enum { USAGE_NONE, USAGE_OTHER };

/* NULL: no memory. Memory is taken as keys come. */
struct usage_counters *usage_counters_new(void);
void usage_counters_free(struct usage_counters *counters); /* NULL is allowed */

/* The number of a key; USAGE_NONE: it has none yet. */
unsigned usage_counters_find(struct usage_counters *counters, const char *key);
/* … which it has from now on, or USAGE_OTHER. */
unsigned usage_counters_take(struct usage_counters *counters, const char *key);

void usage_counters_count(struct usage_counters *counters, unsigned number, enum usage_agent agent);

/* Notes what was counted since the last time as of `day`; what cannot be noted is noted the next
 * time. One thread. */
void usage_counters_note(struct usage_counters *counters, struct usage_keeper *keeper, int32_t day);

/* Calls `found` with each key and its counts since the start. Any thread. */
void usage_counters_each(struct usage_counters *counters,
                         void (*found)(void *context, const char *key,
                                       const uint64_t counts[USAGE_AGENTS]),
                         void *context);

#endif
