/* See release_days.h. A release is published later than the one before it (publish.c), so the days
 * are halved, not read. */
#include "hiraku/http/snapshot/release_days.h"

#include "hiraku/base/config.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/release/releases.h"
#include "hiraku/release/withdrawal.h"

#include "release_parts.h"

enum { SETTLED_SECONDS = 3600 };

/* Those that are not newer than the open release. */
static enum status release_days_list(const struct snapshot *release, struct release_list *list,
                                     struct problem *p)
{
    enum status status = release_list_read(list, release->snapshots->config->store, p);
    while (status == STATUS_OK && list->count &&
           list->numbers[list->count - 1] > release->manifest.number)
        list->count--;
    if (status != STATUS_OK)
        release_list_free(list);
    return status;
}

enum status snapshot_span(struct snapshot *release, uint64_t number, struct release_span *span,
                          struct problem *p)
{
    struct release_list list;
    uint64_t own = release->manifest.number;
    *span = (struct release_span){own, own, 0, number == own};
    enum status status = release_days_list(release, &list, p);
    if (status != STATUS_OK)
        return status;
    if (list.count)
        span->first = list.numbers[0];
    span->first_at = snapshot_time(release, span->first);
    for (size_t i = 0; i < list.count; i++)
        span->known = span->known || list.numbers[i] == number;
    release_list_free(&list);
    return STATUS_OK;
}

/* How many of the list were published before `end`. One whose manifest cannot be read goes with the
 * one before it. */
static size_t release_days_before(struct snapshot *release, const struct release_list *list,
                                  time_t end)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2, at = middle;
        time_t when = snapshot_time(release, list->numbers[at]);
        while (when == 0 && at > low)
            when = snapshot_time(release, list->numbers[--at]);
        if (when < end)
            low = middle + 1;
        else
            high = at;
    }
    return low;
}

/* Whether the open release is what the store names as current. */
static bool release_days_is_newest(const struct snapshot *release)
{
    char dir[RELEASE_PATH_SIZE];
    uint64_t number;
    return release_current(release->snapshots->config->store, &number, dir, NULL) == STATUS_OK &&
           number == release->manifest.number;
}

enum status snapshot_published(struct snapshot *release, time_t end, uint64_t *number,
                               bool *settled, struct problem *p)
{
    struct release_list list;
    time_t now = time(NULL);
    *number = release->manifest.number;
    *settled = false;
    if (end > now) /* whatever the clock of the publisher said */
        return STATUS_OK;
    enum status status = release_days_list(release, &list, p);
    if (status != STATUS_OK)
        return status;
    size_t before = release_days_before(release, &list, end);
    *number = before ? list.numbers[before - 1] : 0;
    *settled =
        before < list.count || (now - end >= SETTLED_SECONDS && release_days_is_newest(release));
    release_list_free(&list);
    return STATUS_OK;
}

enum status snapshot_withdrawn(const struct snapshot *release, uint64_t number,
                               struct withdrawal *withdrawal, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE];
    layout_release_dir(release->snapshots->config->store, number, dir);
    return withdrawal_read(withdrawal, dir, p);
}
