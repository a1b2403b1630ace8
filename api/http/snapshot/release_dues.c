/* On which days the next figures of an open release are due, read once, when it becomes the current
 * one: operators ask often, and the answer changes by day. Of another release it is read anew. */
#include "hiraku/http/snapshot/snapshot.h"

#include "hiraku/base/log.h"
#include "hiraku/service/freshness.h"
#include "hiraku/service/service.h"
#include "hiraku/statistics/freshness.h"

#include "release_parts.h"

enum { DUES_BYTES = 64 << 20 };

void release_dues_read(struct snapshot *release)
{
    struct problem problem;
    struct arena *arena = &release->dues_arena;
    struct service service = {
        .manifest = &release->manifest, .instance = &release->instance, .arena = arena};
    arena_init(arena, DUES_BYTES);
    enum status status = snapshot_borrow(release, &service.store, &problem);
    if (status == STATUS_OK)
        status = freshness_dues(&service, &release->dues, &problem);
    snapshot_return(release, service.store);
    if (status != STATUS_OK) {
        release->dues = (struct freshness_dues){.days = NULL};
        log_problem(LOG_WARNING, "due days not read", &problem);
    }
}

enum status snapshot_dues(const struct snapshot *release, struct store *store, struct arena *arena,
                          struct freshness_dues *dues, struct problem *p)
{
    const struct service service = {.store = store,
                                    .manifest = &release->manifest,
                                    .instance = &release->instance,
                                    .arena = arena};
    if (!release->dues.days)
        return freshness_dues(&service, dues, p);
    *dues = release->dues;
    return STATUS_OK;
}

struct snapshot_late snapshot_late(const struct snapshot *release, time_t now)
{
    struct snapshot_late late = {0, 0};
    struct date today = freshness_today(&release->instance, now, NULL);
    for (size_t i = 0; i < release->dues.count; i++) {
        long days = freshness_days_late(release->dues.days[i], today);
        late.series += days > 0;
        late.days_most = days > late.days_most ? days : late.days_most;
    }
    return late;
}
