/* A corrected copy of an instance's folder: checked, copied file by file, corrected where a
 * proposal is certain.
 *
 * The copy is made beside its place, in a folder with a name of its own, and then renamed. Nothing
 * is judged here (fixes.c), and files are written elsewhere: a table in fix_table.c, instance.json
 * and what is only copied in fix_file.c. */
#include "hiraku/ingest/ingest.h"

#include "hiraku/model/instance.h"
#include "hiraku/release/layout.h"

#include "fix.h"
#include "run.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { DEPTH_MAX = 16 };

/* --- the folder ------------------------------------------------------------------------------- */

struct copying {
    const struct check_run *run;
    const struct fixes *fixes;
    const struct data_files *files;
    const struct fix_sink *sink;
    const char *to;
};

struct folder {
    const struct folder *parent;
    const char *path, *name; /* name relative to the instance, "" for itself */
    dev_t device;
    ino_t inode;
    int depth;
};

static bool fix_is_inside_itself(const struct folder *folder)
{
    for (const struct folder *up = folder->parent; up; up = up->parent)
        if (up->device == folder->device && up->inode == folder->inode)
            return true;
    return folder->depth > DEPTH_MAX;
}

static enum status copy_folder(const struct copying *copying, const struct folder *folder,
                               struct problem *p);

static enum status copy_file(const struct copying *copying, const char *path, const char *name,
                             struct problem *p)
{
    for (size_t i = 0; i < copying->files->count; i++)
        if (strcmp(copying->files->files[i].name, name) == 0)
            return fix_table(copying->run, copying->fixes, &copying->files->files[i], copying->to,
                             copying->sink, p);
    return strcmp(name, layout_instance) == 0 ? fix_instance(path, copying->to, copying->sink, p)
                                              : fix_copy(path, copying->to, name, p);
}

static enum status copy_entry(const struct copying *copying, const struct folder *folder,
                              const char *entry, struct problem *p)
{
    char path[FILE_PATH_SIZE], name[FILE_PATH_SIZE], made[FILE_PATH_SIZE];
    struct stat about;
    enum status status = file_path(path, folder->path, entry, p);
    if (status == STATUS_OK && folder->name[0] != '\0')
        status = file_path(name, folder->name, entry, p);
    else if (status == STATUS_OK)
        snprintf(name, sizeof name, "%s", entry);
    if (status != STATUS_OK)
        return status;
    if (stat(path, &about) < 0)
        return problem_errno(p, path);
    if (S_ISREG(about.st_mode))
        return copy_file(copying, path, name, p);
    const struct folder inner = {folder, path, name, about.st_dev, about.st_ino, folder->depth + 1};
    if (!S_ISDIR(about.st_mode) || fix_is_inside_itself(&inner))
        return STATUS_OK;
    status = file_path(made, copying->to, name, p);
    if (status == STATUS_OK)
        status = folder_make(made, p);
    return status == STATUS_OK ? copy_folder(copying, &inner, p) : status;
}

static enum status copy_folder(const struct copying *copying, const struct folder *folder,
                               struct problem *p)
{
    struct dirent **entries;
    int count = scandir(folder->path, &entries, NULL, alphasort);
    if (count < 0)
        return problem_errno(p, folder->path);
    enum status status = STATUS_OK;
    for (int i = 0; i < count; i++) {
        const char *entry = entries[i]->d_name;
        if (status == STATUS_OK && strcmp(entry, ".") != 0 && strcmp(entry, "..") != 0)
            status = copy_entry(copying, folder, entry, p);
        free(entries[i]);
    }
    free(entries);
    return status;
}

/* --- where it goes ---------------------------------------------------------------------------- */

static enum status fix_refuse(const char *to, struct problem *p)
{
    return problem_set(p, STATUS_FIX_TARGET, slice_of(to), SLICE_NONE, NULL);
}

static bool is_within(const char *path, const char *dir)
{
    size_t len = strlen(dir);
    return strncmp(path, dir, len) == 0 && (path[len] == '/' || path[len] == '\0' || len == 1);
}

/* Not there, or an empty folder; its parent there, and not within `dir`. */
static enum status check_target(const char *dir, const char *to, struct problem *p)
{
    char parent[FILE_PATH_SIZE], real_dir[PATH_MAX], real_parent[PATH_MAX];
    size_t len = strlen(to);
    while (len > 1 && to[len - 1] == '/')
        len--;
    while (len > 0 && to[len - 1] != '/')
        len--;
    if (len >= sizeof parent)
        return fix_refuse(to, p);
    snprintf(parent, sizeof parent, "%.*s", len > 0 ? (int)len : 1, len > 0 ? to : ".");
    if (!realpath(dir, real_dir))
        return problem_errno(p, dir);
    if (!realpath(parent, real_parent))
        return problem_errno(p, parent);
    if (is_within(real_parent, real_dir))
        return fix_refuse(to, p);
    DIR *open = opendir(to);
    if (!open)
        return errno == ENOENT ? STATUS_OK : fix_refuse(to, p);
    bool empty = true;
    for (const struct dirent *entry = readdir(open); entry; entry = readdir(open))
        empty = empty && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0);
    closedir(open);
    return empty ? STATUS_OK : fix_refuse(to, p);
}

/* A folder of its own beside `to`. */
static enum status make_beside(const char *to, char path[FILE_PATH_SIZE], struct problem *p)
{
    size_t len = strlen(to);
    while (len > 1 && to[len - 1] == '/')
        len--;
    int written = snprintf(path, FILE_PATH_SIZE, "%.*s.XXXXXX", (int)len, to);
    if (written < 0 || written >= FILE_PATH_SIZE)
        return fix_refuse(to, p);
    return mkdtemp(path) && chmod(path, 0755) == 0 ? STATUS_OK : problem_errno(p, path);
}

/* --- all together ----------------------------------------------------------------------------- */

static enum status copy_all(const struct copying *copying, const char *dir, struct problem *p)
{
    struct stat about;
    if (stat(dir, &about) < 0)
        return problem_errno(p, dir);
    const struct folder top = {NULL, dir, "", about.st_dev, about.st_ino, 0};
    return copy_folder(copying, &top, p);
}

static enum status write_copy(const struct copying *plan, const char *dir, const char *to,
                              struct problem *p)
{
    char path[FILE_PATH_SIZE];
    struct copying copying = *plan;
    enum status status = make_beside(to, path, p);
    if (status != STATUS_OK)
        return status;
    copying.to = path;
    status = copy_all(&copying, dir, p);
    if (status == STATUS_OK)
        status = file_rename(path, to, p);
    if (status != STATUS_OK)
        folder_remove(path, NULL);
    return status;
}

static enum status find_and_copy(const char *dir, const char *to, const struct fixes *fixes,
                                 const struct instance *instance, const struct fix_sink *sink,
                                 struct problem *p)
{
    struct data_files files = {NULL, 0, 0, 0};
    struct report *report = report_new(); /* which files there are was told before */
    if (!report)
        return problem_memory(p);
    const struct check_run run = {instance, report, NULL, NULL, NULL};
    const struct copying copying = {&run, fixes, &files, sink, NULL};
    enum status status = data_files_find(&files, dir, report, p);
    if (status == STATUS_OK)
        status = write_copy(&copying, dir, to, p);
    data_files_free(&files);
    report_free(report);
    return status;
}

enum status ingest_fix(const char *dir, const char *to, struct report *report,
                       const struct progress *progress, const struct fix_sink *sink,
                       struct problem *p)
{
    struct instance instance = {.first_month = 0};
    struct fixes fixes;
    enum status status = check_target(dir, to, p);
    if (status != STATUS_OK)
        return status;
    fixes_init(&fixes, report);
    report_watch(report, fixes_see, &fixes);
    status = ingest_check(dir, &instance, report, progress, NULL, p);
    report_watch(report, NULL, NULL);
    if (status == STATUS_OK && fixes.status != STATUS_OK)
        status = problem_memory(p);
    fixes_sort(&fixes);
    if (status == STATUS_OK)
        status = find_and_copy(dir, to, &fixes, &instance, sink, p);
    fixes_free(&fixes);
    instance_free(&instance);
    return status;
}
