/* See small_store.h. */

#include "hiraku/base/config.h"
#include "hiraku/http/monitoring/metrics.h"
#include "hiraku/http/response/cache.h"
#include "hiraku/http/response/length_cache.h"
#include "hiraku/http/server/routes.h"
#include "hiraku/http/server/server.h"
#include "hiraku/http/transport/connection.h"
#include "hiraku/http/transport/workers.h"
#include "hiraku/publish/publish.h"

#include "api/publish/differences.h"
#include "fuzz.h"
#include "small_store.h"

#include <ftw.h>

static char folder[] = "/tmp/hiraku-fuzz-XXXXXX";
static struct config config;
static struct server server;

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *at)
{
    (void)about, (void)kind, (void)at;
    return remove(path);
}

static void leave(void)
{
    workers_free(server.exchanges.workers);
    snapshots_close(&server.exchanges.snapshots);
    length_cache_free(server.exchanges.responses.length_cache);
    cache_free(server.exchanges.responses.cache);
    metrics_free(server.exchanges.metrics);
    connections_free(server.exchanges.connections);
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void must(enum status status, const struct problem *p)
{
    char text[4096];
    if (status == STATUS_OK)
        return;
    problem_text(p, LANGUAGE_EN, text, sizeof text);
    fprintf(stderr, "small store: %s\n", text);
    exit(1);
}

struct server *small_server(void)
{
    struct problem p = {.status = STATUS_OK};
    struct publish_result result;
    const char *instance = getenv("FUZZ_INSTANCE");
    if (!instance || !mkdtemp(folder)) {
        fprintf(stderr, "small store: FUZZ_INSTANCE names no instance\n");
        exit(1);
    }
    atexit(leave);
    struct report *report = report_new();
    ENSURE(report);
    const struct publish_options options = {.report = report,
                                            .keep = 1,
                                            .downloads = true,
                                            .plain_bytes = 1 << 20,
                                            .sheet_rows = 1000,
                                            .threads = 1};
    must(publish_run(folder, instance, &options, &result, &p), &p);
    report_free(report);
    must(config_load(&config, NULL, &p), &p);
    snprintf(config.store, sizeof config.store, "%s", folder);
    config.access_log[0] = '\0';
    snprintf(config.access_log, sizeof config.access_log, "off");
    config.query_ms = 600000;
    server.config = &config;
    server.connection_limit = (unsigned)config.connections;
    exchanges_init(&server.exchanges, &config, LANGUAGE_EN);
    server.exchanges.responses.length_cache = length_cache_new();
    server.exchanges.responses.cache = cache_new((size_t)config.cache_bytes);
    server.exchanges.metrics = metrics_new(route_table);
    ENSURE(server.exchanges.responses.length_cache && server.exchanges.responses.cache &&
           server.exchanges.metrics);
    must(connections_new(&server.exchanges.connections, &config, (size_t)config.connections, &p),
         &p);
    must(workers_new(&server.exchanges.workers, 1, 16, 0, &p), &p);
    must(snapshots_update(&server.exchanges.snapshots, &p), &p);
    monitor_init(&server);
    return &server;
}
