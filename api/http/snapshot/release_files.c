/* Artifacts of an open release: opening one, and which are not as they were made.
 *
 * In the place of a damaged one the rows are read: the release is good. What is damaged is said
 * once, and looked at again whenever somebody asks how the release is, so that a repair needs no
 * restart. Only sizes are compared; `hiraku verify` reads the contents. */
#include "release_parts.h"

#include "hiraku/base/log.h"
#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/downloads/download.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/release/layout.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static bool is_as_made(const struct artifact *made, const struct stat *info)
{
    return S_ISREG(info->st_mode) && (uint64_t)info->st_size == made->bytes;
}

static bool release_files_is_whole(const struct snapshot *release, const struct artifact *made)
{
    struct stat info;
    return fstatat(release->directory, made->path, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
           is_as_made(made, &info);
}

static atomic_bool *damage_of(const struct snapshot *release, const struct artifact *made)
{
    return &release->damaged[made - release->artifacts.files];
}

static void note_damaged(const struct snapshot *release, const struct artifact *made)
{
    if (!atomic_exchange(damage_of(release, made), true))
        log_line(LOG_ERROR, "ready file damaged, the rows are read instead", "file", made->path,
                 (char *)NULL);
}

static void note_whole(const struct snapshot *release, const struct artifact *made)
{
    if (atomic_load(damage_of(release, made)) && atomic_exchange(damage_of(release, made), false))
        log_line(LOG_INFO, "ready file whole again", "file", made->path, (char *)NULL);
}

enum status release_files_check(struct snapshot *release, struct problem *p)
{
    const struct artifacts *artifacts = &release->artifacts;
    release->damaged = calloc(artifacts->count + 1, sizeof *release->damaged);
    if (!release->damaged)
        return problem_memory(p);
    for (size_t i = 0; i < artifacts->count; i++) {
        const struct artifact *one = &artifacts->files[i];
        /* what damage of the database means is release_check.c's and release_pool.c's */
        if (artifact_is_there(one) && !layout_is_opened(one->path) &&
            !release_files_is_whole(release, one))
            note_damaged(release, one);
    }
    return STATUS_OK;
}

void release_files_rebase(struct snapshot *release)
{
    struct artifact_name read;
    for (size_t i = 0; i < release->artifacts.count; i++) {
        struct artifact *one = &release->artifacts.files[i];
        const char *name = layout_artifact_file(one->path);
        if (!name || !artifact_is_there(one) ||
            (artifact_name_read(artifact_formats, slice_of(name), &read) &&
             artifact_is_neutral(read.format)))
            continue;
        snprintf(one->missing, sizeof one->missing, "%s", DOWNLOAD_OTHER_BASE);
        one->sha256[0] = one->plain_sha256[0] = '\0';
        one->bytes = one->plain_bytes = 0;
    }
}

const char *release_files_damaged(const struct snapshot *release)
{
    const char *first = NULL;
    for (size_t i = 0; i < release->artifacts.count; i++) {
        const struct artifact *one = &release->artifacts.files[i];
        if (!atomic_load(&release->damaged[i]) || !artifact_is_there(one))
            continue;
        if (release_files_is_whole(release, one))
            note_whole(release, one);
        else if (!first)
            first = one->path;
    }
    return first;
}

bool release_is_put_away(const struct snapshot *release)
{
    return faccessat(release->directory, layout_database, F_OK, 0) != 0 && errno == ENOENT;
}

/* A file that is not there although its release is. */
static bool release_files_is_damage(const struct snapshot *release, int error)
{
    if (error == EMFILE || error == ENFILE || error == ENOMEM || error == EINTR)
        return false;
    return !release_is_put_away(release);
}

bool snapshot_file(const struct snapshot *release, const char *path, struct artifact_file *file)
{
    struct stat info;
    *file = (struct artifact_file){.fd = -1};
    const struct artifact *made = artifacts_find(&release->artifacts, path);
    if (!made || !artifact_is_there(made))
        return false;
    int fd = openat(release->directory, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) {
        if (release_files_is_damage(release, errno))
            note_damaged(release, made);
        return false;
    }
    if (fstat(fd, &info) != 0 || !is_as_made(made, &info)) {
        note_damaged(release, made);
        close(fd);
        return false;
    }
    note_whole(release, made);
    file->fd = fd;
    file->size = made->bytes;
    memcpy(file->digest, made->sha256, sizeof file->digest);
    return true;
}
