/* A release is withdrawn: a file beside its manifest says so, and nothing else changes
 * (withdrawal.h).
 */
#include "hiraku/publish/publish.h"

#include "hiraku/release/lock.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/releases.h"

#include "publish_parts.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

/* Neither what is served now nor what would be, were it published again, is hidden. */
static enum status withdraw_find(const char *store, uint64_t number, char dir[RELEASE_PATH_SIZE],
                                 struct problem *p)
{
    struct release_list list;
    char text[24], current_dir[RELEASE_PATH_SIZE];
    uint64_t current;
    enum status status = release_current(store, &current, current_dir, p);
    if (status == STATUS_OK)
        status = release_list_read(&list, store, p);
    if (status != STATUS_OK)
        return status;
    uint64_t newest = list.count > 0 ? list.numbers[list.count - 1] : 0;
    snprintf(text, sizeof text, "%llu", (unsigned long long)number);
    if (number == current || number == newest)
        status = problem_set(p, STATUS_WITHDRAW_CURRENT, slice_of(store), slice_of(text), NULL);
    else
        status = release_known(&list, store, number, p);
    release_list_free(&list);
    layout_release_dir(store, number, dir);
    return status;
}

/* Who serves the store looks for withdrawals when the folder of releases has another time. */
static enum status withdraw_tell(const char *store, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    enum status status = file_path(path, store, layout_releases, p);
    if (status == STATUS_OK && utimensat(AT_FDCWD, path, NULL, 0) != 0)
        status = problem_errno(p, path);
    return status;
}

static enum status withdraw_run(const char *store, uint64_t number, struct withdrawal *withdrawal,
                                struct problem *p)
{
    char dir[RELEASE_PATH_SIZE], path[RELEASE_PATH_SIZE];
    enum status status = withdraw_find(store, number, dir, p);
    if (status == STATUS_OK)
        status = file_path(path, dir, layout_manifest, p);
    if (status == STATUS_OK)
        status = digest_file(path, withdrawal->release, NULL, p);
    if (status == STATUS_OK)
        status = withdrawal_write(withdrawal, dir, p);
    if (status == STATUS_OK)
        status = folder_sync(dir, p);
    return status == STATUS_OK ? withdraw_tell(store, p) : status;
}

enum status publish_withdraw(const char *store, uint64_t number, const char *reason,
                             const char *reason_en, struct problem *p)
{
    struct withdrawal withdrawal = {.at = time(NULL)};
    int lock = -1;
    snprintf(withdrawal.reason, sizeof withdrawal.reason, "%s", reason);
    snprintf(withdrawal.reason_en, sizeof withdrawal.reason_en, "%s", reason_en);
    enum status status = lock_take(store, &lock, p);
    if (status == STATUS_OK)
        status = withdraw_run(store, number, &withdrawal, p);
    lock_release(lock);
    return status;
}
