/* What a server consists of while it runs. */
#ifndef HIRAKU_HTTP_SERVER_SERVER_H
#define HIRAKU_HTTP_SERVER_SERVER_H

#include "hiraku/http/exchange/exchanges.h"
#include "hiraku/http/handlers/monitor.h"
#include "hiraku/http/server/usage_watch.h"

struct cp932;
struct listener;

struct server {
    const struct config *config;
    unsigned connection_limit; /* as many as the system allows, at most the setting */
    size_t loop_count, worker_count;
    struct listener *listener, *inside; /* `inside`: of `metrics_listen`, or NULL */
    struct cp932 *cp932; /* keeps its tables loaded: behind the filter nothing can be loaded */
    struct exchanges exchanges;
    struct usage_watch usage;
    struct monitor monitor;
};

/* Settings into what all exchanges share; a release is not open yet. */
void exchanges_init(struct exchanges *exchanges, const struct config *config,
                    enum language language);
/* Once the parts of the server are there: shows them to its operators, and streams to workers. */
void monitor_init(struct server *server);

#endif
