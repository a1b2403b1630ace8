/* Makes the derived files of a release anew: in a copy beside it whose canonical files are the same
 * ones, which then changes places with it.
 *
 * What was published does not change: canonical files, changes, retired ids, instance and manifest
 * are linked. */
#include "publish_parts.h"

#include "hiraku/model/model.h"
#include "hiraku/publish/publish.h"
#include "hiraku/release/lock.h"
#include "hiraku/release/releases.h"

#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

bool artifacts_are_ours(const char *dir)
{
    struct artifacts artifacts;
    if (artifacts_read(&artifacts, dir, NULL) != STATUS_OK)
        return false;
    bool ours = artifacts_check_program(&artifacts, dir, NULL) == STATUS_OK &&
                strcmp(artifacts.program, release_program()) == 0;
    artifacts_free(&artifacts);
    return ours;
}

static enum status rebuild_link(const char *from_dir, const char *to_dir, const char *name,
                                struct problem *p)
{
    char from[RELEASE_PATH_SIZE], to[RELEASE_PATH_SIZE];
    enum status status = file_path(from, from_dir, name, p);
    if (status == STATUS_OK)
        status = file_path(to, to_dir, name, p);
    return status == STATUS_OK ? file_link(from, to, p) : status;
}

static enum status rebuild_link_all(const char *from, const char *to, struct problem *p)
{
    static const char *const names[] = {layout_manifest, layout_instance, layout_changes,
                                        layout_retired};
    char path[RELEASE_PATH_SIZE];
    struct manifest manifest;
    enum status status = manifest_read(&manifest, from, p);
    if (status == STATUS_OK)
        status = manifest_complete(&manifest, from, p);
    if (status == STATUS_OK)
        status = file_path(path, to, layout_data, p);
    if (status == STATUS_OK)
        status = folder_make(path, p);
    for (size_t i = 0; i < sizeof names / sizeof *names && status == STATUS_OK; i++)
        status = rebuild_link(from, to, names[i], p);
    for (size_t i = 0; i < LAYOUT_SIGNATURES && status == STATUS_OK; i++)
        if (manifest.key[0] != '\0')
            status = rebuild_link(from, to, layout_signatures[i], p);
    if (status == STATUS_OK && manifest.reasons[0] != '\0')
        status = rebuild_link(from, to, layout_reasons, p);
    if (status == STATUS_OK)
        status = own_files_link(from, to, manifest.own.sha256, true, p);
    for (size_t i = 0; i < manifest.table_count && status == STATUS_OK; i++)
        status = rebuild_link(from, to, layout_table_csv(manifest.tables[i].resource).text, p);
    return status == STATUS_OK ? folder_sync(path, p) : status;
}

/* The two folders change places at once; on file systems that cannot, one after the other. */
static enum status rebuild_exchange(const char *store, const char *tmp, const char *dir,
                                    const char *old, struct problem *p)
{
    char releases[RELEASE_PATH_SIZE];
    enum status status = file_path(releases, store, layout_releases, p);
    if (status != STATUS_OK)
        return status;
    if (renameat2(AT_FDCWD, tmp, AT_FDCWD, dir, RENAME_EXCHANGE) == 0) {
        status = file_rename(tmp, old, p);
    } else if (errno == EINVAL || errno == ENOSYS) {
        status = file_rename(dir, old, p);
        if (status == STATUS_OK)
            status = file_rename(tmp, dir, p);
    } else {
        status = problem_errno(p, dir);
    }
    return status == STATUS_OK ? folder_sync(releases, p) : status;
}

enum status rebuild_release(const char *store, uint64_t number,
                            const struct publish_options *options, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE], tmp[RELEASE_PATH_SIZE], old[RELEASE_PATH_SIZE];
    layout_release_dir(store, number, dir);
    enum status status = layout_unfinished(store, number, tmp, p);
    if (status == STATUS_OK)
        status = layout_replaced(store, number, old, p);
    if (status != STATUS_OK)
        return status;
    status = folder_remove(old, p);
    if (status == STATUS_OK)
        status = folder_make(tmp, p);
    if (status == STATUS_OK)
        status = rebuild_link_all(dir, tmp, p);
    if (status == STATUS_OK)
        status = artifacts_make(tmp, NULL, options, p);
    if (status == STATUS_OK)
        status = folder_sync(tmp, p);
    if (status == STATUS_OK)
        status = rebuild_exchange(store, tmp, dir, old, p);
    if (status != STATUS_OK)
        folder_remove(tmp, NULL);
    return status;
}

enum status publish_rebuild(const char *store, const struct publish_options *options,
                            struct problem *p)
{
    char dir[RELEASE_PATH_SIZE];
    uint64_t number;
    int lock = -1;
    enum status status = release_current(store, &number, dir, p);
    if (status == STATUS_OK)
        status = lock_take(store, &lock, p);
    if (status == STATUS_OK)
        status = releases_clean(store, p);
    if (status == STATUS_OK)
        status = release_current(store, &number, dir, p);
    if (status == STATUS_OK)
        status = rebuild_release(store, number, options, p);
    lock_release(lock);
    return status;
}
