/* Figures for operators, in the text format of Prometheus (version 0.0.4).
 *
 * Counting is one relaxed addition in a shard of the thread, so that loops do not wait for each
 * other; reading adds the shards up. Answers that the library makes by itself (a head that does not
 * fit) are not seen here. */
#include "hiraku/http/monitoring/metrics.h"

#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/http/monitoring/access_record.h"
#include "hiraku/http/monitoring/shards.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/snapshots.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { ROUTES_MAX = 128, CODES_MAX = 24, BUCKETS_MAX = 16 };

/* Status codes that there are; the last counts all others. */
static const unsigned codes[] = {200, 204, 206, 303, 304, 400, 404, 405, 406, 410,
                                 411, 412, 413, 414, 416, 417, 431, 500, 503, 0};
enum { CODES = sizeof codes / sizeof *codes };

/* Upper bounds in microseconds; behind the last there is no bound. */
static const int64_t bounds[] = {250,   500,    1000,   2500,   5000,    10000,  25000,
                                 50000, 100000, 250000, 500000, 1000000, 5000000};
enum { BOUNDS = sizeof bounds / sizeof *bounds };

_Static_assert((int)CODES <= (int)CODES_MAX && (int)BOUNDS < (int)BUCKETS_MAX, "room for all");

struct shard {
    _Alignas(SHARD_LINE) atomic_ullong answers[ROUTES_MAX][CODES_MAX];
    atomic_ullong buckets[BUCKETS_MAX], sum_us, bytes;
};

struct metrics {
    const struct route *routes;
    time_t started_at;
    struct shard shards[SHARDS];
};

struct metrics *metrics_new(const struct route *routes)
{
    struct metrics *metrics = aligned_alloc(SHARD_LINE, sizeof *metrics);
    if (!metrics)
        return NULL;
    memset(metrics, 0, sizeof *metrics);
    metrics->routes = routes;
    metrics->started_at = time(NULL);
    return metrics;
}

void metrics_free(struct metrics *metrics)
{
    free(metrics);
}

static size_t route_count(const struct route *routes)
{
    size_t count = 0;
    while (count < ROUTES_MAX - 1 && routes[count].pattern)
        count++;
    return count;
}

static void metrics_add(atomic_ullong *counter, uint64_t value)
{
    atomic_fetch_add_explicit(counter, value, memory_order_relaxed);
}

void metrics_count(struct metrics *metrics, const struct access_record *record)
{
    struct shard *shard = &metrics->shards[shard_of_thread()];
    const struct route *route = record->route;
    size_t row = route ? (size_t)(route - metrics->routes) : ROUTES_MAX - 1, code = 0, bucket = 0;
    int64_t took_us = record->sent_us - record->begun_us;
    if (row >= ROUTES_MAX)
        row = ROUTES_MAX - 1;
    while (codes[code] && codes[code] != record->http)
        code++;
    while (bucket < BOUNDS && took_us > bounds[bucket])
        bucket++;
    metrics_add(&shard->answers[row][code], 1);
    metrics_add(&shard->buckets[bucket], 1);
    metrics_add(&shard->sum_us, took_us > 0 ? (uint64_t)took_us : 0);
    metrics_add(&shard->bytes, record->bytes);
}

/* --- text ------------------------------------------------------------------------------------- */

void metrics_put_head(struct out *out, const char *name, const char *type, const char *help)
{
    out_text(out, "# HELP hiraku_");
    out_text(out, name);
    out_char(out, ' ');
    out_text(out, help);
    out_text(out, "\n# TYPE hiraku_");
    out_text(out, name);
    out_char(out, ' ');
    out_text(out, type);
    out_char(out, '\n');
}

void metrics_put_sample(struct out *out, const char *name, const char *labels, uint64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, value);
    out_text(out, "hiraku_");
    out_text(out, name);
    out_text(out, labels);
    out_char(out, ' ');
    out_text(out, text);
    out_char(out, '\n');
}

void metrics_put(struct out *out, const char *name, const char *type, const char *help,
                 uint64_t value)
{
    metrics_put_head(out, name, type, help);
    metrics_put_sample(out, name, "", value);
}

static uint64_t sum_answers(struct metrics *metrics, size_t row, size_t code)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < SHARDS; i++)
        sum += atomic_load_explicit(&metrics->shards[i].answers[row][code], memory_order_relaxed);
    return sum;
}

static void put_answers(struct metrics *metrics, struct out *out)
{
    size_t count = route_count(metrics->routes);
    metrics_put_head(out, "requests_total", "counter", "Answers by route and status.");
    for (size_t row = 0; row < ROUTES_MAX; row++)
        for (size_t code = 0; code < CODES; code++) {
            uint64_t sum = sum_answers(metrics, row, code);
            char labels[128];
            if (sum == 0)
                continue;
            snprintf(labels, sizeof labels, "{route=\"%s\",status=\"%u\"}",
                     row < count ? metrics->routes[row].pattern : "none", codes[code]);
            metrics_put_sample(out, "requests_total", labels, sum);
        }
}

/* Microseconds as seconds: 1500 → 0.0015. */
static void seconds(uint64_t us, char text[32])
{
    int len = snprintf(text, 32, "%" PRIu64 ".%06" PRIu64, us / 1000000, us % 1000000);
    while (len > 0 && text[len - 1] == '0' && text[len - 2] != '.')
        text[--len] = '\0';
}

static void put_latency(struct metrics *metrics, struct out *out)
{
    uint64_t sum = 0, sum_us = 0;
    char text[32], labels[64];
    metrics_put_head(out, "response_seconds", "histogram",
                     "Time from the request line to the first byte of the answer.");
    for (size_t bucket = 0; bucket <= BOUNDS; bucket++) {
        for (size_t i = 0; i < SHARDS; i++)
            sum += atomic_load_explicit(&metrics->shards[i].buckets[bucket], memory_order_relaxed);
        if (bucket < BOUNDS)
            seconds((uint64_t)bounds[bucket], text);
        snprintf(labels, sizeof labels, "{le=\"%s\"}", bucket < BOUNDS ? text : "+Inf");
        metrics_put_sample(out, "response_seconds_bucket", labels, sum);
    }
    for (size_t i = 0; i < SHARDS; i++)
        sum_us += atomic_load_explicit(&metrics->shards[i].sum_us, memory_order_relaxed);
    seconds(sum_us, text);
    out_text(out, "hiraku_response_seconds_sum ");
    out_text(out, text);
    out_char(out, '\n');
    metrics_put_sample(out, "response_seconds_count", "", sum);
}

void metrics_put_answers(struct metrics *metrics, struct out *out)
{
    put_answers(metrics, out);
    put_latency(metrics, out);
}

/* Memory of its own (RssAnon), which files and shared pages do not count to. */
static uint64_t anonymous_bytes(void)
{
    char text[4096];
    int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
    ssize_t len = fd >= 0 ? in_bytes(fd, text, sizeof text - 1) : -1;
    if (fd >= 0)
        close(fd);
    text[len > 0 ? len : 0] = '\0';
    const char *line = strstr(text, "\nRssAnon:");
    return line ? strtoull(line + 9, NULL, 10) * 1024 : 0;
}

void metrics_put_process(struct metrics *metrics, struct out *out)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < SHARDS; i++)
        bytes += atomic_load_explicit(&metrics->shards[i].bytes, memory_order_relaxed);
    metrics_put(out, "sent_bytes_total", "counter", "Bytes of bodies sent.", bytes);
    metrics_put(out, "memory_anonymous_bytes", "gauge", "Memory of the process itself (RssAnon).",
                anonymous_bytes());
    metrics_put(out, "start_timestamp_seconds", "gauge",
                "When the server was started, in seconds since 1970.",
                (uint64_t)metrics->started_at);
    metrics_put_head(out, "build_info", "gauge", "The program.");
    metrics_put_sample(out, "build_info", "{version=\"" HIRAKU_VERSION "\"}", 1);
}

void metrics_put_release(const struct snapshots_state *state, struct out *out)
{
    time_t now = time(NULL);
    bool good = state->number && !state->damage[0] && !state->file[0] && !state->lost;
    metrics_put(out, "release", "gauge", "Number of the release that is served, 0 for none.",
                state->number);
    metrics_put(out, "release_good", "gauge", "1 if nothing is wrong with what is served.", good);
    metrics_put(out, "releases_open", "gauge", "Releases that are open.", state->open);
    if (!state->number)
        return;
    metrics_put(out, "release_published_timestamp_seconds", "gauge",
                "When the release was published, in seconds since 1970.",
                state->published_at > 0 ? (uint64_t)state->published_at : 0);
    /* a clock that was set back makes no negative age */
    metrics_put(out, "release_age_seconds", "gauge", "How long ago that was.",
                now > state->published_at ? (uint64_t)(now - state->published_at) : 0);
}
