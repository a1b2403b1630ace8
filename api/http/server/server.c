/* Serving: what is needed for it, the watch over releases and connections, an orderly stop.
 *
 * Connections come in through listener.c, queries are made by workers.c. The main thread does
 * nothing but watch: signals, STORE/current, connections. */
#include "hiraku/http/server/server.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/config.h"
#include "hiraku/base/cp932.h"
#include "hiraku/base/log.h"
#include "hiraku/http/monitoring/access_log.h"
#include "hiraku/http/monitoring/metrics.h"
#include "hiraku/http/response/cache.h"
#include "hiraku/http/response/length_cache.h"
#include "hiraku/http/server/routes.h"
#include "hiraku/http/server/sandbox.h"
#include "hiraku/http/transport/connection.h"
#include "hiraku/http/transport/workers.h"
#include "hiraku/server.h"
#include "hiraku/store/db.h"

#include "listener.h"

#include <inttypes.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    WATCH_RELEASE_MS = 250,
    WATCH_CONNECTIONS_MS = 1000,
    STOP_MS = 10000,
    STOP_STEP_MS = 20,
    END_STEP_MS = 2,
    TRIM_BYTES = 8 * 1024 * 1024,
    RELEASE_FILES = 33, /* its directory and the idle stores that release_pool.c keeps */
};

static unsigned processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (unsigned)count : 1;
}

/* What is open beside connections: connections of the workers and of idle stores to each release,
 * files of the process itself. */
static uint64_t own_files(const struct server *server)
{
    const struct config *config = server->config;
    return 64 + (uint64_t)config->open_releases * (RELEASE_FILES + server->worker_count) +
           (uint64_t)config->streams + 8 * (uint64_t)processors();
}

/* As many open files as the settings need: one per connection and one more for what it is sent. If
 * the system does not give them, there are fewer connections: better than running out of them. */
static void raise_file_limit(struct server *server)
{
    struct rlimit limit;
    uint64_t own = own_files(server), need = own + 2 * (uint64_t)server->config->connections;
    server->connection_limit = (unsigned)server->config->connections;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= need)
        return;
    limit.rlim_cur = need;
    if (limit.rlim_max < need) /* works for root only */
        limit.rlim_max = need;
    if (setrlimit(RLIMIT_NOFILE, &limit) == 0)
        return;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
    uint64_t most = limit.rlim_cur > own + 16 ? (limit.rlim_cur - own) / 2 : 8;
    if (most < server->connection_limit)
        server->connection_limit = (unsigned)most;
    char files[24], needed[24], connections[24];
    snprintf(files, sizeof files, "%llu", (unsigned long long)limit.rlim_cur);
    snprintf(needed, sizeof needed, "%llu", (unsigned long long)need);
    snprintf(connections, sizeof connections, "%u", server->connection_limit);
    log_line(LOG_WARNING, "fewer open files than the settings need", "files", files, "needed",
             needed, "connections", connections, (char *)NULL);
}

/* What the cache drops leaves holes between what it keeps: gives them back to the system, now and
 * then. */
static void server_trim(struct server *server, uint64_t *trimmed)
{
    struct cache_figures figures;
    cache_figures(server->exchanges.responses.cache, &figures);
    if (figures.evicted - *trimmed < TRIM_BYTES)
        return;
    *trimmed = figures.evicted;
    malloc_trim(0);
}

static void watch(struct server *server, const sigset_t *signals)
{
    uint64_t trimmed = 0;
    const struct timespec step = {.tv_nsec = WATCH_RELEASE_MS * 1000000L};
    int64_t watched_ms = clock_monotonic_ms();
    for (;;) {
        struct problem p = {.status = STATUS_OK};
        int number = sigtimedwait(signals, NULL, &step);
        if (number > 0)
            return;
        access_log_flush(server->exchanges.log);
        snapshots_update(&server->exchanges.snapshots, &p);
        int64_t now_ms = clock_monotonic_ms();
        if (now_ms - watched_ms >= WATCH_CONNECTIONS_MS) {
            watched_ms = now_ms;
            connections_watch(server->exchanges.connections, now_ms);
        }
        usage_watch_step(&server->usage, &server->exchanges.snapshots, now_ms);
        server_trim(server, &trimmed);
    }
}

static void log_cache(struct server *server)
{
    struct cache_figures figures;
    char hits[24], misses[24], waits[24], evictions[24], entries[24], bytes[24];
    cache_figures(server->exchanges.responses.cache, &figures);
    snprintf(hits, sizeof hits, "%" PRIu64, figures.hits);
    snprintf(misses, sizeof misses, "%" PRIu64, figures.misses);
    snprintf(waits, sizeof waits, "%" PRIu64, figures.waits);
    snprintf(evictions, sizeof evictions, "%" PRIu64, figures.evictions);
    snprintf(entries, sizeof entries, "%" PRIu64, figures.entries);
    snprintf(bytes, sizeof bytes, "%" PRIu64, figures.bytes);
    log_line(LOG_INFO, "cache", "hits", hits, "misses", misses, "waits", waits, "evictions",
             evictions, "entries", entries, "bytes", bytes, (char *)NULL);
}

static void nap(unsigned ms)
{
    const struct timespec span = {.tv_nsec = (long)ms * 1000000};
    nanosleep(&span, NULL);
}

/* Breaks off what is under way, begins nothing, and returns when nothing is: only then no exchange
 * is suspended, which the end of its event loop would not survive, and none needs a worker. */
static void end_requests(struct server *server)
{
    atomic_store(&server->exchanges.streams.aborting, true);
    if (atomic_load(&server->exchanges.requests))
        log_line(LOG_WARNING, "requests broken off", (char *)NULL);
    while (atomic_load(&server->exchanges.requests)) {
        connections_abort(server->exchanges.connections);
        nap(END_STEP_MS);
    }
    workers_free(
        server->exchanges.workers); /* before the loops: one may still be resuming a connection */
    server->exchanges.workers = NULL;
}

/* No new connections; requests under way are finished, and those that have arrived are answered,
 * but not for ever. That no request is under way does not say that none has arrived: the
 * connections tell, which end when they have nothing to read any more. */
static void server_stop(struct server *server)
{
    int64_t end_ms = clock_monotonic_ms() + STOP_MS;
    log_line(LOG_INFO, "stopping", (char *)NULL);
    atomic_store(&server->exchanges.stopping, true);
    listener_close(server->listener);
    while (clock_monotonic_ms() < end_ms) {
        connections_drain(server->exchanges.connections);
        if (atomic_load(&server->exchanges.requests) == 0 &&
            connections_look(server->exchanges.connections).open == 0)
            break;
        nap(STOP_STEP_MS);
    }
    end_requests(server);
    listener_free(server->listener);
    listener_free(server->inside);
    log_cache(server);
}

/* Who asked for the stop again meanwhile has what he asked for. */
static void forget_signals(const sigset_t *signals)
{
    const struct timespec now = {0};
    while (sigtimedwait(signals, NULL, &now) > 0)
        continue;
}

/* Opens what is served; without a release the server waits for the first one. */
static enum status open_store(struct server *server, struct problem *p)
{
    enum status status = db_without_names(db_of_releases, p);
    if (status == STATUS_OK)
        status = snapshots_update(&server->exchanges.snapshots, p);
    if (status != STATUS_NO_RELEASE)
        return status; /* one that is damaged is said in the log and waited for */
    log_problem(LOG_WARNING, "nothing to serve yet", p);
    return STATUS_OK;
}

void exchanges_init(struct exchanges *exchanges, const struct config *config,
                    enum language language)
{
    exchanges->config = config;
    exchanges->routes = route_table;
    exchanges->language = language;
    exchanges->limits = (struct limits){(size_t)config->response_bytes, config->count_ms};
    exchanges->responses.max_age = (int)config->max_age;
    exchanges->streams.open_max = (unsigned)config->streams;
    exchanges->streams.client_max = (unsigned)config->streams_per_address;
    exchanges->operators_apart = config->metrics_listen[0];
    snapshots_init(&exchanges->snapshots, config);
}

void monitor_init(struct server *server)
{
    struct exchanges *exchanges = &server->exchanges;
    server->monitor = (struct monitor){.metrics = exchanges->metrics,
                                       .snapshots = &exchanges->snapshots,
                                       .workers = exchanges->workers,
                                       .connections = exchanges->connections,
                                       .cache = exchanges->responses.cache,
                                       .streams = &exchanges->streams,
                                       .requests = &exchanges->requests,
                                       .usage = server->usage.keeper,
                                       .counters = server->usage.counters,
                                       .connection_limit = server->connection_limit,
                                       .cache_bytes = (uint64_t)server->config->cache_bytes};
    exchanges->monitor = &server->monitor;
    exchanges->usage = server->usage.counters;
    exchanges->streams.workers = exchanges->workers;
}

/* Rights are given up as soon as they are not needed: those of root once the port is there, system
 * calls before there are other threads. */
static enum status prepare(struct server *server, struct problem *p)
{
    const struct config *config = server->config;
    enum status status =
        connections_new(&server->exchanges.connections, config, server->connection_limit, p);
    server->exchanges.responses.length_cache = length_cache_new();
    server->exchanges.metrics = metrics_new(route_table);
    server->exchanges.responses.cache = cache_new((size_t)config->cache_bytes);
    server->exchanges.log = access_log_new();
    if (status == STATUS_OK &&
        (!server->exchanges.responses.length_cache || !server->exchanges.metrics ||
         !server->exchanges.responses.cache || !server->exchanges.log))
        status = problem_memory(p);
    if (getrandom(&server->exchanges.id_seed, sizeof server->exchanges.id_seed, GRND_NONBLOCK) < 0)
        server->exchanges.id_seed = (uint64_t)clock_monotonic_us();
    if (status == STATUS_OK)
        status = sandbox_drop_root(config->user, p);
    if (status == STATUS_OK)
        status = open_store(server, p);
    if (status == STATUS_OK)
        status = cp932_new(&server->cp932, p);
    if (status == STATUS_OK)
        status = usage_watch_open(&server->usage, config, p);
    if (status == STATUS_OK)
        status = sandbox_enter(SANDBOX_SERVE, config->sandbox, p);
    usage_watch_begin(&server->usage, &server->exchanges.snapshots);
    if (status == STATUS_OK)
        status = workers_new(&server->exchanges.workers, server->worker_count,
                             (size_t)config->queue, (size_t)config->queue_per_address, p);
    monitor_init(server);
    return status;
}

/* Both listeners, or the one. */
static enum status server_start(struct server *server, int listener, int inside, struct problem *p)
{
    enum status status = prepare(server, p);
    if (status != STATUS_OK) {
        close(listener);
        if (inside >= 0)
            close(inside);
        return status;
    }
    if (inside >= 0)
        status = listener_new(&server->inside, server, inside, true, p);
    if (status != STATUS_OK) {
        close(listener);
        return status;
    }
    status = listener_new(&server->listener, server, listener, false, p);
    if (status != STATUS_OK) {
        end_requests(server);
        listener_free(server->inside);
    }
    return status;
}

static enum status serve(struct server *server, const sigset_t *signals, struct problem *p)
{
    const char *address = server->config->metrics_listen;
    char url[URL_SIZE], inside_url[URL_SIZE];
    int listener, inside = -1;
    enum status status = access_log_check(server->config->access_log, p);
    if (status == STATUS_OK)
        status = listen_open(server->config->listen, "listen", &listener, url, p);
    if (status != STATUS_OK)
        return status;
    if (address[0])
        status = listen_open(address, "metrics_listen", &inside, inside_url, p);
    if (status != STATUS_OK) {
        close(listener);
        return status;
    }
    status = server_start(server, listener, inside, p);
    if (status != STATUS_OK)
        return status;
    if (inside >= 0)
        printf("metrics on %smetrics\n", inside_url);
    printf("listening on %s\n", url);
    fflush(stdout);
    watch(server, signals);
    server_stop(server);
    return STATUS_OK;
}

enum status server_run(const struct config *config, enum language language, struct problem *p)
{
    struct server *server = calloc(1, sizeof *server);
    if (!server)
        return problem_memory(p);
    sigset_t signals, before;
    struct sigaction hangup;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    if (sigaction(SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN) /* not with nohup */
        sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, &before); /* inherited by every thread started from here */
    signal(SIGPIPE, SIG_IGN);
    server->config = config;
    server->loop_count = config->threads ? (size_t)config->threads : processors();
    server->worker_count = config->workers ? (size_t)config->workers : 2 * (size_t)processors();
    raise_file_limit(server);
    exchanges_init(&server->exchanges, config, language);
    enum status status = serve(server, &signals, p);
    workers_free(server->exchanges.workers);
    usage_watch_close(&server->usage, &server->exchanges.snapshots);
    snapshots_close(&server->exchanges.snapshots);
    connections_free(server->exchanges.connections);
    cp932_free(server->cp932);
    length_cache_free(server->exchanges.responses.length_cache);
    metrics_free(server->exchanges.metrics);
    cache_free(server->exchanges.responses.cache);
    access_log_free(server->exchanges.log);
    free(server);
    forget_signals(&signals);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return status;
}
