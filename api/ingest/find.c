/* Finds the CSV files of an instance directory: data/, at any depth, in byte order of their names.
 *
 * Opens none of them; what a name means is in file_name.c. Symbolic links are followed, but never
 * into a folder that is being looked through. */
#include "run.h"

#include "hiraku/diagnostics/finding.h"
#include "hiraku/ingest/ingest.h"
#include "hiraku/release/layout.h"

#include "file_name.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

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
    bool nameless; /* a file was met that may be of any table */
};

static char *find_join(const char *folder, const char *name)
{
    char *path;
    return asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}

static void report_file(const struct search *search, enum rule rule, const char *name,
                        struct slice value, struct slice mended, struct slice expected)
{
    report_at(search->report, rule, (struct place){name, 0, ""}, value, mended, expected);
}

static void find_report_unknown(const struct search *search, const char *name, struct slice stem,
                                struct slice mended)
{
    struct out list;
    out_open_memory(&list, 4096);
    for (size_t i = 0; model_input(i); i++) {
        if (model_input(i)->computed)
            continue;
        out_text(&list, list.len > 0 ? ", " : "");
        out_text(&list, model_input(i)->name);
    }
    report_file(search, RULE_UNKNOWN_FILE, name, stem, mended, out_written(&list));
    out_close(&list);
}

/* Its rows are not known: references to them are no mistakes (records.c). */
static void keep_unread(struct search *search, const struct file_name *file)
{
    if (file->resource)
        search->files->unread |= run_bit(file->resource);
    else if (file->class != FILE_OTHER && file->class != FILE_SPARE)
        search->nameless = true;
}

/* A file that is no table: what it is and where it should go. */
static void report_foreign(struct search *search, const struct folder *folder, const char *entry,
                           const char *name, const struct file_name *file)
{
    char table[128] = "";
    struct slice whole = slice_of(entry);
    bool there = false;
    if (file->resource) {
        snprintf(table, sizeof table, "%s.csv", file->resource->name);
        char *beside = find_join(folder->path, table);
        there = beside && access(beside, F_OK) == 0;
        free(beside);
    }
    struct slice mended = slice_of(table);
    if (!there)
        keep_unread(search, file);
    switch (file->class) {
    case FILE_WORKBOOK:
        report_file(search, RULE_WORKBOOK_FILE, name, whole, mended, mended);
        break;
    case FILE_TEXT:
        report_file(search, RULE_TEXT_FILE, name, whole, mended, mended);
        break;
    case FILE_ARCHIVE:
        report_file(search, RULE_ARCHIVE_FILE, name, whole, SLICE_NONE, SLICE_NONE);
        break;
    case FILE_SPARE:
    case FILE_VERSION:
    case FILE_MISNAMED:
        if (there)
            report_file(search, RULE_SPARE_FILE, name, whole, mended, SLICE_NONE);
        else if (file->class == FILE_MISNAMED)
            find_report_unknown(search, name, file->stem, mended);
        else
            report_file(search, table[0] ? RULE_VERSION_FILE : RULE_BACKUP_FILE, name, whole,
                        mended, SLICE_NONE);
        break;
    default:
        report_file(search, RULE_OTHER_FILE, name, whole, SLICE_NONE, SLICE_NONE);
        break;
    }
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

static enum status search_folder(struct search *search, const struct folder *folder);

static bool find_is_inside_itself(const struct folder *folder)
{
    for (const struct folder *up = folder->parent; up; up = up->parent)
        if (up->device == folder->device && up->inode == folder->inode)
            return true;
    return folder->depth > DEPTH_MAX;
}

static enum status search_inner(struct search *search, const struct folder *folder,
                                const char *path, const char *name, const struct stat *about,
                                const struct file_name *file)
{
    struct folder inner = {folder, path, name, about->st_dev, about->st_ino, folder->depth + 1};
    if (file->class == FILE_TABLE) {
        search->files->unread |= run_bit(file->resource);
        report_file(search, RULE_FOLDER_AS_FILE, name, slice_of(name), SLICE_NONE, SLICE_NONE);
        return STATUS_OK;
    }
    return find_is_inside_itself(&inner) ? STATUS_OK : search_folder(search, &inner);
}

/* What is not a folder. Takes both strings where it sets them to NULL. */
static enum status search_file(struct search *search, const struct folder *folder,
                               const char *entry, char **path, char **name,
                               const struct stat *about)
{
    struct file_name file = file_name_read(entry);
    const struct resource *resource = file.class == FILE_TABLE ? file.resource : NULL;
    if (!resource) {
        report_foreign(search, folder, entry, *name, &file);
    } else if (resource->computed) {
        report_file(search, RULE_COMPUTED_TABLE, *name, file.stem, SLICE_NONE, SLICE_NONE);
    } else if (!S_ISREG(about->st_mode)) {
        search->files->unread |= run_bit(resource);
        report_file(search, RULE_NOT_A_FILE, *name, slice_of(entry), SLICE_NONE, SLICE_NONE);
    } else {
        enum status status =
            add_take(search->files, *path, *name, resource, (uint64_t)about->st_size, search->p);
        *path = *name = NULL;
        return status;
    }
    return STATUS_OK;
}

static enum status search_entry(struct search *search, const struct folder *folder,
                                const char *entry)
{
    enum status status = STATUS_OK;
    char *path = find_join(folder->path, entry), *name = find_join(folder->name, entry);
    struct stat about;
    if (!path || !name) {
        status = problem_memory(search->p);
    } else if (stat(path, &about) < 0) {
        if (errno == ENOENT || errno == ELOOP)
            report_file(search, RULE_NOT_A_FILE, name, slice_of(entry), SLICE_NONE, SLICE_NONE);
        else
            status = problem_errno(search->p, path);
    } else if (S_ISDIR(about.st_mode)) {
        struct file_name file = file_name_read(entry);
        status = search_inner(search, folder, path, name, &about, &file);
    } else {
        status = search_file(search, folder, entry, &path, &name, &about);
    }
    free(path);
    free(name);
    return status;
}

static enum status search_folder(struct search *search, const struct folder *folder)
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
        if (file_name_read(entry->d_name).class != FILE_PASSED)
            status = search_entry(search, folder, entry->d_name);
    }
    closedir(open);
    return status;
}

static int find_by_name(const void *left, const void *right)
{
    const struct data_file *a = left, *b = right;
    return strcmp(a->name, b->name);
}

/* --- all files together ----------------------------------------------------------------------- */

static uint64_t tables_without_file(const struct data_files *files)
{
    uint64_t without = ~UINT64_C(0);
    for (size_t i = 0; i < files->count; i++)
        without &= ~run_bit(files->files[i].resource);
    return without;
}

/* The length of the folder, below data/, whose name says that it was put aside; 0: none has. */
static size_t aside_folder(const struct data_file *file, bool *dated)
{
    char folder[NAME_MAX + 1];
    const char *at = strchr(file->name, '/');
    for (const char *end; at && (end = strchr(at + 1, '/')); at = end) {
        size_t len = (size_t)(end - at) - 1;
        if (len >= sizeof folder)
            continue;
        memcpy(folder, at + 1, len);
        folder[len] = '\0';
        if (file_name_is_aside(folder, dated))
            return (size_t)(end - file->name);
    }
    *dated = false;
    return 0;
}

/* Whether another file of the table is not in such a folder, or, for «backup» and the like, in
 * another one. */
static bool has_other(const struct data_files *files, size_t at, size_t folder, bool dated)
{
    const struct data_file *file = &files->files[at];
    for (size_t i = 0; i < files->count; i++) {
        const struct data_file *other = &files->files[i];
        bool other_dated;
        if (i == at || other->resource != file->resource ||
            strncmp(other->name, file->name, folder + 1) == 0)
            continue;
        if (!dated || aside_folder(other, &other_dated) == 0)
            return true;
    }
    return false;
}

/* A second file of a table in a folder that seems to be a backup is not read: one finding a folder,
 * at its first such file. */
static enum status drop_asides(const struct search *search)
{
    struct data_files *files = search->files;
    struct slice told = SLICE_NONE;
    size_t kept = 0;
    bool *drops = calloc(files->count + 1, sizeof *drops);
    if (!drops)
        return problem_memory(search->p);
    for (size_t i = 0; i < files->count; i++) {
        bool dated;
        const struct data_file *file = &files->files[i];
        struct slice folder = {file->name, aside_folder(file, &dated)};
        drops[i] = folder.len > 0 && has_other(files, i, folder.len, dated);
        if (drops[i] && !slice_equal(folder, told))
            report_file(search, RULE_BACKUP_FOLDER, file->name, folder,
                        slice_of(strrchr(file->name, '/') + 1), SLICE_NONE);
        told = drops[i] ? folder : told;
    }
    for (size_t i = 0; i < files->count; i++) {
        if (!drops[i]) {
            files->files[kept++] = files->files[i];
            continue;
        }
        free(files->files[i].path);
        free(files->files[i].name);
    }
    files->count = kept;
    free(drops);
    return STATUS_OK;
}

enum status data_files_find(struct data_files *files, const char *dir, struct report *report,
                            struct problem *p)
{
    struct search search = {files, report, p, false};
    struct stat about;
    char *path = find_join(dir, layout_data);
    if (!path)
        return problem_memory(p);
    enum status status = STATUS_OK;
    bool found = stat(path, &about) == 0;
    if (!found && errno != ENOENT) {
        status = problem_errno(p, path);
    } else if (!found || !S_ISDIR(about.st_mode)) {
        report_file(&search, RULE_NO_DATA_FOLDER, layout_data, slice_of(layout_data), SLICE_NONE,
                    SLICE_NONE);
    } else {
        struct folder top = {NULL, path, layout_data, about.st_dev, about.st_ino, 0};
        status = search_folder(&search, &top);
    }
    free(path);
    if (files->count > 0)
        qsort(files->files, files->count, sizeof *files->files, find_by_name);
    if (search.nameless)
        files->unread |= tables_without_file(files);
    if (status == STATUS_OK)
        status = drop_asides(&search);
    return status;
}

void data_files_free(struct data_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        free(files->files[i].path);
        free(files->files[i].name);
    }
    free(files->files);
    *files = (struct data_files){NULL, 0, 0, 0};
}

enum status ingest_find_table(const char *dir, const struct resource *resource,
                              struct ingest_table_file *found, struct problem *p)
{
    struct data_files files = {NULL, 0, 0, 0};
    struct report *report = report_new(); /* which files there are is told by a check */
    if (!report)
        return problem_memory(p);
    enum status status = data_files_find(&files, dir, report, p);
    found->count = 0;
    snprintf(found->name, sizeof found->name, "%s/%s.csv", layout_data, resource->name);
    for (size_t i = 0; i < files.count && status == STATUS_OK; i++)
        if (files.files[i].resource == resource && found->count++ == 0)
            snprintf(found->name, sizeof found->name, "%s", files.files[i].name);
    data_files_free(&files);
    report_free(report);
    return status;
}
