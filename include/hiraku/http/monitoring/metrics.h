/* Figures for operators, in the text format of Prometheus (version 0.0.4). */
#ifndef HIRAKU_HTTP_MONITORING_METRICS_H
#define HIRAKU_HTTP_MONITORING_METRICS_H

#include <stdint.h>

struct exchange;
struct out;
struct route;

/* `routes` are what it counts by. */
struct metrics *metrics_new(const struct route *routes);
void metrics_free(struct metrics *metrics);

/* Counts an exchange that has had its answer. */
void metrics_count(struct metrics *metrics, const struct exchange *exchange);

/* One figure with its head; for the parts that handle_metrics puts together. */
void metrics_put(struct out *out, const char *name, const char *type, const char *help,
                 uint64_t value);

#endif
