/* One file of another instance: linked where the release before has it, else fetched, gone on with
 * where it was cut off, and compared with its digest before it gets its name. */
#include "pull_parts.h"

#include "hiraku/base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECES_FROM = 64 * 1024, PULL_FILE_MODE = 0644 };

#define PART ".part"

/* Whether a file is there and has the digest. */
static enum status pull_file_holds(const char *path, const struct copy_file *file, bool *holds,
                                   struct problem *p)
{
    char sha256[DIGEST_SIZE];
    struct stat about;
    *holds = false;
    if (lstat(path, &about) < 0 || !S_ISREG(about.st_mode) ||
        (uint64_t)about.st_size != file->bytes)
        return STATUS_OK;
    enum status status = digest_file(path, sha256, NULL, p);
    *holds = status == STATUS_OK && strcmp(sha256, file->sha256) == 0;
    return status;
}

/* From where the part that is there ends. */
static enum status pull_whole(struct pulled *pulled, const struct copy_file *file, const char *part,
                              struct problem *p)
{
    struct stat about;
    int fd = open(part, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, PULL_FILE_MODE);
    if (fd < 0)
        return problem_errno(p, part);
    enum status status = STATUS_OK;
    if (fstat(fd, &about) < 0)
        status = problem_errno(p, part);
    else if ((uint64_t)about.st_size > file->bytes && ftruncate(fd, 0) < 0)
        status = problem_errno(p, part);
    uint64_t there = (uint64_t)about.st_size > file->bytes ? 0 : (uint64_t)about.st_size;
    if (status == STATUS_OK && there < file->bytes)
        status = pull_part(pulled, file, there, 0, fd, p);
    close(fd);
    return status;
}

/* What was fetched gets its name where it is right, and is thrown away where it is not. */
static enum status pull_keep(const struct pulled *pulled, const struct copy_file *file,
                             const char *part, const char *path, struct problem *p)
{
    char url[REMOTE_URL_SIZE];
    bool holds;
    enum status status = pull_file_holds(part, file, &holds, p);
    if (status == STATUS_OK && !holds) {
        unlink(part);
        snprintf(url, sizeof url, "%s (%s)", pulled->puller->options.base, file->path);
        return problem_set(p, STATUS_COPY_DIFFERS, slice_of(url), SLICE_NONE, "SHA-256");
    }
    if (status == STATUS_OK)
        status = file_sync_path(part, p);
    return status == STATUS_OK ? file_rename(part, path, p) : status;
}

static enum status pull_fetch(struct pulled *pulled, const struct copy_file *file, const char *old,
                              const char *path, struct problem *p)
{
    char part[RELEASE_PATH_SIZE + sizeof PART];
    struct stat about;
    bool done = false;
    enum status status = STATUS_OK;
    snprintf(part, sizeof part, "%s" PART, path);
    if (file->bytes >= PIECES_FROM && *old && stat(old, &about) == 0 && about.st_size > 0)
        status = pull_pieces(pulled, file, old, &done, p);
    if (status == STATUS_OK && !done)
        status = pull_whole(pulled, file, part, p);
    return status == STATUS_OK ? pull_keep(pulled, file, part, path, p) : status;
}

enum status pull_file(struct pulled *pulled, const struct copy_file *file, struct problem *p)
{
    char path[RELEASE_PATH_SIZE], old[RELEASE_PATH_SIZE] = "", size[24];
    bool holds = false;
    if (file->bytes > pulled->puller->options.file_bytes) {
        snprintf(size, sizeof size, "%" PRIu64, pulled->puller->options.file_bytes);
        return problem_set(p, STATUS_REMOTE_TOO_MUCH, slice_of(file->path), slice_of(size), NULL);
    }
    enum status status = file_path(path, pulled->dir, file->path, p);
    if (status == STATUS_OK && pulled->before[0])
        status = file_path(old, pulled->before, file->path, p);
    if (status != STATUS_OK)
        return status;
    *strrchr(path, '/') = '\0';
    status = folder_make(path, p);
    if (status == STATUS_OK)
        status = file_path(path, pulled->dir, file->path, p);
    if (status == STATUS_OK)
        status = pull_file_holds(path, file, &holds, p);
    if (status != STATUS_OK || holds)
        return status;
    status = folder_remove(path, p);
    if (status == STATUS_OK && *old)
        status = pull_file_holds(old, file, &holds, p);
    if (status != STATUS_OK)
        return status;
    return holds ? file_link(old, path, p) : pull_fetch(pulled, file, old, path, p);
}
