/* Counters in shards, so that event loops do not wait for each other: each thread adds in one. */
#ifndef HIRAKU_HTTP_MONITORING_SHARDS_H
#define HIRAKU_HTTP_MONITORING_SHARDS_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

enum { SHARDS = 8, SHARD_LINE = 64 };

/* Threads lie apart by their stacks. */
static inline size_t shard_of_thread(void)
{
    uintptr_t thread = (uintptr_t)pthread_self();
    return (thread >> 12 ^ thread >> 20) % SHARDS;
}

#endif
