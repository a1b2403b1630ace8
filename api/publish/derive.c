/* Derives store.sqlite and files/ of a release from its canonical CSV, and lists them with digests.
 *
 * What files there are is the table of bulk.h; here it becomes the list of jobs that
 * derive_job.c works off. A file whose inputs (instance, program, model, the table and all tables
 * near it) are those of the previous release is linked instead of written. */
#include "parts.h"

#include "hiraku/base/progress.h"
#include "hiraku/exporters/catalogue/datapackage.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"
#include "hiraku/store/build.h"

#include "derive_parts.h"

#include <stdio.h>
#include <stdlib.h>

enum { PACKAGE_MOST = 4 << 20 };

/* --- what has not changed --------------------------------------------------------------------- */

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

/* --- the jobs --------------------------------------------------------------------------------- */

static void add_job(const struct derivation *derivation, struct derive_job *jobs, size_t *count,
                    const struct bulk_kind *kind, const struct table_state *state)
{
    struct derive_job *job = &jobs[(*count)++];
    job->kind = *kind;
    job->state = state;
    job->unchanged = state && is_unchanged(derivation, state->resource);
    bulk_name(job->name, kind, state ? state->resource : NULL, &derivation->instance,
              derivation->manifest.number);
}

/* By table, then those of all tables. */
static size_t list_jobs(const struct derivation *derivation, struct derive_job *jobs,
                        const struct bulk_kind *kinds, size_t kind_count)
{
    const struct manifest *manifest = &derivation->manifest;
    size_t count = 0;
    for (size_t i = 0; i < manifest->table_count; i++)
        for (size_t k = 0; k < kind_count; k++)
            if (!kinds[k].all)
                add_job(derivation, jobs, &count, &kinds[k], &manifest->tables[i]);
    for (size_t k = 0; k < kind_count; k++)
        if (kinds[k].all)
            add_job(derivation, jobs, &count, &kinds[k], NULL);
    return count;
}

/* The files of a job, then what is in them. */
static enum status put_job(struct derivation *derivation, const struct derive_job *job,
                           struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < job->count && status == STATUS_OK; i++)
        status = derived_put(&derivation->derived, &job->files[i], p);
    for (size_t i = 0; i < job->members.count && status == STATUS_OK; i++)
        status = derived_put(&derivation->derived, &job->members.files[i], p);
    return status;
}

/* One entry that says that there are no files. */
static enum status leave_out(struct derivation *derivation, struct problem *p)
{
    struct derived_file none = {.missing = "not-made"};
    snprintf(none.path, sizeof none.path, "%s", layout_download(slice_of("")).text);
    return derived_put(&derivation->derived, &none, p);
}

static enum status derive_files(struct derivation *derivation, struct problem *p)
{
    struct bulk_kind kinds[BULK_KINDS_MAX];
    size_t kind_count = bulk_kinds(kinds);
    if (!derivation->options.downloads)
        return leave_out(derivation, p);
    struct derive_job *jobs =
        calloc((derivation->manifest.table_count + 1) * kind_count, sizeof *jobs);
    if (!jobs)
        return problem_memory(p);
    size_t count = list_jobs(derivation, jobs, kinds, kind_count);
    enum status status = derive_jobs(derivation, jobs, count, p);
    for (size_t i = 0; i < count; i++) {
        if (status == STATUS_OK)
            status = put_job(derivation, &jobs[i], p);
        derived_free(&jobs[i].members);
    }
    free(jobs);
    return status;
}

/* --- all of it -------------------------------------------------------------------------------- */

static enum status derive_store(struct derivation *derivation, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    progress_tell(derivation->progress, "store", "", 0, 0, 0);
    enum status status = store_build(derivation->dir, &derivation->instance, p);
    if (status == STATUS_OK)
        status = file_path(path, derivation->dir, layout_database, p);
    if (status == STATUS_OK)
        status = file_sync_path(path, p);
    if (status == STATUS_OK)
        status = derived_add(&derivation->derived, derivation->dir, layout_database, p);
    return status;
}

/* /datapackage.json is kept by those who took it, and never changes with the release. */
static enum status note_package(struct derivation *derivation, struct problem *p)
{
    struct out out;
    out_open_memory(&out, PACKAGE_MOST);
    datapackage_write(&out, &derivation->instance, &derivation->manifest, &derivation->derived,
                      DATAPACKAGE_SERVED);
    enum status status = out_finish(&out, p);
    if (status == STATUS_OK)
        status = derived_note(&derivation->derived, "datapackage.json", out_written(&out), p);
    out_close(&out);
    return status;
}

static enum status read_inputs(struct derivation *derivation, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct derived *derived = &derivation->derived;
    enum status status = instance_read_release(&derivation->instance, derivation->dir, p);
    if (status == STATUS_OK)
        status = manifest_read(&derivation->manifest, derivation->dir, p);
    if (status == STATUS_OK)
        status = file_path(path, derivation->dir, layout_manifest, p);
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

enum status derive_release(const char *dir, const char *previous,
                           const struct publish_options *options, const struct progress *progress,
                           struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct derivation derivation = {
        .dir = dir, .previous = previous, .progress = progress, .options = *options};
    enum status status = read_inputs(&derivation, p);
    if (status == STATUS_OK)
        status = file_path(path, dir, layout_downloads, p);
    if (status == STATUS_OK)
        status = folder_make(path, p);
    if (status == STATUS_OK)
        status = derive_store(&derivation, p);
    if (status == STATUS_OK)
        status = derive_files(&derivation, p);
    if (status == STATUS_OK)
        status = note_package(&derivation, p);
    if (status == STATUS_OK)
        status = derived_write(&derivation.derived, dir, p);
    if (status == STATUS_OK)
        status = folder_sync(path, p);
    derived_free(&derivation.derived);
    derived_free(&derivation.derived_before);
    instance_free(&derivation.instance);
    return status;
}
