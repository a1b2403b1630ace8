/* Files and folders on their way to disk: created, digested, synced, linked, removed.
 *
 * Knows nothing of releases. */
#include "hiraku/base/durable_file.h"

#include "hiraku/base/in.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MODE = 0644, FOLDER_MODE = 0755, NAMELESS_MODE = 0600, COPY_SIZE = 64 * 1024 };

enum status file_path(char path[FILE_PATH_SIZE], const char *dir, const char *name,
                      struct problem *p)
{
    int len = snprintf(path, FILE_PATH_SIZE, "%s/%s", dir, name);
    if (len >= 0 && len < FILE_PATH_SIZE)
        return STATUS_OK;
    errno = ENAMETOOLONG;
    return problem_errno(p, dir);
}

bool file_exists(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0;
}

/* fsync(2), made again where a signal interrupts it, as some network file systems let it. */
static int file_sync(int fd)
{
    int code;
    do
        code = fsync(fd);
    while (code < 0 && errno == EINTR);
    return code;
}

enum status file_sync_path(const char *path, struct problem *p)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return problem_errno(p, path);
    enum status status = file_sync(fd) < 0 ? problem_errno(p, path) : STATUS_OK;
    close(fd);
    return status;
}

int file_nameless(const char *folder)
{
    char path[FILE_PATH_SIZE];
    int fd = open(folder, O_RDWR | O_TMPFILE | O_CLOEXEC, NAMELESS_MODE);
    int len = snprintf(path, sizeof path, "%s/hiraku-XXXXXX", folder);
    if (fd >= 0 || len < 0 || (size_t)len >= sizeof path)
        return fd;
    fd = mkostemp(path, O_CLOEXEC); /* a file system that has no files without names */
    if (fd >= 0)
        unlink(path);
    return fd;
}

/* --- one new file ----------------------------------------------------------------------------- */

static enum status sink(void *context, const void *data, size_t len, struct problem *p)
{
    struct file *file = context;
    digest_add(&file->digest, data, len);
    enum status status = out_sink_fd(&file->fd, data, len, p);
    if (status != STATUS_SYSTEM || !p)
        return status;
    errno = p->error;
    return problem_errno(p, file->path);
}

enum status file_create(struct file *file, const char *dir, const char *name, struct problem *p)
{
    enum status status = file_path(file->path, dir, name, p);
    if (status != STATUS_OK)
        return status;
    file->fd = open(file->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
    if (file->fd < 0)
        return problem_errno(p, file->path);
    digest_init(&file->digest);
    out_open_sink(&file->out, sink, file);
    return STATUS_OK;
}

enum status file_close(struct file *file, char sha256[DIGEST_SIZE], uint64_t *bytes,
                       struct problem *p)
{
    char hex[DIGEST_SIZE];
    uint64_t total = file->out.total;
    enum status status = out_finish(&file->out, p);
    out_close(&file->out);
    if (status == STATUS_OK && file_sync(file->fd) < 0)
        status = problem_errno(p, file->path);
    if (close(file->fd) < 0 && status == STATUS_OK)
        status = problem_errno(p, file->path);
    digest_hex(&file->digest, hex);
    if (sha256)
        memcpy(sha256, hex, DIGEST_SIZE);
    if (bytes)
        *bytes = total;
    return status;
}

enum status file_create_aside(struct file *file, const char *dir, const char *name,
                              struct problem *p)
{
    char temporary[256], path[FILE_PATH_SIZE];
    snprintf(temporary, sizeof temporary, "%s.tmp", name);
    enum status status = file_path(path, dir, temporary, p);
    if (status != STATUS_OK)
        return status;
    unlink(path);
    return file_create(file, dir, temporary, p);
}

enum status file_take_place(const struct file *file, const char *dir, const char *name,
                            struct problem *p)
{
    char path[FILE_PATH_SIZE];
    enum status status = file_path(path, dir, name, p);
    return status == STATUS_OK ? file_rename(file->path, path, p) : status;
}

enum status file_replace(const char *dir, const char *name, struct slice text, struct problem *p)
{
    struct file file;
    enum status status = file_create_aside(&file, dir, name, p);
    if (status != STATUS_OK)
        return status;
    out_slice(&file.out, text);
    status = file_close(&file, NULL, NULL, p);
    return status == STATUS_OK ? file_take_place(&file, dir, name, p) : status;
}

/* --- links and copies ------------------------------------------------------------------------- */

static enum status copy_bytes(int from, int to, const char *path, struct problem *p)
{
    char buffer[COPY_SIZE];
    for (;;) {
        ssize_t len = in_bytes(from, buffer, sizeof buffer);
        if (len < 0)
            return problem_errno(p, path);
        if (len == 0)
            break;
        if (out_sink_fd(&to, buffer, (size_t)len, NULL) != STATUS_OK)
            return problem_errno(p, path);
    }
    return file_sync(to) < 0 ? problem_errno(p, path) : STATUS_OK;
}

static enum status durable_file_copy(const char *from, const char *to, struct problem *p)
{
    int in = open(from, O_RDONLY | O_CLOEXEC), out = -1;
    enum status status = STATUS_OK;
    if (in < 0)
        return problem_errno(p, from);
    out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    if (out < 0) {
        status = problem_errno(p, to);
    } else {
        status = copy_bytes(in, out, to, p);
        if (close(out) < 0 && status == STATUS_OK)
            status = problem_errno(p, to);
    }
    close(in);
    return status;
}

enum status file_link(const char *from, const char *to, struct problem *p)
{
    if (link(from, to) == 0)
        return STATUS_OK;
    if (errno == EPERM || errno == EMLINK || errno == EOPNOTSUPP || errno == EXDEV)
        return durable_file_copy(from, to, p);
    return problem_errno(p, from);
}

enum status file_rename(const char *from, const char *to, struct problem *p)
{
    return rename(from, to) < 0 ? problem_errno(p, to) : STATUS_OK;
}

/* --- folders ---------------------------------------------------------------------------------- */

enum status folder_make(const char *path, struct problem *p)
{
    char part[FILE_PATH_SIZE];
    size_t len = strlen(path);
    struct stat about;
    if (len >= sizeof part) {
        errno = ENAMETOOLONG;
        return problem_errno(p, path);
    }
    for (size_t i = 1; i <= len; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, FOLDER_MODE) < 0 && errno != EEXIST)
            return problem_errno(p, part);
    }
    if (stat(path, &about) == 0 && !S_ISDIR(about.st_mode)) {
        errno = ENOTDIR;
        return problem_errno(p, path);
    }
    return STATUS_OK;
}

enum status folder_sync(const char *path, struct problem *p)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return problem_errno(p, path);
    enum status status = file_sync(fd) < 0 && errno != EINVAL ? problem_errno(p, path) : STATUS_OK;
    close(fd);
    return status;
}

static enum status remove_entries(DIR *open, const char *path, struct problem *p)
{
    enum status status = STATUS_OK;
    const struct dirent *entry;
    while (status == STATUS_OK && (entry = readdir(open))) {
        char inner[FILE_PATH_SIZE];
        struct stat about;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        status = file_path(inner, path, entry->d_name, p);
        if (status != STATUS_OK)
            break;
        if (lstat(inner, &about) == 0 && S_ISDIR(about.st_mode))
            status = folder_remove(inner, p);
        else if (unlink(inner) < 0 && errno != ENOENT)
            status = problem_errno(p, inner);
    }
    return status;
}

enum status folder_remove(const char *path, struct problem *p)
{
    struct stat about;
    if (lstat(path, &about) < 0)
        return errno == ENOENT ? STATUS_OK : problem_errno(p, path);
    if (!S_ISDIR(about.st_mode))
        return unlink(path) < 0 ? problem_errno(p, path) : STATUS_OK;
    DIR *open = opendir(path);
    if (!open)
        return problem_errno(p, path);
    enum status status = remove_entries(open, path, p);
    closedir(open);
    if (status == STATUS_OK && rmdir(path) < 0)
        status = problem_errno(p, path);
    return status;
}
