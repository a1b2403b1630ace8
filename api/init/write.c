/* Writes the folder of a new instance: under another name first, which it leaves when all is there
 * and is without errors. What a kill leaves is that other folder, which nobody reads. */
#include "hiraku/init/init.h"

#include "hiraku/base/durable_file.h"
#include "hiraku/ingest/ingest.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/template_files.h"

#include "fields.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MODE_BITS = 07777, NEW_FOLDER = 0777, AWAY = 24 };

/* --- files ------------------------------------------------------------------------------------ */

static enum status init_put(const char *dir, const char *name, struct slice head, struct slice text,
                            struct problem *p)
{
    struct file file;
    char folder[FILE_PATH_SIZE];
    enum status status = file_path(folder, dir, name, p);
    if (status != STATUS_OK)
        return status;
    *strrchr(folder, '/') = '\0';
    status = folder_make(folder, p);
    if (status == STATUS_OK)
        status = file_create(&file, dir, name, p);
    if (status != STATUS_OK)
        return status;
    out_slice(&file.out, head);
    out_slice(&file.out, text);
    status = file_close(&file, NULL, NULL, p);
    return status == STATUS_OK ? folder_sync(folder, p) : status;
}

/* A file of the template as it is, but instance.json, and the texts that init has in its place. */
static enum status init_put_template(struct init *init, const char *dir,
                                     const struct template_file *file, struct problem *p)
{
    static const char ours[] = "template/";
    struct slice text = file->text;
    if (strncmp(file->path, ours, strlen(ours)) != 0)
        return STATUS_OK;
    const char *name = file->path + strlen(ours);
    struct slice filled = arena_printf(&init->arena, "%s.in", name);
    if (!filled.at)
        return problem_memory(p);
    struct slice pattern = template_file("init", filled.at);
    enum status status = STATUS_OK;
    if (strcmp(name, layout_instance) == 0)
        status = fields_instance(init, &text, p);
    else if (pattern.len > 0)
        text = fields_fill(init, pattern, NULL);
    if (status == STATUS_OK && !text.at)
        status = problem_memory(p);
    return status == STATUS_OK ? init_put(dir, name, SLICE_NONE, text, p) : status;
}

/* The first row of a table: its file is not there yet, or is nothing but the header. */
static enum status init_put_record(struct init *init, const char *dir, const char *table,
                                   struct problem *p)
{
    struct slice header, row;
    enum status status = fields_record(init, table, &header, &row, p);
    if (status != STATUS_OK || row.len == 0)
        return status;
    struct slice name = arena_printf(&init->arena, "%s/%s.csv", layout_data, table);
    struct slice head = arena_printf(&init->arena, "%.*s\n", (int)header.len, header.at);
    char path[FILE_PATH_SIZE];
    if (!name.at || !head.at)
        return problem_memory(p);
    status = file_path(path, dir, name.at, p);
    if (status == STATUS_OK && unlink(path) < 0 && errno != ENOENT)
        status = problem_errno(p, path);
    return status == STATUS_OK ? init_put(dir, name.at, head, row, p) : status;
}

static enum status init_put_all(struct init *init, const char *dir, struct problem *p)
{
    enum status status = STATUS_OK;
    for (const struct template_file *file = template_files; file->path && status == STATUS_OK;
         file++)
        status = init_put_template(init, dir, file, p);
    if (status == STATUS_OK)
        status = init_put_record(init, dir, "sources", p);
    if (status == STATUS_OK)
        status = init_put_record(init, dir, "municipalities", p);
    return status;
}

static enum status init_check(const char *dir, struct report *report, struct problem *p)
{
    struct instance instance;
    enum status status = ingest_check(dir, &instance, report, NULL, NULL, p);
    instance_free(&instance);
    if (status == STATUS_OK)
        status = report_status(report);
    if (status == STATUS_OK && report_count(report, SEVERITY_ERROR) > 0)
        return problem_set(p, STATUS_BAD_DATA, SLICE_NONE, SLICE_NONE, NULL);
    return status == STATUS_NO_MEMORY ? problem_memory(p) : status;
}

/* --- the folder ------------------------------------------------------------------------------- */

/* The folder's real path: that of the one above it, and its own name. */
static enum status init_target(const char *dir, char real[PATH_MAX], struct problem *p)
{
    char above[PATH_MAX];
    size_t len = strlen(dir);
    if (realpath(dir, real))
        return STATUS_OK;
    if (errno != ENOENT)
        return problem_errno(p, dir);
    while (len > 1 && dir[len - 1] == '/')
        len--;
    size_t at = len;
    while (at > 0 && dir[at - 1] != '/')
        at--;
    int wrote = snprintf(above, sizeof above, "%.*s", at > 0 ? (int)at : 1, at > 0 ? dir : ".");
    if (len == 0 || wrote < 0 || (size_t)wrote >= sizeof above || !realpath(above, real))
        return problem_set(p, STATUS_NO_FOLDER, slice_of(above), SLICE_NONE, NULL);
    size_t used = strcmp(real, "/") == 0 ? 0 : strlen(real);
    wrote = snprintf(real + used, PATH_MAX - used, "/%.*s", (int)(len - at), dir + at);
    if (wrote < 0 || (size_t)wrote >= PATH_MAX - used) {
        errno = ENAMETOOLONG;
        return problem_errno(p, dir);
    }
    return STATUS_OK;
}

/* STATUS_INIT_TARGET where anything is in it. */
static enum status init_see_empty(const char *dir, struct problem *p)
{
    DIR *open = opendir(dir);
    if (!open)
        return problem_errno(p, dir);
    bool empty = true;
    for (struct dirent *entry = readdir(open); entry && empty; entry = readdir(open))
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    closedir(open);
    return empty ? STATUS_OK : problem_set(p, STATUS_INIT_TARGET, slice_of(dir), SLICE_NONE, NULL);
}

/* The mode of the folder to come; STATUS_INIT_HERE: that is where one is. */
static enum status init_look(const char *dir, const char *real, bool *there, mode_t *mode,
                             struct problem *p)
{
    struct stat about, here;
    *there = stat(real, &about) == 0;
    if (!*there)
        return STATUS_OK;
    *mode = about.st_mode & MODE_BITS;
    if (!S_ISDIR(about.st_mode))
        return problem_set(p, STATUS_INIT_TARGET, slice_of(dir), SLICE_NONE, NULL);
    const char *name = strrchr(real, '/') + 1;
    if (stat(".", &here) == 0 && here.st_dev == about.st_dev && here.st_ino == about.st_ino)
        return problem_set(p, STATUS_INIT_HERE, slice_of(dir), slice_of(name), NULL);
    return init_see_empty(dir, p);
}

/* Whether a shell takes the name as it is. */
static bool init_is_plain(const char *name)
{
    for (const char *c = name; *c; c++)
        if ((unsigned char)*c < 0x80 && !strchr("-._", *c) && !(*c >= '0' && *c <= '9') &&
            !((*c | 0x20) >= 'a' && (*c | 0x20) <= 'z'))
            return false;
    return *name && *name != '-';
}

/* Empty folders only give way: rename(2) refuses any other. */
static enum status init_take_name(const char *away, const char *real, const char *dir,
                                  struct problem *p)
{
    char above[PATH_MAX];
    if (rename(away, real) < 0)
        return errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR
                   ? problem_set(p, STATUS_INIT_TARGET, slice_of(dir), SLICE_NONE, NULL)
                   : problem_errno(p, dir);
    snprintf(above, sizeof above, "%.*s", (int)(strrchr(real, '/') - real), real);
    return folder_sync(above[0] ? above : "/", p);
}

static enum status init_make(struct init *init, const char *away, struct report *report,
                             struct problem *p)
{
    enum status status = init_put_all(init, away, p);
    if (status == STATUS_OK)
        status = init_check(away, report, p);
    return status == STATUS_OK ? folder_sync(away, p) : status;
}

enum status init_see_target(const char *dir, struct problem *p)
{
    char real[PATH_MAX];
    bool there;
    mode_t mode;
    enum status status = init_target(dir, real, p);
    return status == STATUS_OK ? init_look(dir, real, &there, &mode, p) : status;
}

enum status init_write(struct init *init, const char *dir, struct report *report, struct problem *p)
{
    char real[PATH_MAX], away[PATH_MAX + AWAY];
    bool there;
    mode_t mode = 0;
    enum status status = init_target(dir, real, p);
    if (status == STATUS_OK)
        status = init_look(dir, real, &there, &mode, p);
    if (status != STATUS_OK)
        return status;
    const char *name = strrchr(real, '/') + 1;
    init->fields[FIELD_FOLDER] =
        init_is_plain(name) ? arena_copy(&init->arena, slice_of(name)) : slice_of("FOLDER");
    snprintf(away, sizeof away, "%s.init-%ld", real, (long)getpid());
    if (mkdir(away, NEW_FOLDER) < 0)
        return problem_errno(p, away);
    status = init_make(init, away, report, p);
    if (status == STATUS_OK && there && chmod(away, mode) < 0)
        status = problem_errno(p, away);
    if (status == STATUS_OK)
        status = init_take_name(away, real, dir, p);
    if (status != STATUS_OK)
        folder_remove(away, NULL);
    return status;
}
