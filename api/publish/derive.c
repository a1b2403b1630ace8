/* Derives store.sqlite and files/ of a release from its canonical CSV, and lists them with digests.
 *
 * A whole-table file and its .gz are written in one pass. A file whose inputs (instance, program,
 * model, the table and all tables near it) are those of the previous release is linked instead of
 * written. */
#include "parts.h"

#include "hiraku/writer.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { GZIP_LEVEL = 6, GZIP_LEVEL_LARGE = 1, LARGE_ROWS = 100000, NAME_SIZE = 160 };

struct derivation {
    const char *dir, *previous; /* previous NULL: nothing is linked */
    const struct progress *progress;
    struct instance instance;
    struct manifest manifest, before;
    struct derived derived, derived_before;
    struct store *store;
};

/* --- one file and its .gz --------------------------------------------------------------------- */

struct pair {
    struct file plain, packed;
    struct out_gzip *gzip;
    struct out out; /* into both */
};

static enum status pair_sink(void *context, const void *data, size_t len, struct problem *p)
{
    struct pair *pair = context;
    out_bytes(&pair->plain.out, data, len);
    if (pair->plain.out.error != STATUS_OK) {
        if (p)
            *p = pair->plain.out.problem;
        return pair->plain.out.error;
    }
    return out_sink_gzip(pair->gzip, data, len, p);
}

static enum status pair_open(struct pair *pair, const char *dir, const char *name, int level,
                             struct problem *p)
{
    char packed[NAME_SIZE + 16];
    snprintf(packed, sizeof packed, "%s.gz", name);
    enum status status = file_create(&pair->plain, dir, name, p);
    if (status != STATUS_OK)
        return status;
    status = file_create(&pair->packed, dir, packed, p);
    if (status != STATUS_OK) {
        file_close(&pair->plain, NULL, NULL, NULL);
        return status;
    }
    pair->gzip = out_gzip_new(&pair->packed.out, level);
    out_open_sink(&pair->out, pair_sink, pair);
    if (!pair->gzip)
        out_fail(&pair->out, STATUS_NO_MEMORY, NULL);
    return STATUS_OK;
}

static enum status put_file(struct derivation *derivation, const struct file *file,
                            const char *sha256, uint64_t bytes, struct problem *p)
{
    return derived_put(&derivation->derived, file->path + strlen(derivation->dir) + 1, bytes,
                       sha256, p);
}

/* Closes both in any case; the first failure counts. */
static enum status pair_close(struct pair *pair, struct derivation *derivation, enum status status,
                              struct problem *p)
{
    char plain[DIGEST_SIZE], packed[DIGEST_SIZE];
    uint64_t plain_bytes, packed_bytes;
    enum status next = out_finish(&pair->out, status == STATUS_OK ? p : NULL);
    out_close(&pair->out);
    status = status == STATUS_OK ? next : status;
    if (pair->gzip && status == STATUS_OK)
        status = out_gzip_finish(pair->gzip, p);
    out_gzip_free(pair->gzip);
    next = file_close(&pair->plain, plain, &plain_bytes, status == STATUS_OK ? p : NULL);
    status = status == STATUS_OK ? next : status;
    next = file_close(&pair->packed, packed, &packed_bytes, status == STATUS_OK ? p : NULL);
    status = status == STATUS_OK ? next : status;
    if (status == STATUS_OK)
        status = put_file(derivation, &pair->plain, plain, plain_bytes, p);
    if (status == STATUS_OK)
        status = put_file(derivation, &pair->packed, packed, packed_bytes, p);
    return status;
}

static enum status write_file(struct derivation *derivation, const struct table_state *state,
                              const struct writer *writer, const char *name, struct problem *p)
{
    char folder[RELEASE_PATH_SIZE];
    struct pair pair;
    enum status status = file_path(folder, derivation->dir, "files", p);
    if (status == STATUS_OK)
        status = pair_open(&pair, folder, name,
                           state->rows < LARGE_ROWS ? GZIP_LEVEL : GZIP_LEVEL_LARGE, p);
    if (status != STATUS_OK)
        return status;
    uint64_t changed_in =
        manifest_changed_in(&derivation->manifest, state->resource, writer->without, NULL);
    status = export_table(derivation->store, &derivation->instance, state->resource, writer,
                          &(struct presentation){0}, state->rows, changed_in, &pair.out, p);
    status = pair_close(&pair, derivation, status, p);
    if (status == STATUS_OK && writer->xml)
        status = xml_file_check(pair.plain.path, p);
    return status;
}

/* --- linking what has not changed ------------------------------------------------------------- */

static bool is_same(const struct derivation *derivation, const struct resource *resource)
{
    const struct table_state *now = manifest_table(&derivation->manifest, resource);
    const struct table_state *before = manifest_table(&derivation->before, resource);
    return now && before && strcmp(now->sha256, before->sha256) == 0;
}

/* Wider than what any output reads: the table, the targets of its references, the tables that refer
 * to it by key, and the targets of those. */
static bool is_unchanged(const struct derivation *derivation, const struct resource *resource)
{
    if (!derivation->previous || !is_same(derivation, resource) ||
        strcmp(derivation->manifest.instance.sha256, derivation->before.instance.sha256) != 0 ||
        strcmp(derivation->derived.program, derivation->derived_before.program) != 0 ||
        strcmp(derivation->derived.model, derivation->derived_before.model) != 0)
        return false;
    for (const struct column *column = resource->columns; column->name; column++)
        if (column->ref && !is_same(derivation, column->ref))
            return false;
    for (size_t i = 0; i < model_resource_count; i++) {
        bool refers = false, same = is_same(derivation, model_resources[i]);
        for (const struct column *column = model_resources[i]->columns; column->name; column++) {
            refers = refers || (column->ref == resource && column->flags & COL_KEY);
            same = same &&
                   (!(column->flags & COL_KEY) || !column->ref || is_same(derivation, column->ref));
        }
        if (refers && !same)
            return false;
    }
    return true;
}

/* Links files/NAME if the previous release has it; `*linked` tells. */
static enum status link_file(struct derivation *derivation, const char *name, bool *linked,
                             struct problem *p)
{
    char path[NAME_SIZE], from[RELEASE_PATH_SIZE], to[RELEASE_PATH_SIZE];
    const struct derived_file *found = NULL;
    snprintf(path, sizeof path, "files/%s", name);
    *linked = false;
    for (size_t i = 0; i < derivation->derived_before.count && !found; i++)
        if (strcmp(derivation->derived_before.files[i].path, path) == 0)
            found = &derivation->derived_before.files[i];
    if (!found)
        return STATUS_OK;
    enum status status = file_path(from, derivation->previous, path, p);
    if (status == STATUS_OK && !file_exists(from))
        return STATUS_OK;
    if (status == STATUS_OK)
        status = file_path(to, derivation->dir, path, p);
    if (status == STATUS_OK)
        status = file_link(from, to, p);
    if (status == STATUS_OK)
        status = derived_put(&derivation->derived, path, found->bytes, found->sha256, p);
    *linked = status == STATUS_OK;
    return status;
}

/* Both or none: a plain file without its .gz is written anew. */
static enum status link_pair(struct derivation *derivation, const char *name, bool *linked,
                             struct problem *p)
{
    char packed[NAME_SIZE + 16], path[RELEASE_PATH_SIZE];
    snprintf(packed, sizeof packed, "%s.gz", name);
    enum status status = link_file(derivation, packed, linked, p);
    if (status != STATUS_OK || !*linked)
        return status;
    status = link_file(derivation, name, linked, p);
    if (status != STATUS_OK || *linked)
        return status;
    derivation->derived.count--;
    snprintf(packed, sizeof packed, "files/%s.gz", name);
    status = file_path(path, derivation->dir, packed, p);
    if (status == STATUS_OK && unlink(path) < 0)
        status = problem_errno(p, path);
    return status;
}

/* --- all of them ------------------------------------------------------------------------------ */

static enum status derive_table(struct derivation *derivation, const struct table_state *state,
                                struct problem *p)
{
    enum status status = STATUS_OK;
    bool unchanged = is_unchanged(derivation, state->resource);
    for (const struct writer *const *writer = writers; *writer && status == STATUS_OK; writer++) {
        char name[NAME_SIZE];
        bool linked = false;
        if (!(*writer)->file)
            continue;
        snprintf(name, sizeof name, "%s.%s", state->resource->name, (*writer)->name);
        run_progress(derivation->progress, "export", name, state->rows, 0, 0);
        if (unchanged)
            status = link_pair(derivation, name, &linked, p);
        if (status == STATUS_OK && !linked)
            status = write_file(derivation, state, *writer, name, p);
    }
    return status;
}

static enum status sync_file(const char *path, struct problem *p)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return problem_errno(p, path);
    enum status status = fsync(fd) < 0 ? problem_errno(p, path) : STATUS_OK;
    close(fd);
    return status;
}

static enum status derive_store(struct derivation *derivation, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    run_progress(derivation->progress, "store", "", 0, 0, 0);
    enum status status = store_build(derivation->dir, &derivation->instance, p);
    if (status == STATUS_OK)
        status = file_path(path, derivation->dir, "store.sqlite", p);
    if (status == STATUS_OK)
        status = sync_file(path, p);
    if (status == STATUS_OK)
        status = derived_add(&derivation->derived, derivation->dir, "store.sqlite", p);
    if (status == STATUS_OK)
        status = store_open(&derivation->store, derivation->dir, p);
    return status;
}

static enum status read_inputs(struct derivation *derivation, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct derived *derived = &derivation->derived;
    enum status status = file_path(path, derivation->dir, "instance.json", p);
    if (status == STATUS_OK)
        status = instance_read(&derivation->instance, path, "instance.json", NULL, p);
    if (status == STATUS_OK)
        status = manifest_read(&derivation->manifest, derivation->dir, p);
    if (status == STATUS_OK)
        status = file_path(path, derivation->dir, "release.json", p);
    if (status == STATUS_OK)
        status = digest_file(path, derived->release, NULL, p);
    snprintf(derived->program, sizeof derived->program, "%s", release_program());
    model_digest(derived->model);
    if (derivation->previous &&
        (manifest_read_any(&derivation->before, derivation->previous, NULL) != STATUS_OK ||
         derived_read(&derivation->derived_before, derivation->previous, NULL) != STATUS_OK))
        derivation->previous = NULL;
    return status;
}

enum status derive_release(const char *dir, const char *previous, const struct progress *progress,
                           struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct derivation derivation = {.dir = dir, .previous = previous, .progress = progress};
    enum status status = read_inputs(&derivation, p);
    if (status == STATUS_OK)
        status = file_path(path, dir, "files", p);
    if (status == STATUS_OK)
        status = folder_make(path, p);
    if (status == STATUS_OK)
        status = derive_store(&derivation, p);
    for (size_t i = 0; i < derivation.manifest.table_count && status == STATUS_OK; i++)
        status = derive_table(&derivation, &derivation.manifest.tables[i], p);
    if (status == STATUS_OK)
        status = derived_write(&derivation.derived, dir, p);
    if (status == STATUS_OK)
        status = folder_sync(path, p);
    store_close(derivation.store);
    derived_free(&derivation.derived);
    derived_free(&derivation.derived_before);
    instance_free(&derivation.instance);
    return status;
}
