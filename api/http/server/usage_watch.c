/* See usage_watch.h. */
#include "hiraku/http/server/usage_watch.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/config.h"
#include "hiraku/http/monitoring/usage_counters.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/service/freshness.h"
#include "hiraku/usage/usage_keeper.h"
#include "hiraku/usage/usage_place.h"

enum { SECOND_MS = 1000, DAY_SECONDS = 86400, LAST_TRIES = 40, LAST_STEP_MS = 25 };

enum status usage_watch_open(struct usage_watch *watch, const struct config *config,
                             struct problem *p)
{
    char path[USAGE_PLACE_SIZE];
    if (!usage_is_on(config))
        return STATUS_OK;
    usage_place(config, path);
    watch->every_ms = config->usage_seconds * SECOND_MS;
    watch->counters = usage_counters_new();
    if (!watch->counters)
        return problem_memory(p);
    const struct usage_limits limits = {(size_t)config->usage_bytes, (int)config->usage_days};
    return usage_keeper_new(&watch->keeper, path, limits, p);
}

/* In UTC before there is a release. */
static int32_t usage_watch_today(struct snapshots *snapshots)
{
    struct problem p;
    struct snapshot *snapshot;
    time_t now = time(NULL);
    if (snapshots_current(snapshots, &snapshot, &p) != STATUS_OK)
        return (int32_t)(now / DAY_SECONDS);
    int32_t day = (int32_t)date_days(freshness_today(snapshot_instance(snapshot), now, NULL));
    snapshot_unref(snapshot);
    return day;
}

void usage_watch_begin(struct usage_watch *watch, struct snapshots *snapshots)
{
    watch->day = usage_watch_today(snapshots);
    watch->flushed_ms = clock_monotonic_ms();
}

void usage_watch_step(struct usage_watch *watch, struct snapshots *snapshots, int64_t now_ms)
{
    if (!watch->keeper)
        return;
    int32_t today = usage_watch_today(snapshots);
    bool due = now_ms - watch->flushed_ms >= watch->every_ms;
    if (today != watch->day || due)
        usage_counters_note(watch->counters, watch->keeper, watch->day);
    watch->day = today;
    /* one that another process held up is made as soon as that is done */
    if (due && (usage_keeper_flush(watch->keeper, today, time(NULL)) ||
                usage_keeper_look(watch->keeper).failing))
        watch->flushed_ms = now_ms;
}

void usage_watch_close(struct usage_watch *watch, struct snapshots *snapshots)
{
    const struct timespec step = {.tv_nsec = LAST_STEP_MS * 1000000L};
    if (watch->keeper && watch->day) {
        int32_t today = usage_watch_today(snapshots);
        usage_counters_note(watch->counters, watch->keeper, watch->day);
        for (size_t i = 0;
             i < LAST_TRIES && !usage_keeper_flush(watch->keeper, today, time(NULL)) &&
             !usage_keeper_look(watch->keeper).failing;
             i++)
            nanosleep(&step, NULL); /* another process is at it */
    }
    usage_keeper_free(watch->keeper);
    usage_counters_free(watch->counters);
    *watch = (struct usage_watch){.keeper = NULL};
}
