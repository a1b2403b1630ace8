/* What a server consists of while it runs. */
#ifndef HIRAKU_HTTP_SERVER_SERVER_H
#define HIRAKU_HTTP_SERVER_SERVER_H

#include "hiraku/base/status.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshots.h"

#include <stdatomic.h>

struct config;
struct route;

struct connections;
struct workers;

struct cache;
struct cp932;
struct listener;

struct server {
    const struct config *config;
    const struct route *routes;
    struct limits limits;
    enum language language;
    unsigned connection_limit; /* as many as the system allows, at most the setting */
    size_t loop_count, worker_count;
    struct listener *listener, *inside; /* `inside`: of `metrics_listen`, or NULL */
    struct workers *workers;
    struct connections *connections;
    struct length_cache *length_cache;
    struct cache *cache;
    struct access_log *log;
    struct cp932 *cp932; /* keeps its tables loaded: behind the filter nothing can be loaded */
    struct metrics *metrics;
    uint64_t id_seed;
    atomic_ullong ids;
    atomic_uint requests; /* under way */
    atomic_uint streams;  /* open */
    atomic_bool stopping; /* say Connection: close */
    atomic_bool aborting; /* end streams, begin no exchange */
    struct snapshots snapshots;
};

#endif
