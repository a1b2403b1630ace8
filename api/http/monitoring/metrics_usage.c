/* What operators see of the counts of use: sums by what routes are counted as. By table and KPI
 * they are at /v1/usage. */
#include "hiraku/http/monitoring/metrics.h"

#include "hiraku/http/monitoring/usage_counters.h"
#include "hiraku/usage/usage_book.h"
#include "hiraku/usage/usage_keeper.h"

#include <stdio.h>

enum { USES_MAX = 16, LABELS_SIZE = 96 };

struct usage_sums {
    struct slice uses[USES_MAX];
    uint64_t counts[USES_MAX][USAGE_AGENTS];
    size_t count;
};

static void usage_sums_add(void *context, const char *key, const uint64_t counts[USAGE_AGENTS])
{
    struct usage_sums *sums = context;
    struct slice use = usage_key_part(key, USAGE_USE);
    size_t i = 0;
    while (i < sums->count && !slice_equal(sums->uses[i], use))
        i++;
    if (i == USES_MAX)
        return;
    if (i == sums->count)
        sums->uses[sums->count++] = use;
    for (size_t agent = 0; agent < USAGE_AGENTS; agent++)
        sums->counts[i][agent] += counts[agent];
}

void metrics_put_usage(struct usage_counters *counters, struct usage_keeper *keeper,
                       struct out *out)
{
    static const char *const agents[USAGE_AGENTS] = {"other", "bot"};
    struct usage_sums sums = {.count = 0};
    char labels[LABELS_SIZE];
    if (!keeper)
        return;
    usage_counters_each(counters, usage_sums_add, &sums);
    metrics_put_head(out, "usage_total", "counter", "Answers that count as use, since the start.");
    for (size_t i = 0; i < sums.count; i++)
        for (size_t agent = 0; agent < USAGE_AGENTS; agent++) {
            snprintf(labels, sizeof labels, "{use=\"%.*s\",agent=\"%s\"}", (int)sums.uses[i].len,
                     sums.uses[i].at, agents[agent]);
            metrics_put_sample(out, "usage_total", labels, sums.counts[i][agent]);
        }
    struct usage_state state = usage_keeper_look(keeper);
    metrics_put(out, "usage_in_file", "gauge", "1 if counts of use are kept in a file.",
                state.in_file);
    metrics_put(out, "usage_flushed_timestamp_seconds", "gauge",
                "When they were last written, in seconds since 1970; 0: not yet.",
                (uint64_t)state.flushed_at);
    metrics_put(out, "usage_flush_failures_total", "counter", "Times that they could not be.",
                state.failures);
}
