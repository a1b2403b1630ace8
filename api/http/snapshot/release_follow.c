/* Which release is current: follows STORE/current, and what to do when that cannot be served.
 *
 * A release that cannot be opened leaves the one that is open; one in which damage was met gives
 * way to the newest older one that is kept and good. Without any there is 503 until there is one.
 * What is wrong stands in /readyz as long as it is. */
#include "hiraku/http/snapshot/snapshots.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/config.h"
#include "hiraku/base/log.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/release/releases.h"

#include "release_parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

enum { BAD_RETRY_MS = 5000, FALLBACKS_TRIED = 100 };

/* The newest release before `number` that is kept and good. */
static bool fall_back(struct snapshots *snapshots, uint64_t number)
{
    char dir[RELEASE_PATH_SIZE];
    for (uint64_t at = number; at-- > 1 && number - at <= FALLBACKS_TRIED;) {
        struct snapshot *release;
        layout_release_dir(snapshots->config->store, at, dir);
        if (release_is_whole(dir) && release_open(snapshots, dir, &release, NULL) == STATUS_OK) {
            log_line(LOG_ERROR, "serving an older release", (char *)NULL);
            release_dues_read(release);
            snapshots_install(snapshots, release);
            return true;
        }
    }
    return false;
}

/* A release that cannot be opened or was found damaged: said once, tried again later. */
static void keep_damage(struct snapshots *snapshots, const struct file_identity *stamp,
                        uint64_t number, const struct problem *p)
{
    char text[1024], damage[sizeof snapshots->damage];
    bool said = memcmp(&snapshots->bad, stamp, sizeof *stamp) == 0;
    snapshots->bad = *stamp;
    snapshots->retry_ms = clock_monotonic_ms() + BAD_RETRY_MS;
    problem_text(p, LANGUAGE_EN, text, sizeof text);
    snprintf(damage, sizeof damage, "release %" PRIu64 " is damaged: %.200s", number, text);
    pthread_mutex_lock(&snapshots->lock);
    memcpy(snapshots->damage, damage, sizeof damage);
    pthread_mutex_unlock(&snapshots->lock);
    if (!said)
        log_problem(LOG_ERROR,
                    release_is_usable(snapshots->current) ? "release not opened, the old one stays"
                                                          : "release not opened",
                    p);
}

/* Opens what STORE/current names, or an older one where that is damaged and nothing good is open.
 */
static enum status follow(struct snapshots *snapshots, const char *dir, uint64_t number,
                          const struct file_identity *stamp, struct problem *p)
{
    struct snapshot *old = snapshots->current; /* only this thread changes it */
    struct snapshot *release = NULL;
    bool same = old && memcmp(&old->stamp, stamp, sizeof *stamp) == 0;
    bool known = memcmp(&snapshots->bad, stamp, sizeof *stamp) == 0;
    enum status status;
    if ((same && release_is_usable(old)) || (known && clock_monotonic_ms() < snapshots->retry_ms))
        return STATUS_OK;
    if (same) /* what was good when it was opened would be opened again */
        status = problem_set(p, STATUS_BAD_RELEASE, slice_of(dir), SLICE_NONE,
                             "damage was met while reading");
    else
        status = release_open(snapshots, dir, &release, p);
    if (status == STATUS_OK) {
        release_dues_read(release);
        snapshots_install(snapshots, release);
        pthread_mutex_lock(&snapshots->lock);
        snapshots->damage[0] = '\0';
        pthread_mutex_unlock(&snapshots->lock);
        return STATUS_OK;
    }
    if (!old && (status == STATUS_NO_MEMORY || status == STATUS_OTHER_MODEL))
        return status;
    keep_damage(snapshots, stamp, number, p);
    if (same)
        snapshots->retry_ms = INT64_MAX; /* until something else is in its place */
    if (!release_is_usable(old))
        fall_back(snapshots, number);
    return STATUS_OK;
}

/* What is withdrawn is looked for when the folder of releases has another time: publishing and
 * withdrawing give it one. An answer from before is none any more. */
static void follow_withdrawals(struct snapshots *snapshots)
{
    enum { SPREAD = 31 };
    char folder[RELEASE_PATH_SIZE], dir[RELEASE_PATH_SIZE], path[RELEASE_PATH_SIZE];
    const char *store = snapshots->config->store;
    struct release_list list;
    struct stat info;
    uint64_t withdrawn = 1;
    if (file_path(folder, store, layout_releases, NULL) != STATUS_OK || stat(folder, &info) != 0 ||
        memcmp(&info.st_mtim, &snapshots->looked, sizeof info.st_mtim) == 0 ||
        release_list_read(&list, store, NULL) != STATUS_OK)
        return;
    for (size_t i = 0; i < list.count; i++) {
        layout_release_dir(store, list.numbers[i], dir);
        if (file_path(path, dir, layout_withdrawal, NULL) == STATUS_OK && file_exists(path))
            withdrawn = withdrawn * SPREAD + list.numbers[i];
    }
    release_list_free(&list);
    snapshots->looked = info.st_mtim;
    if (atomic_exchange(&snapshots->withdrawals, withdrawn) != withdrawn)
        atomic_fetch_add(&snapshots->generation, 1);
}

enum status snapshots_update(struct snapshots *snapshots, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE];
    struct stat info;
    uint64_t number;
    follow_withdrawals(snapshots);
    enum status status = release_current(snapshots->config->store, &number, dir, p);
    if (status == STATUS_OK && stat(dir, &info) != 0)
        status = problem_errno(p, dir);
    if (status == STATUS_OK) {
        struct file_identity stamp = file_identity_of(dir, &info);
        atomic_store(&snapshots->lost, false);
        return follow(snapshots, dir, number, &stamp, p);
    }
    if (snapshots->current && !atomic_load(&snapshots->lost))
        log_problem(LOG_ERROR, "store lost, the release that is open stays", p);
    atomic_store(&snapshots->lost, true);
    return status;
}

struct snapshots_state snapshots_look(struct snapshots *snapshots)
{
    struct snapshots_state state = {.number = 0};
    pthread_mutex_lock(&snapshots->lock);
    struct snapshot *current = release_is_usable(snapshots->current) ? snapshots->current : NULL;
    state.lost = atomic_load(&snapshots->lost);
    memcpy(state.damage, snapshots->damage, sizeof state.damage);
    for (struct snapshot *one = snapshots->open; one; one = one->next)
        state.open++;
    if (current)
        current->references++;
    pthread_mutex_unlock(&snapshots->lock);
    if (!current)
        return state;
    const char *file = release_files_damaged(current);
    state.number = current->manifest.number;
    state.published_at = current->manifest.published_at;
    snprintf(state.file, sizeof state.file, "%s", file ? file : "");
    snapshot_unref(current);
    return state;
}
