/* What operators may see of a running server: the parts that /metrics and /readyz look at. */
#ifndef HIRAKU_HTTP_HANDLERS_MONITOR_H
#define HIRAKU_HTTP_HANDLERS_MONITOR_H

#include <stdatomic.h>
#include <stdint.h>

struct cache;
struct connections;
struct metrics;
struct snapshots;
struct streams;
struct usage_counters;
struct usage_keeper;
struct workers;

struct monitor {
    struct metrics *metrics;
    struct snapshots *snapshots;
    struct workers *workers;
    struct connections *connections;
    struct cache *cache;
    const struct streams *streams;
    const atomic_uint *requests; /* under way */
    /* NULL: use is not counted */
    struct usage_keeper *usage;
    struct usage_counters *counters;
    unsigned connection_limit;
    uint64_t cache_bytes; /* that the cache may take */
};

struct request;

/* Sets request->usage to the counts as of now, where use is counted. */
void monitor_take_usage(struct request *request);

#endif
