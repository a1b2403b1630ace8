/* A release that somebody names or goes on from: one that is open, else one that is opened for it.
 *
 * Says whether it is gone or cannot be read now; the current one is release_pool.c's. */
#include "hiraku/http/snapshot/snapshot.h"

#include "hiraku/base/config.h"
#include "hiraku/release/layout.h"

#include "release_parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { RELEASES_TRIED = 64 };

/* Which release is wanted: one in which `tables` are as they were in release `number`, or
 * (`tables` NULL) that one itself. */
struct wanted {
    const struct resource *const *tables;
    size_t count;
    uint64_t number;
    bool whole; /* with its files */
};

static bool wanted_is(const struct manifest *manifest, const struct wanted *wanted)
{
    if (!wanted->tables)
        return manifest->number == wanted->number;
    for (size_t i = 0; i < wanted->count; i++) {
        const struct table_state *state = manifest_table(manifest, wanted->tables[i]);
        if (!state || state->changed_in > wanted->number)
            return false;
    }
    return manifest->number >= wanted->number;
}

/* An open release that is wanted; a new reference. */
static struct snapshot *wanted_find_open(struct snapshots *snapshots, const struct wanted *wanted)
{
    for (struct snapshot *one = snapshots->open; one; one = one->next)
        if (release_is_usable(one) && wanted_is(&one->manifest, wanted) &&
            !(wanted->whole && release_is_put_away(one))) {
            one->references++;
            return one;
        }
    return NULL;
}

/* Opens the first release from `number` on that can be read, as long as it is wanted. */
static enum status wanted_open_kept(struct snapshots *snapshots, const struct wanted *wanted,
                                    struct snapshot **release, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE];
    for (uint64_t at = wanted->number; at < wanted->number + RELEASES_TRIED; at++) {
        struct manifest *manifest = malloc(sizeof *manifest);
        struct problem why = {.status = STATUS_OK};
        if (!manifest)
            return problem_memory(p);
        layout_release_dir(snapshots->config->store, at, dir);
        enum status status = manifest_read(manifest, dir, &why);
        bool same = status == STATUS_OK && wanted_is(manifest, wanted);
        free(manifest);
        if (same && !(wanted->whole && !release_is_whole(dir)))
            status = release_open(snapshots, dir, release, &why);
        if (*release)
            return STATUS_OK;
        if (status != STATUS_OK && problem_is_of_machine(&why))
            return problem_set(p, STATUS_NOT_READY, SLICE_NONE, SLICE_NONE,
                               "the release cannot be read");
        if (!same && access(dir, F_OK) == 0)
            break;
    }
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, wanted->number);
    return problem_set(p, STATUS_RELEASE_GONE, SLICE_NONE, slice_of(text), NULL);
}

/* Puts what was just opened on the list, behind the current one; gives what somebody else opened
 * meanwhile in its place. */
static enum status wanted_add_opened(struct snapshots *snapshots, const struct wanted *wanted,
                                     struct snapshot **release, struct problem *p)
{
    struct snapshot *dropped = NULL, *opened = *release;
    pthread_mutex_lock(&snapshots->lock);
    *release = wanted_find_open(snapshots, wanted);
    if (!*release && release_pool_make_room(snapshots, &dropped)) {
        struct snapshot **at = snapshots->open ? &snapshots->open->next : &snapshots->open;
        opened->references++; /* the list's own */
        opened->next = *at;
        *at = *release = opened;
    }
    pthread_mutex_unlock(&snapshots->lock);
    release_pool_drop(dropped);
    if (*release != opened)
        snapshot_unref(opened);
    return *release ? STATUS_OK : problem_set(p, STATUS_BUSY, slice_of(""), slice_of(""), NULL);
}

static enum status wanted_find_or_open(struct snapshots *snapshots, const struct wanted *wanted,
                                       struct snapshot **release, struct problem *p)
{
    struct snapshot *dropped = NULL;
    pthread_mutex_lock(&snapshots->lock);
    uint64_t newest = snapshots->current ? snapshots->current->manifest.number : 0;
    *release = wanted_find_open(snapshots, wanted);
    bool room = *release || release_pool_make_room(snapshots, &dropped);
    pthread_mutex_unlock(&snapshots->lock);
    release_pool_drop(dropped);
    if (*release)
        return STATUS_OK;
    if (wanted->number > newest)
        return problem_set(p, STATUS_BAD_CURSOR, slice_of("cursor"), SLICE_NONE, NULL);
    if (!room)
        return problem_set(p, STATUS_BUSY, SLICE_NONE, SLICE_NONE, NULL);
    enum status status = wanted_open_kept(snapshots, wanted, release, p);
    return *release ? wanted_add_opened(snapshots, wanted, release, p) : status;
}

enum status snapshots_as_of(struct snapshots *snapshots, const struct resource *const *tables,
                            size_t count, uint64_t number, struct snapshot **release,
                            struct problem *p)
{
    const struct wanted wanted = {tables, count, number, false};
    return wanted_find_or_open(snapshots, &wanted, release, p);
}

enum status snapshots_numbered(struct snapshots *snapshots, uint64_t number,
                               struct snapshot **release, struct problem *p)
{
    const struct wanted wanted = {NULL, 0, number, false};
    return wanted_find_or_open(snapshots, &wanted, release, p);
}

enum status snapshots_whole(struct snapshots *snapshots, uint64_t number, struct snapshot **release,
                            struct problem *p)
{
    const struct wanted wanted = {NULL, 0, number, true};
    return wanted_find_or_open(snapshots, &wanted, release, p);
}
