/* See copy_list.h: the lists of a release that is here. Reading those of others is copy_read.c. */
#include "hiraku/release/copy_list.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/own_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { WITHDRAWN_FIRST = 8 };

/* What is listed; with `wanted` only the file of that digest. */
struct copy_walk {
    const char *dir;
    struct copy_list *list;
    struct slice wanted;
};

static bool copy_walk_is_over(const struct copy_walk *walk)
{
    return walk->wanted.at && walk->list->count > 0;
}

static enum status copy_put(struct copy_walk *walk, const char *path, uint64_t bytes,
                            const char *sha256, struct problem *p)
{
    struct copy_list *list = walk->list;
    if (copy_walk_is_over(walk) || (walk->wanted.at && !slice_is(walk->wanted, sha256)))
        return STATUS_OK;
    if ((list->count & (list->count - 1)) == 0) {
        size_t room = list->count ? 2 * list->count : 1;
        struct copy_file *files = realloc(list->files, room * sizeof *files);
        if (!files)
            return problem_memory(p);
        list->files = files;
    }
    struct copy_file *file = &list->files[list->count++];
    *file = (struct copy_file){.bytes = bytes};
    snprintf(file->path, sizeof file->path, "%s", path);
    snprintf(file->sha256, sizeof file->sha256, "%s", sha256);
    return STATUS_OK;
}

/* A file whose digest is known, where it is kept. */
static enum status copy_put_known(struct copy_walk *walk, const char *path, const char *sha256,
                                  struct problem *p)
{
    char full[RELEASE_PATH_SIZE];
    struct stat about;
    enum status status = file_path(full, walk->dir, path, p);
    if (status != STATUS_OK || *sha256 == '\0' || lstat(full, &about) < 0 ||
        !S_ISREG(about.st_mode))
        return status;
    return copy_put(walk, path, (uint64_t)about.st_size, sha256, p);
}

/* A small one whose digest nothing tells. */
static enum status copy_put_small(struct copy_walk *walk, const char *path, struct problem *p)
{
    char full[RELEASE_PATH_SIZE], sha256[DIGEST_SIZE];
    uint64_t bytes;
    enum status status = file_path(full, walk->dir, path, p);
    if (status != STATUS_OK || copy_walk_is_over(walk) || !file_exists(full))
        return status;
    status = digest_file(full, sha256, &bytes, p);
    return status == STATUS_OK ? copy_put(walk, path, bytes, sha256, p) : status;
}

static enum status copy_put_own_files(struct copy_walk *walk, const struct manifest *manifest,
                                      struct problem *p)
{
    struct own_files files;
    if (manifest->own.sha256[0] == '\0' || copy_walk_is_over(walk))
        return STATUS_OK;
    enum status status = own_files_list(&files, walk->dir, manifest->own.sha256, p);
    if (status == STATUS_OK)
        status = copy_put_known(walk, layout_own_list, manifest->own.sha256, p);
    for (size_t i = 0; i < files.count && status == STATUS_OK; i++)
        status = copy_put_known(walk, files.files[i].name.at, files.files[i].sha256, p);
    own_files_free(&files);
    return status;
}

/* What the manifest has the digests of. */
static enum status copy_put_kept(struct copy_walk *walk, const struct manifest *manifest,
                                 struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < manifest->table_count && status == STATUS_OK; i++)
        status = copy_put_known(walk, layout_table_csv(manifest->tables[i].resource).text,
                                manifest->tables[i].sha256, p);
    if (status == STATUS_OK)
        status = copy_put_known(walk, layout_instance, manifest->instance.sha256, p);
    if (status == STATUS_OK)
        status = copy_put_known(walk, layout_changes, manifest->changes, p);
    if (status == STATUS_OK)
        status = copy_put_known(walk, layout_reasons, manifest->reasons, p);
    if (status == STATUS_OK)
        status = copy_put_known(walk, layout_retired, manifest->retired, p);
    return status == STATUS_OK ? copy_put_own_files(walk, manifest, p) : status;
}

static enum status copy_put_made(struct copy_walk *walk, struct problem *p)
{
    struct artifacts artifacts;
    if (copy_walk_is_over(walk))
        return STATUS_OK;
    enum status status = artifacts_read(&artifacts, walk->dir, p);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < artifacts.count && status == STATUS_OK; i++) {
        const struct artifact *file = &artifacts.files[i];
        if (artifact_is_there(file) && !layout_is_opened(file->path))
            status = copy_put_known(walk, file->path, file->sha256, p);
    }
    artifacts_free(&artifacts);
    return status == STATUS_OK ? copy_put_small(walk, layout_artifact_list, p) : status;
}

static enum status copy_walk_run(struct copy_walk *walk, struct problem *p)
{
    struct manifest *manifest = malloc(sizeof *manifest);
    if (!manifest)
        return problem_memory(p);
    enum status status = manifest_read_any(manifest, walk->dir, p);
    bool withdrawn = manifest->withdrawal.reason[0] != '\0';
    walk->list->number = manifest->number;
    if (status == STATUS_OK && !withdrawn)
        status = copy_put_kept(walk, manifest, p);
    if (status == STATUS_OK)
        status = copy_put_small(walk, layout_manifest, p);
    for (size_t i = 0; i < LAYOUT_SIGNATURES && status == STATUS_OK; i++)
        status = copy_put_small(walk, layout_signatures[i], p);
    if (status == STATUS_OK && withdrawn)
        status = copy_put_small(walk, layout_withdrawal, p);
    if (status == STATUS_OK && !withdrawn)
        status = copy_put_made(walk, p);
    free(manifest);
    return status;
}

void copy_list_free(struct copy_list *list)
{
    free(list->files);
    *list = (struct copy_list){.files = NULL};
}

enum status copy_list_of(struct copy_list *list, const char *dir, struct problem *p)
{
    struct copy_walk walk = {dir, list, SLICE_NONE};
    *list = (struct copy_list){.files = NULL};
    enum status status = copy_walk_run(&walk, p);
    if (status != STATUS_OK)
        copy_list_free(list);
    return status;
}

enum status copy_list_look(struct copy_file *file, const char *dir, struct slice sha256,
                           struct problem *p)
{
    struct copy_list list = {.files = NULL};
    struct copy_walk walk = {dir, &list, sha256};
    *file = (struct copy_file){.bytes = 0};
    enum status status = copy_walk_run(&walk, p);
    if (status == STATUS_OK && list.count > 0)
        *file = list.files[0];
    copy_list_free(&list);
    return status;
}

const struct copy_file *copy_list_find(const struct copy_list *list, const char *path)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->files[i].path, path) == 0)
            return &list->files[i];
    return NULL;
}

void copy_list_write(const struct copy_list *list, struct out *out)
{
    struct json_writer json = json_indented(out, 2);
    json_begin_object(&json, NULL);
    json_int(&json, "number", (int64_t)list->number);
    json_begin_array(&json, "files");
    for (size_t i = 0; i < list->count; i++) {
        json_begin_object(&json, NULL);
        json_text(&json, "path", list->files[i].path);
        json_int(&json, "bytes", (int64_t)list->files[i].bytes);
        json_text(&json, "sha256", list->files[i].sha256);
        json_end(&json);
    }
    json_finish(&json);
}

/* --- the releases ----------------------------------------------------------------------------- */

void copy_releases_free(struct copy_releases *releases)
{
    free(releases->withdrawn);
    *releases = (struct copy_releases){.withdrawn = NULL};
}

static enum status copy_add_withdrawn(struct copy_releases *releases, uint64_t number,
                                      const char *path, struct problem *p)
{
    size_t count = releases->count;
    if (count == 0 || (count >= WITHDRAWN_FIRST && (count & (count - 1)) == 0)) {
        size_t room = count ? 2 * count : WITHDRAWN_FIRST;
        struct copy_withdrawn *more = realloc(releases->withdrawn, room * sizeof *more);
        if (!more)
            return problem_memory(p);
        releases->withdrawn = more;
    }
    struct copy_withdrawn *one = &releases->withdrawn[releases->count++];
    one->number = number;
    return digest_file(path, one->sha256, NULL, p);
}

enum status copy_releases_of(struct copy_releases *releases, const char *dir, struct problem *p)
{
    char path[RELEASE_PATH_SIZE], sibling[RELEASE_PATH_SIZE];
    bool whole;
    *releases = (struct copy_releases){.newest = layout_number(dir, &whole)};
    enum status status = file_path(path, dir, layout_manifest, p);
    if (status == STATUS_OK)
        status = digest_file(path, releases->sha256, NULL, p);
    for (uint64_t number = 1; number < releases->newest && status == STATUS_OK; number++) {
        layout_sibling(dir, number, sibling);
        status = file_path(path, sibling, layout_withdrawal, p);
        if (status == STATUS_OK && file_exists(path))
            status = copy_add_withdrawn(releases, number, path, p);
    }
    if (status != STATUS_OK)
        copy_releases_free(releases);
    return status;
}

void copy_releases_write(const struct copy_releases *releases, struct out *out)
{
    struct json_writer json = json_indented(out, 2);
    json_begin_object(&json, NULL);
    json_int(&json, "newest", (int64_t)releases->newest);
    json_text(&json, "sha256", releases->sha256);
    json_begin_array(&json, "withdrawn");
    for (size_t i = 0; i < releases->count; i++) {
        json_begin_object(&json, NULL);
        json_int(&json, "release", (int64_t)releases->withdrawn[i].number);
        json_text(&json, "sha256", releases->withdrawn[i].sha256);
        json_end(&json);
    }
    json_finish(&json);
}
