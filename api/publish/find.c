/* Finds the CSV files of an instance directory: data/, at any depth, in byte order of their names.
 *
 * Opens none of them. Symbolic links are followed, but never into a folder that is being looked
 * through. */
#include "run.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { DEPTH_MAX = 16, FILES_FIRST = 32 };

struct folder {
    const struct folder *parent;
    const char *path, *name;
    dev_t device;
    ino_t inode;
    int depth;
};

struct search {
    struct data_files *files;
    struct report *report;
    struct problem *p;
};

static bool is_ignored(const char *name)
{
    return name[0] == '.' || strncmp(name, "README", 6) == 0 || strncmp(name, "LICENSE", 7) == 0;
}

/* The table of a file name, or NULL. `stem` is the name without «.csv». */
static const struct resource *table_of(const char *name, struct slice *stem)
{
    size_t len = strlen(name);
    *stem = (struct slice){name, len};
    if (len <= 4 || strcmp(name + len - 4, ".csv") != 0)
        return NULL;
    stem->len -= 4;
    return model_resource(*stem);
}

static void report_computed(struct report *report, const char *name, struct slice stem)
{
    struct finding finding = {
        .rule = RULE_COMPUTED_TABLE,
        .place = {name, 0, ""},
        .value = stem,
        .other = {"", 0, ""},
    };
    report_add(report, &finding);
}

static void report_unknown(struct report *report, const char *name, struct slice stem)
{
    struct out list;
    out_open_memory(&list, 4096);
    for (size_t i = 0; i < model_resource_count; i++) {
        if (model_resources[i]->computed)
            continue;
        out_text(&list, list.len > 0 ? ", " : "");
        out_text(&list, model_resources[i]->name);
    }
    char mended[128] = "";
    struct slice nearest = model_nearest_resource(stem);
    if (nearest.len > 0 && !model_resource(nearest)->computed)
        snprintf(mended, sizeof mended, "%.*s.csv", (int)nearest.len, nearest.at);
    struct finding finding = {
        .rule = RULE_UNKNOWN_FILE,
        .place = {name, 0, ""},
        .value = stem,
        .mended = slice_of(mended),
        .expected = out_written(&list),
        .other = {"", 0, ""},
    };
    report_add(report, &finding);
    out_close(&list);
}

/* Takes both strings. */
static enum status add_take(struct data_files *files, char *path, char *name,
                            const struct resource *resource, uint64_t size, struct problem *p)
{
    if (files->count == files->cap) {
        size_t cap = files->cap ? files->cap * 2 : FILES_FIRST;
        struct data_file *grown = realloc(files->files, cap * sizeof *grown);
        if (!grown) {
            free(path);
            free(name);
            return problem_memory(p);
        }
        files->files = grown;
        files->cap = cap;
    }
    files->files[files->count++] = (struct data_file){path, name, resource, size};
    return STATUS_OK;
}

static char *join(const char *folder, const char *name)
{
    char *path;
    return asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}

static enum status search_folder(const struct search *search, const struct folder *folder);

static bool is_inside_itself(const struct folder *folder)
{
    for (const struct folder *up = folder->parent; up; up = up->parent)
        if (up->device == folder->device && up->inode == folder->inode)
            return true;
    return folder->depth > DEPTH_MAX;
}

static enum status search_entry(const struct search *search, const struct folder *folder,
                                const char *entry)
{
    enum status status = STATUS_OK;
    char *path = join(folder->path, entry), *name = join(folder->name, entry);
    struct stat about;
    struct slice stem;
    if (!path || !name) {
        status = problem_memory(search->p);
    } else if (stat(path, &about) < 0) {
        status = problem_errno(search->p, path);
    } else if (S_ISDIR(about.st_mode)) {
        struct folder inner = {folder, path, name, about.st_dev, about.st_ino, folder->depth + 1};
        if (!is_inside_itself(&inner))
            status = search_folder(search, &inner);
    } else {
        const struct resource *resource = table_of(entry, &stem);
        if (resource && !resource->computed && S_ISREG(about.st_mode))
            return add_take(search->files, path, name, resource, (uint64_t)about.st_size,
                            search->p);
        if (resource && resource->computed)
            report_computed(search->report, name, stem);
        else
            report_unknown(search->report, name, stem);
    }
    free(path);
    free(name);
    return status;
}

static enum status search_folder(const struct search *search, const struct folder *folder)
{
    DIR *open = opendir(folder->path);
    if (!open)
        return problem_errno(search->p, folder->path);
    enum status status = STATUS_OK;
    while (status == STATUS_OK) {
        errno = 0;
        const struct dirent *entry = readdir(open);
        if (!entry && errno != 0)
            status = problem_errno(search->p, folder->path);
        if (!entry)
            break;
        if (!is_ignored(entry->d_name))
            status = search_entry(search, folder, entry->d_name);
    }
    closedir(open);
    return status;
}

static int by_name(const void *left, const void *right)
{
    const struct data_file *a = left, *b = right;
    return strcmp(a->name, b->name);
}

enum status data_files_find(struct data_files *files, const char *dir, struct report *report,
                            struct problem *p)
{
    struct search search = {files, report, p};
    struct stat about;
    char *path = join(dir, "data");
    if (!path)
        return problem_memory(p);
    enum status status = STATUS_OK;
    if (stat(path, &about) < 0) {
        status = problem_errno(p, path);
    } else {
        struct folder top = {NULL, path, "data", about.st_dev, about.st_ino, 0};
        status = search_folder(&search, &top);
    }
    free(path);
    if (files->count > 0)
        qsort(files->files, files->count, sizeof *files->files, by_name);
    return status;
}

void data_files_free(struct data_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        free(files->files[i].path);
        free(files->files[i].name);
    }
    free(files->files);
    *files = (struct data_files){NULL, 0, 0};
}
