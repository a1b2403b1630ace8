/* GET /metrics: figures for operators, in the text format of Prometheus (version 0.0.4). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/handlers/monitor.h"
#include "hiraku/http/monitoring/metrics.h"
#include "hiraku/http/response/cache.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/response/stream.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/http/transport/connection.h"
#include "hiraku/http/transport/workers.h"
#include "hiraku/query/query.h"

static void put_cache(const struct monitor *monitor, struct out *out)
{
    struct cache_figures cache;
    cache_figures(monitor->cache, &cache);
    metrics_put(out, "cache_hits_total", "counter", "Answers found in the cache.", cache.hits);
    metrics_put(out, "cache_misses_total", "counter", "Answers that had to be made.", cache.misses);
    metrics_put(out, "cache_waits_total", "counter",
                "Requests that waited for an answer that another one made.", cache.waits);
    metrics_put(out, "cache_evictions_total", "counter", "Answers dropped for others.",
                cache.evictions);
    metrics_put(out, "cache_entries", "gauge", "Answers kept.", cache.entries);
    metrics_put(out, "cache_bytes", "gauge", "Bytes that they take.", cache.bytes);
    metrics_put(out, "cache_limit_bytes", "gauge", "Bytes that they may take.",
                (uint64_t)monitor->cache_bytes);
}

static void put_load(const struct monitor *monitor, struct out *out)
{
    struct workers_state workers = workers_look(monitor->workers);
    struct connections_state connections = connections_look(monitor->connections);
    metrics_put(out, "queue_length", "gauge", "Queries that wait for a worker.", workers.waiting);
    metrics_put(out, "queue_limit", "gauge", "How many may wait.", workers.most);
    metrics_put(out, "queue_refused_total", "counter", "Queries refused with 503.",
                workers.refused);
    metrics_put(out, "workers", "gauge", "Query workers.", workers.count);
    metrics_put(out, "workers_busy", "gauge", "Query workers at work.", workers.busy);
    metrics_put(out, "streams", "gauge", "Answers being streamed.",
                atomic_load(&monitor->streams->open));
    metrics_put(out, "requests_in_flight", "gauge", "Requests under way.",
                atomic_load(monitor->requests));
    metrics_put(out, "connections", "gauge", "Open connections.", connections.open);
    metrics_put(out, "connections_limit", "gauge", "How many there may be.",
                monitor->connection_limit);
    metrics_put(out, "connections_total", "counter", "Connections accepted.", connections.accepted);
    metrics_put(out, "connections_refused_total", "counter",
                "Connections beyond the limit of their address.", connections.refused);
    metrics_put(out, "connections_ended_total", "counter",
                "Connections ended because they did not get on.", connections.ended);
}

static enum status metrics_write(struct request *request, struct representation *answer,
                                 struct out *out, struct problem *p)
{
    const struct monitor *monitor = request->monitor;
    const struct snapshots_state release = snapshots_look(monitor->snapshots);
    (void)answer, (void)p;
    metrics_put_answers(monitor->metrics, out);
    metrics_put_release(&release, out);
    metrics_put_freshness(request->snapshot, out);
    put_load(monitor, out);
    put_cache(monitor, out);
    metrics_put_usage(monitor->counters, monitor->usage, out);
    metrics_put_process(monitor->metrics, out);
    return STATUS_OK;
}

enum status handle_metrics(struct request *request, struct representation *answer,
                           struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    answer->media_type = request->form.media_type;
    answer->cache_control = "no-store";
    answer->write = metrics_write;
    return status;
}
