/* Figures for operators, in the text format of Prometheus (version 0.0.4). */
#ifndef HIRAKU_HTTP_MONITORING_METRICS_H
#define HIRAKU_HTTP_MONITORING_METRICS_H

#include <stdint.h>

struct access_record;
struct out;
struct route;
struct snapshot;
struct snapshots_state;
struct usage_counters;
struct usage_keeper;

/* `routes` are what it counts by. */
struct metrics *metrics_new(const struct route *routes);
void metrics_free(struct metrics *metrics);

/* Counts a request that has had its answer. */
void metrics_count(struct metrics *metrics, const struct access_record *record);

/* Answers by route and status, and how long they took. */
void metrics_put_answers(struct metrics *metrics, struct out *out);
/* Bytes sent, and the program itself. */
void metrics_put_process(struct metrics *metrics, struct out *out);
/* What is served. */
void metrics_put_release(const struct snapshots_state *state, struct out *out);
/* Late figures of the release that is served; NULL: there is none. */
void metrics_put_freshness(const struct snapshot *release, struct out *out);

/* How often what was used since the start, and how the file of these counts does; `keeper` NULL:
 * use is not counted. */
void metrics_put_usage(struct usage_counters *counters, struct usage_keeper *keeper,
                       struct out *out);

/* The head of figures with labels, and one of them: `{a="b"}`. */
void metrics_put_head(struct out *out, const char *name, const char *type, const char *help);
void metrics_put_sample(struct out *out, const char *name, const char *labels, uint64_t value);

/* One figure with its head. */
void metrics_put(struct out *out, const char *name, const char *type, const char *help,
                 uint64_t value);

#endif
