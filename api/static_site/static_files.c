/* See static_files.h. One call syncs the whole file system in place of one a file: a copy has tens
 * of thousands. */
#include "hiraku/static_site/static_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MODE = 0644 };

/* Nothing, an empty folder, or one with the mark. */
static enum status static_files_check(const char *path, const char *mark, struct problem *p)
{
    char inner[FILE_PATH_SIZE];
    struct stat about;
    if (lstat(path, &about) < 0)
        return errno == ENOENT ? STATUS_OK : problem_errno(p, path);
    enum status status = file_path(inner, path, mark, p);
    if (status != STATUS_OK)
        return status;
    if (S_ISDIR(about.st_mode) && file_exists(inner))
        return STATUS_OK;
    DIR *open = S_ISDIR(about.st_mode) ? opendir(path) : NULL;
    bool empty = open != NULL;
    for (const struct dirent *entry; empty && (entry = readdir(open));)
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    if (open)
        closedir(open);
    return empty ? STATUS_OK : problem_set(p, STATUS_SITE_TARGET, slice_of(path), SLICE_NONE, NULL);
}

enum status static_files_begin(struct static_files *files, const char *folder, const char *mark,
                               struct problem *p)
{
    size_t len = strlen(folder);
    while (len > 1 && folder[len - 1] == '/')
        len--;
    *files = (struct static_files){.fd = -1};
    int written = snprintf(files->folder, sizeof files->folder, "%.*s", (int)len, folder);
    int made = snprintf(files->made, sizeof files->made, "%.*s.tmp", (int)len, folder);
    if (written < 0 || made < 0 || (size_t)made >= sizeof files->made) {
        errno = ENAMETOOLONG;
        return problem_errno(p, folder);
    }
    enum status status = static_files_check(files->folder, mark, p);
    if (status == STATUS_OK)
        status = static_files_check(files->made, mark, p);
    if (status == STATUS_OK)
        status = folder_remove(files->made, p);
    if (status == STATUS_OK)
        status = folder_make(files->made, p);
    if (status != STATUS_OK)
        return status;
    return file_replace(files->made, mark, SLICE_NONE, p);
}

enum status static_files_open(struct static_files *files, struct slice name, struct out *out,
                              struct problem *p)
{
    char path[FILE_PATH_SIZE];
    enum status status = file_path(path, files->made, name.at, p);
    if (status != STATUS_OK)
        return status;
    files->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    if (files->fd < 0 && errno == ENOENT) {
        char *slash = strrchr(path, '/');
        *slash = '\0';
        status = folder_make(path, p);
        *slash = '/';
        if (status != STATUS_OK)
            return status;
        files->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    }
    if (files->fd < 0)
        return problem_errno(p, path);
    out_open_sink(out, out_sink_fd, &files->fd);
    return STATUS_OK;
}

enum status static_files_close(struct static_files *files, struct out *out, struct problem *p)
{
    enum status status = out_finish(out, p);
    files->count++;
    files->bytes += out->total;
    out_close(out);
    if (close(files->fd) < 0 && status == STATUS_OK)
        status = problem_errno(p, files->made);
    files->fd = -1;
    return status;
}

enum status static_files_put(struct static_files *files, struct slice name, struct slice text,
                             struct problem *p)
{
    struct out out;
    enum status status = static_files_open(files, name, &out, p);
    if (status != STATUS_OK)
        return status;
    out_slice(&out, text);
    return static_files_close(files, &out, p);
}

static enum status static_files_sync(const struct static_files *files, struct problem *p)
{
    int fd = open(files->made, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return problem_errno(p, files->made);
    enum status status = syncfs(fd) < 0 ? problem_errno(p, files->made) : STATUS_OK;
    close(fd);
    return status;
}

enum status static_files_finish(struct static_files *files, struct problem *p)
{
    char former[FILE_PATH_SIZE];
    int len = snprintf(former, sizeof former, "%s.former", files->folder);
    enum status status = static_files_sync(files, p);
    if (status != STATUS_OK)
        return status;
    if (len < 0 || (size_t)len >= sizeof former) {
        errno = ENAMETOOLONG;
        return problem_errno(p, files->folder);
    }
    bool there = rmdir(files->folder) < 0 && errno != ENOENT;
    if (there)
        status = file_rename(files->folder, former, p);
    if (status != STATUS_OK)
        return status;
    status = file_rename(files->made, files->folder, p);
    return status == STATUS_OK && there ? folder_remove(former, p) : status;
}

void static_files_drop(struct static_files *files)
{
    struct problem ignored;
    if (files->fd >= 0)
        close(files->fd);
    files->fd = -1;
    if (files->made[0])
        folder_remove(files->made, &ignored);
}
