/* Open releases: the current one, and older ones that somebody still walks through.
 *
 * A release is opened whole or not at all: manifest, instance, model of its store, one connection
 * (release_store.c). It is shared by counting; the list of the server holds one reference to each.
 * Its artifacts are release_files.c; which one is current is release_follow.c, and one that
 * somebody names is release_wanted.c. Never writes. */
#include "hiraku/http/snapshot/snapshot.h"

#include "hiraku/base/config.h"
#include "hiraku/base/log.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"
#include "hiraku/store/store.h"

#include "release_parts.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

bool release_is_usable(const struct snapshot *release)
{
    return release && !atomic_load(&release->bad);
}

/* What another release in its place, or other files to be opened in it, would change. */
struct file_identity file_identity_of(const char *dir, const struct stat *info)
{
    struct file_identity stamp = {.device = info->st_dev, .inode = info->st_ino};
    char path[FILE_PATH_SIZE];
    struct stat opened;
    for (size_t i = 0; i < LAYOUT_OPENED; i++)
        if (file_path(path, dir, layout_opened[i], NULL) == STATUS_OK && stat(path, &opened) == 0) {
            stamp.opened[i].inode = opened.st_ino;
            stamp.opened[i].seconds = opened.st_mtim.tv_sec;
            stamp.opened[i].nanoseconds = opened.st_mtim.tv_nsec;
        }
    return stamp;
}

void snapshots_init(struct snapshots *snapshots, const struct config *config)
{
    *snapshots = (struct snapshots){.config = config};
    pthread_mutex_init(&snapshots->lock, NULL);
}

static void release_free(struct snapshot *release)
{
    while (release->idle_count)
        store_close(release->idle[--release->idle_count]);
    if (release->directory >= 0)
        close(release->directory);
    release_tree_free(&release->tree);
    json_decref(release->contract);
    instance_free(&release->instance);
    release_own_free(release);
    artifacts_free(&release->artifacts);
    free(release->damaged);
    free(release->places);
    arena_free(&release->dues_arena);
    pthread_mutex_destroy(&release->lock);
    free(release);
}

static enum status read_artifacts(struct snapshot *release, struct problem *p)
{
    enum status status = artifacts_read(&release->artifacts, release->path, p);
    return status == STATUS_OK && !release_is_put_away(release)
               ? artifacts_check_program(&release->artifacts, release->path, p)
               : status;
}

static enum status read_instance(struct snapshot *release, struct problem *p)
{
    const char *base = release->snapshots->config->base_url;
    enum status status = instance_read_release(&release->instance, release->path, p);
    if (status != STATUS_OK)
        return status;
    snprintf(release->published_base, sizeof release->published_base, "%s",
             release->instance.base_url);
    if (!base[0] || strcmp(base, release->instance.base_url) == 0)
        return STATUS_OK;
    release_files_rebase(release);
    return instance_rebase(&release->instance, base, p);
}

/* The first release tells since when a table has been published; every manifest is kept. */
static void read_issued(struct snapshot *release)
{
    char dir[RELEASE_PATH_SIZE];
    struct manifest *first = malloc(sizeof *first);
    layout_release_dir(release->snapshots->config->store, 1, dir);
    if (first && manifest_read(first, dir, NULL) == STATUS_OK)
        for (size_t i = 0; i < model_resource_count && i < RELEASE_TABLES_MAX; i++)
            if (manifest_table(first, model_resources[i]))
                release->issued[i] = first->published_at;
    free(first);
}

enum status release_open(struct snapshots *snapshots, const char *dir, struct snapshot **result,
                         struct problem *p)
{
    struct stat info;
    struct snapshot *release = calloc(1, sizeof *release);
    if (!release)
        return problem_memory(p);
    pthread_mutex_init(&release->lock, NULL);
    release->snapshots = snapshots;
    release->references = 1;
    snprintf(release->path, sizeof release->path, "%s", dir);
    enum status status = STATUS_OK;
    release->directory = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (release->directory < 0 || fstat(release->directory, &info) != 0) {
        status = problem_errno(p, dir);
    } else {
        release->stamp = file_identity_of(dir, &info);
        status = manifest_read(&release->manifest, dir, p);
    }
    if (status == STATUS_OK)
        status = manifest_complete(&release->manifest, dir, p);
    if (status == STATUS_OK)
        status = read_artifacts(release, p);
    if (status == STATUS_OK)
        status = release_check(release->path, &release->manifest, &release->artifacts, p);
    if (status == STATUS_OK)
        status = release_files_check(release, p);
    if (status == STATUS_OK)
        status = read_instance(release, p);
    if (status == STATUS_OK)
        status = release_own_read(release, p);
    if (status == STATUS_OK)
        status = release_places_read(release, p);
    if (status == STATUS_OK)
        status = release_store_open(release, &release->idle[0], p);
    if (status == STATUS_OK) {
        read_issued(release);
        release->idle_count = 1;
        *result = release;
    } else {
        release_free(release);
    }
    return status;
}

struct snapshot *snapshot_ref(struct snapshot *release)
{
    pthread_mutex_lock(&release->snapshots->lock);
    release->references++;
    pthread_mutex_unlock(&release->snapshots->lock);
    return release;
}

void snapshot_unref(struct snapshot *release)
{
    if (!release)
        return;
    struct snapshots *snapshots = release->snapshots;
    pthread_mutex_lock(&snapshots->lock);
    bool last = --release->references == 0;
    pthread_mutex_unlock(&snapshots->lock);
    if (last)
        release_free(release);
}

const struct manifest *snapshot_manifest(const struct snapshot *release)
{
    return &release->manifest;
}

const struct instance *snapshot_instance(const struct snapshot *release)
{
    return &release->instance;
}

void snapshot_mark_corrupt(struct snapshot *release, const struct problem *p)
{
    if (atomic_exchange(&release->bad, true))
        return;
    struct snapshots *snapshots = release->snapshots;
    log_problem(LOG_ERROR, "release damaged", p);
    pthread_mutex_lock(&snapshots->lock);
    if (release == snapshots->current)
        snprintf(snapshots->damage, sizeof snapshots->damage, "release %" PRIu64 " is damaged",
                 release->manifest.number);
    pthread_mutex_unlock(&snapshots->lock);
}

const struct artifacts *snapshot_artifacts(const struct snapshot *release)
{
    return &release->artifacts;
}

const char *snapshot_published_base(const struct snapshot *release)
{
    return release->published_base;
}

time_t snapshot_issued(const struct snapshot *release, const struct resource *resource)
{
    for (size_t i = 0; i < model_resource_count && i < RELEASE_TABLES_MAX; i++)
        if (model_resources[i] == resource)
            return release->issued[i];
    return 0;
}

enum status snapshot_borrow(struct snapshot *release, struct store **store, struct problem *p)
{
    *store = NULL;
    pthread_mutex_lock(&release->lock);
    if (release->idle_count)
        *store = release->idle[--release->idle_count];
    pthread_mutex_unlock(&release->lock);
    if (*store)
        return STATUS_OK;
    bool own = !release_is_put_away(release);
    enum status status = release_store_open(release, store, p);
    if (status != STATUS_OK && own && release_is_put_away(release)) /* no damage: just now */
        status = release_store_open(release, store, p);
    return status;
}

void snapshot_return(struct snapshot *release, struct store *store)
{
    if (!store)
        return;
    store_deadline(store, 0);
    pthread_mutex_lock(&release->lock);
    bool kept = release->idle_count < STORES_IDLE_MAX;
    if (kept)
        release->idle[release->idle_count++] = store;
    pthread_mutex_unlock(&release->lock);
    if (!kept)
        store_close(store);
}

/* --- the server's list, under snapshots->lock --- */

bool release_pool_make_room(struct snapshots *snapshots, struct snapshot **dropped)
{
    size_t count = 0;
    for (struct snapshot *one = snapshots->open; one; one = one->next)
        count++;
    /* the newest are in front: the last that can go is the one unused for longest */
    while (count >= (size_t)snapshots->config->open_releases) {
        struct snapshot **victim = NULL;
        for (struct snapshot **at = &snapshots->open; *at; at = &(*at)->next)
            if ((*at)->references == 1 && *at != snapshots->current)
                victim = at;
        if (!victim)
            return false;
        struct snapshot *gone = *victim;
        *victim = gone->next;
        gone->next = *dropped;
        *dropped = gone;
        count--;
    }
    return true;
}

void release_pool_drop(struct snapshot *dropped)
{
    while (dropped) {
        struct snapshot *next = dropped->next;
        snapshot_unref(dropped);
        dropped = next;
    }
}

void snapshots_install(struct snapshots *snapshots, struct snapshot *release)
{
    struct snapshot *dropped = NULL;
    char text[24];
    pthread_mutex_lock(&snapshots->lock);
    snapshots->current = release;
    atomic_fetch_add(&snapshots->generation, 1); /* behind the release: see exchange_take_release */
    release_pool_make_room(snapshots, &dropped);
    release->next = snapshots->open;
    snapshots->open = release;
    pthread_mutex_unlock(&snapshots->lock);
    release_pool_drop(dropped);
    snprintf(text, sizeof text, "%" PRIu64, release->manifest.number);
    log_line(LOG_INFO, "release opened", "release", text, (char *)NULL);
}

void snapshots_close(struct snapshots *snapshots)
{
    struct snapshot *all = snapshots->open;
    snapshots->open = snapshots->current = NULL;
    release_pool_drop(all);
    pthread_mutex_destroy(&snapshots->lock);
}

enum status snapshots_current(struct snapshots *snapshots, struct snapshot **release,
                              struct problem *p)
{
    char damage[sizeof snapshots->damage];
    pthread_mutex_lock(&snapshots->lock);
    *release = release_is_usable(snapshots->current) ? snapshots->current : NULL;
    if (*release)
        (*release)->references++;
    memcpy(damage, snapshots->damage, sizeof damage);
    pthread_mutex_unlock(&snapshots->lock);
    if (*release)
        return STATUS_OK;
    return problem_set(p, STATUS_NOT_READY, SLICE_NONE, SLICE_NONE,
                       damage[0] ? "the release is damaged" : "no release yet");
}
