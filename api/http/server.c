/* Serving: the daemon, its threads, the watch over releases and connections, an orderly stop.
 *
 * Event loops belong to the library (epoll, one per processor), queries to workers.c. The main
 * thread does nothing but watch: signals, STORE/current, connections. */
#include "hiraku/clock.h"
#include "hiraku/log.h"

#include "answer.h"

#include <errno.h>
#include <inttypes.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    WATCH_RELEASE_MS = 250,
    WATCH_PEERS_MS = 1000,
    STOP_MS = 10000,
    STOP_STEP_MS = 20,
    URL_SIZE = 128,
    TRIM_BYTES = 8 * 1024 * 1024,
    ANSWER_HEAD = 4096,
};

/* Percent signs are decoded by request.c, strictly. */
static size_t leave_as_it_is(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context, (void)connection;
    return strlen(text);
}

static void notice_connection(void *context, struct MHD_Connection *connection, void **state,
                              enum MHD_ConnectionNotificationCode code)
{
    struct server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        peer_remove(server->peers, *state);
        *state = NULL;
        return;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *state = info ? peer_add(server->peers, info->connect_fd) : NULL;
}

static unsigned processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (unsigned)count : 1;
}

/* What a connection needs: the head as it was sent, what the library makes of it (a copy of the
 * cookies, an entry for each field), and the head of the answer, which may hold the target twice
 * with three bytes for one. answer.c bounds the head of the request itself. */
static size_t pool_bytes(const struct config *config)
{
    return (size_t)(2 * config->connection_memory + 2 * 3 * config->url_length) + ANSWER_HEAD;
}

static enum status start_daemon(struct server *server, int listener, struct problem *p)
{
    const struct config *config = server->config;
    unsigned threads = config->threads ? (unsigned)config->threads : processors();
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME;
    server->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, answer_call, server, MHD_OPTION_LISTEN_SOCKET, listener,
        MHD_OPTION_THREAD_POOL_SIZE, threads > 1 ? threads : 0, MHD_OPTION_STRICT_FOR_CLIENT, 0,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is, NULL, MHD_OPTION_URI_LOG_CALLBACK,
        answer_begin, server, MHD_OPTION_NOTIFY_COMPLETED, answer_end, server,
        MHD_OPTION_NOTIFY_CONNECTION, notice_connection, server, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        pool_bytes(config), MHD_OPTION_CONNECTION_LIMIT, (unsigned)config->connections,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)config->connections_per_address,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)config->idle_seconds,
        MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
    if (server->daemon)
        return STATUS_OK;
    return errno ? problem_errno(p, config->listen)
                 : problem_set(p, STATUS_INTERNAL, (struct slice){NULL, 0}, (struct slice){NULL, 0},
                               "MHD_start_daemon");
}

/* As many open files as the system lets this process have: one per connection. */
static void raise_file_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/* What the cache drops leaves holes between what it keeps: gives them back to the system, now and
 * then. */
static void trim(struct server *server, uint64_t *trimmed)
{
    struct cache_figures figures;
    cache_figures(server->cache, &figures);
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
        if (number == SIGTERM || number == SIGINT)
            return;
        access_log_flush(server->log);
        releases_update(server, &p);
        int64_t now_ms = clock_monotonic_ms();
        if (now_ms - watched_ms >= WATCH_PEERS_MS) {
            watched_ms = now_ms;
            peers_watch(server->peers, now_ms);
        }
        trim(server, &trimmed);
    }
}

static void log_cache(struct server *server)
{
    struct cache_figures figures;
    char hits[24], misses[24], waits[24], evictions[24], entries[24], bytes[24];
    cache_figures(server->cache, &figures);
    snprintf(hits, sizeof hits, "%" PRIu64, figures.hits);
    snprintf(misses, sizeof misses, "%" PRIu64, figures.misses);
    snprintf(waits, sizeof waits, "%" PRIu64, figures.waits);
    snprintf(evictions, sizeof evictions, "%" PRIu64, figures.evictions);
    snprintf(entries, sizeof entries, "%" PRIu64, figures.entries);
    snprintf(bytes, sizeof bytes, "%" PRIu64, figures.bytes);
    log_line(LOG_INFO, "cache", "hits", hits, "misses", misses, "waits", waits, "evictions",
             evictions, "entries", entries, "bytes", bytes, (char *)NULL);
}

/* No new connections; requests under way are finished, but not for ever. */
static void stop(struct server *server)
{
    const struct timespec step = {.tv_nsec = STOP_STEP_MS * 1000000L};
    int64_t end_ms = clock_monotonic_ms() + STOP_MS;
    log_line(LOG_INFO, "stopping", (char *)NULL);
    atomic_store(&server->stopping, true);
    int listener = MHD_quiesce_daemon(server->daemon);
    if (listener >= 0)
        close(listener);
    while (clock_monotonic_ms() < end_ms) {
        peers_drain(server->peers);
        if (atomic_load(&server->requests) == 0)
            break;
        nanosleep(&step, NULL);
    }
    atomic_store(&server->aborting, true);
    if (atomic_load(&server->requests))
        log_line(LOG_WARNING, "requests broken off", (char *)NULL);
    peers_abort(server->peers);
    workers_free(server->workers);
    server->workers = NULL;
    MHD_stop_daemon(server->daemon);
    log_cache(server);
}

static enum status prepare(struct server *server, struct problem *p)
{
    const struct config *config = server->config;
    server->peers = peers_new(config);
    server->lengths = lengths_new();
    server->cache = cache_new((size_t)config->cache_bytes);
    server->log = access_log_new();
    if (!server->peers || !server->lengths || !server->cache || !server->log)
        return problem_memory(p);
    enum status status = releases_update(server, p);
    if (status == STATUS_NO_RELEASE) {
        log_problem(LOG_WARNING, "nothing to serve yet", p);
        status = STATUS_OK;
    }
    if (status != STATUS_OK)
        return status;
    size_t workers = config->workers ? (size_t)config->workers : 2 * (size_t)processors();
    return workers_new(&server->workers, workers, (size_t)config->queue, p);
}

static enum status serve(struct server *server, const sigset_t *signals, struct problem *p)
{
    char url[URL_SIZE];
    int listener;
    enum status status = prepare(server, p);
    if (status != STATUS_OK)
        return status;
    status = listen_open(server->config->listen, &listener, url, sizeof url, p);
    if (status != STATUS_OK)
        return status;
    errno = 0;
    status = start_daemon(server, listener, p);
    if (status != STATUS_OK) {
        close(listener);
        return status;
    }
    printf("listening on %s\n", url);
    fflush(stdout);
    watch(server, signals);
    stop(server);
    return STATUS_OK;
}

enum status server_run(const struct config *config, enum language language, struct problem *p)
{
    struct server *server = calloc(1, sizeof *server);
    if (!server)
        return problem_memory(p);
    sigset_t signals, before;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, &before); /* inherited by every thread started from here */
    signal(SIGPIPE, SIG_IGN);
    raise_file_limit();
    server->config = config;
    server->language = language;
    pthread_mutex_init(&server->lock, NULL);
    enum status status = serve(server, &signals, p);
    workers_free(server->workers);
    releases_close(server);
    peers_free(server->peers);
    lengths_free(server->lengths);
    cache_free(server->cache);
    access_log_free(server->log);
    pthread_mutex_destroy(&server->lock);
    free(server);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return status;
}
