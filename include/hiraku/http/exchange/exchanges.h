/* What all exchanges share. */
#ifndef HIRAKU_HTTP_EXCHANGE_EXCHANGES_H
#define HIRAKU_HTTP_EXCHANGE_EXCHANGES_H

#include "hiraku/http/response/response.h"
#include "hiraku/http/response/stream.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshots.h"

struct access_log;
struct config;
struct connections;
struct metrics;
struct monitor;
struct route;
struct usage_counters;
struct workers;

struct exchanges {
    const struct config *config;
    const struct route *routes;
    enum language language; /* of problems before there is a release */
    struct limits limits;
    struct responses responses;
    struct streams streams;
    struct snapshots snapshots;
    struct workers *workers;
    struct connections *connections;
    struct access_log *log;
    struct metrics *metrics;
    struct usage_counters *usage; /* NULL: use is not counted */
    const struct monitor *monitor;
    bool operators_apart; /* they have a listener of their own */
    uint64_t id_seed;
    atomic_ullong ids;
    atomic_uint requests; /* under way */
    atomic_bool stopping; /* say Connection: close */
};

#endif
