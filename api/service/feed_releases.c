/* Which releases have an entry in a feed: of all there are, of a table those in which it changed,
 * which lead from one to the next by their manifests, of a record those that its versions tell;
 * and those that announced an ending. */
#include "hiraku/service/service.h"
#include "hiraku/store/concern.h"
#include "hiraku/store/store.h"

#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"

#include "feed_parts.h"

/* Puts a release in its place; the oldest one goes where there are too many. */
static void feed_releases_add(struct feed *feed, uint64_t number)
{
    size_t at = 0;
    while (at < feed->count && feed->releases[at].number > number)
        at++;
    if (at == FEED_RELEASES || (at < feed->count && feed->releases[at].number == number))
        return;
    if (feed->count < FEED_RELEASES)
        feed->count++;
    memmove(feed->releases + at + 1, feed->releases + at,
            (feed->count - at - 1) * sizeof *feed->releases);
    feed->releases[at] = (struct feed_release){.number = number};
}

enum status feed_read_manifest(struct feed *feed, uint64_t number, bool *found, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE];
    layout_release_dir(feed->service->folder, number, dir);
    *found = number > 0 && file_exists(dir);
    enum status status = store_poll(feed->service->store, p);
    return status == STATUS_OK && *found ? manifest_read_any(&feed->manifest, dir, p) : status;
}

/* The release, not behind `number`, in which the table, or the instance, last changed; 0: none. */
static enum status feed_changed_in(struct feed *feed, const struct resource *table, uint64_t number,
                                   uint64_t *changed, struct problem *p)
{
    bool found;
    *changed = 0;
    enum status status = feed_read_manifest(feed, number, &found, p);
    if (status != STATUS_OK || !found)
        return status;
    const struct table_state *state = table == &instance_resource
                                          ? &feed->manifest.instance
                                          : manifest_table(&feed->manifest, table);
    *changed = state && state->changed_in <= number ? state->changed_in : 0;
    return STATUS_OK;
}

static enum status feed_add_changed(struct feed *feed, const struct resource *table,
                                    uint64_t oldest, struct problem *p)
{
    uint64_t at = feed->head.last;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < FEED_RELEASES && at >= oldest && status == STATUS_OK; i++) {
        uint64_t changed;
        status = feed_changed_in(feed, table, at, &changed, p);
        if (status != STATUS_OK || changed < oldest)
            break;
        feed_releases_add(feed, changed);
        at = changed - 1;
    }
    return status;
}

/* Nothing is looked for where the last release names nothing that ends. */
static enum status feed_add_announcing(struct feed *feed, uint64_t oldest, struct problem *p)
{
    const struct instance *instance = feed->head.instance;
    bool ends = false;
    for (size_t i = 0; i < instance->ending_count; i++)
        ends = ends || feed_ending_concerns(&feed->head.question.subject, &instance->endings[i]);
    uint64_t at = feed->head.last;
    enum status status = STATUS_OK;
    for (size_t i = 0; ends && i < FEED_RELEASES && at >= oldest && status == STATUS_OK; i++) {
        uint64_t changed;
        status = feed_changed_in(feed, &instance_resource, at, &changed, p);
        if (status != STATUS_OK || changed < oldest)
            break;
        feed->entry = (struct feed_entry){.release = changed, .first = changed == 1};
        feed_announce(feed);
        if (feed->entry.ending_count > 0)
            feed_releases_add(feed, changed);
        at = changed - 1;
    }
    return status;
}

/* The times of the releases; one whose manifest is not there goes. */
static enum status feed_read_times(struct feed *feed, struct problem *p)
{
    enum status status = STATUS_OK;
    size_t kept = 0;
    for (size_t i = 0; i < feed->count && status == STATUS_OK; i++) {
        bool found;
        struct feed_release *release = &feed->releases[i];
        status = feed_read_manifest(feed, release->number, &found, p);
        if (status != STATUS_OK || !found)
            continue;
        const struct withdrawal *withdrawal = &feed->manifest.withdrawal;
        release->published = feed->manifest.published_at;
        release->withdrawn = withdrawal->reason[0] ? withdrawal->at : 0;
        feed->releases[kept++] = *release;
    }
    feed->count = kept;
    return status;
}

enum status feed_find_releases(struct feed *feed, uint64_t oldest, struct problem *p)
{
    const struct feed_subject *subject = &feed->head.question.subject;
    enum status status = STATUS_OK;
    if (subject->table && !feed->concern)
        status = feed_add_changed(feed, subject->table, oldest, p);
    for (uint64_t at = feed->head.last;
         (feed->concern || !subject->table) && at >= oldest && feed->count < FEED_RELEASES; at--)
        if (!feed->concern || concern_touched(feed->concern, at))
            feed_releases_add(feed, at);
    if (status == STATUS_OK && subject->table)
        status = feed_add_announcing(feed, oldest, p);
    return status == STATUS_OK ? feed_read_times(feed, p) : status;
}
