/* Whether a release on disk is as it was published, as far as that can be told without reading its
 * rows: the digests of small files, the sizes of database and columns, whose heads are read by
 * store_open. Artifacts are release_files.c; `hiraku verify` reads everything. */
#include "hiraku/http/snapshot/snapshot.h"

#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"

#include <stdio.h>
#include <sys/stat.h>

static enum status release_check_damaged(const char *dir, const char *file, struct problem *p)
{
    char why[256];
    snprintf(why, sizeof why, "%.160s is not as it was published", file);
    return problem_set(p, STATUS_BAD_RELEASE, slice_of(dir), SLICE_NONE, why);
}

static enum status release_check_check_digest(const char *dir, const char *file,
                                              const char *expected, struct problem *p)
{
    char path[RELEASE_PATH_SIZE + 32], sha256[DIGEST_SIZE];
    snprintf(path, sizeof path, "%s/%s", dir, file);
    enum status status = digest_file(path, sha256, NULL, p);
    if (status == STATUS_OK && strcmp(sha256, expected) != 0)
        status = release_check_damaged(dir, file, p);
    return status;
}

static bool has_size(const char *dir, const struct artifact *file)
{
    char path[RELEASE_PATH_SIZE + sizeof file->path + 1];
    struct stat info;
    snprintf(path, sizeof path, "%s/%s", dir, file->path);
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && (uint64_t)info.st_size == file->bytes;
}

enum status release_check(const char *dir, const struct manifest *manifest,
                          const struct artifacts *artifacts, struct problem *p)
{
    enum status status = release_check_check_digest(dir, layout_manifest, artifacts->release, p);
    if (status == STATUS_OK)
        status = release_check_check_digest(dir, layout_instance, manifest->instance.sha256, p);
    for (const char *const *opened = layout_opened; *opened && status == STATUS_OK; opened++) {
        const struct artifact *store = artifacts_find(artifacts, *opened);
        if (store && artifact_is_there(store) && !has_size(dir, store))
            status = release_check_damaged(dir, store->path, p);
    }
    return status;
}
