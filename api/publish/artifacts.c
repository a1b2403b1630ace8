/* Derives the database, the columns and files/ of a release from its canonical CSV, and lists them
 * with digests.
 *
 * What files there are is the table of artifact_format.h; here it becomes the list of jobs that
 * artifact_jobs.c works off. A file whose inputs (instance, program, model, the table and all
 * tables near it) are those of the previous release is linked instead of written. */
#include "parts.h"

#include "hiraku/base/progress.h"
#include "hiraku/exporters/catalogue/datapackage.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/store/build.h"

#include "artifact_parts.h"
#include "cards.h"

#include <stdio.h>
#include <stdlib.h>

enum { PACKAGE_MOST = 4 << 20 };

/* --- what has not changed --------------------------------------------------------------------- */

static bool table_is_same(const struct artifact_build *build, const struct resource *resource)
{
    const struct table_state *now = manifest_table(&build->manifest, resource);
    const struct table_state *before = manifest_table(&build->before, resource);
    return now && before && strcmp(now->sha256, before->sha256) == 0;
}

/* Wider than what any output reads: the table, the targets of its references, the tables that refer
 * to it by key, and the targets of those. */
static bool table_is_unchanged(const struct artifact_build *build, const struct resource *resource)
{
    if (!build->previous || !table_is_same(build, resource) ||
        strcmp(build->manifest.instance.sha256, build->before.instance.sha256) != 0 ||
        strcmp(build->artifacts.program, build->artifacts_before.program) != 0 ||
        strcmp(build->artifacts.model, build->artifacts_before.model) != 0)
        return false;
    for (const struct column *column = resource->columns; column->name; column++)
        if (column->ref && !table_is_same(build, column->ref))
            return false;
    for (size_t i = 0; i < model_resource_count; i++) {
        bool refers = false, same = table_is_same(build, model_resources[i]);
        for (const struct column *column = model_resources[i]->columns; column->name; column++) {
            refers = refers || (column->ref == resource && column->flags & COL_KEY);
            same = same && (!(column->flags & COL_KEY) || !column->ref ||
                            table_is_same(build, column->ref));
        }
        if (refers && !same)
            return false;
    }
    return true;
}

/* --- the jobs --------------------------------------------------------------------------------- */

static void add_job(const struct artifact_build *build, struct artifact_job *jobs, size_t *count,
                    const struct artifact_format *format, const struct table_state *state)
{
    struct artifact_job *job = &jobs[(*count)++];
    job->format = format;
    job->state = state;
    job->unchanged = state && table_is_unchanged(build, state->resource);
    artifact_name(job->name, format, state ? state->resource : NULL, &build->instance,
                  build->manifest.number);
}

/* By table, then those of all tables. */
static size_t list_jobs(const struct artifact_build *build, struct artifact_job *jobs)
{
    const struct manifest *manifest = &build->manifest;
    const struct artifact_format *const *format;
    size_t count = 0;
    for (size_t i = 0; i < manifest->table_count; i++)
        for (format = artifact_formats; *format; format++)
            if ((*format)->scope == ARTIFACT_TABLE)
                add_job(build, jobs, &count, *format, &manifest->tables[i]);
    for (format = artifact_formats; *format; format++)
        if ((*format)->scope == ARTIFACT_ALL)
            add_job(build, jobs, &count, *format, NULL);
    return count;
}

/* The files of a job, then what is in them. */
static enum status put_job(struct artifact_build *build, const struct artifact_job *job,
                           struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < job->count && status == STATUS_OK; i++)
        status = artifacts_put(&build->artifacts, &job->files[i], p);
    for (size_t i = 0; i < job->members.count && status == STATUS_OK; i++)
        status = artifacts_put(&build->artifacts, &job->members.files[i], p);
    return status;
}

/* One entry that says that there are no files. */
static enum status leave_out(struct artifact_build *build, struct problem *p)
{
    struct artifact none = {.missing = ARTIFACT_NOT_MADE};
    snprintf(none.path, sizeof none.path, "%s", layout_artifact(slice_of("")).text);
    return artifacts_put(&build->artifacts, &none, p);
}

static enum status make_files(struct artifact_build *build, struct problem *p)
{
    size_t room = 1; /* one more than there can be: of no size, memory need not be given */
    for (size_t i = 0; artifact_formats[i]; i++)
        room += build->manifest.table_count + 1;
    if (!build->options.downloads)
        return leave_out(build, p);
    struct artifact_job *jobs = calloc(room, sizeof *jobs);
    if (!jobs)
        return problem_memory(p);
    size_t count = list_jobs(build, jobs);
    enum status status = artifact_jobs_run(build, jobs, count, p);
    for (size_t i = 0; i < count; i++) {
        if (status == STATUS_OK)
            status = put_job(build, &jobs[i], p);
        artifacts_free(&jobs[i].members);
    }
    free(jobs);
    return status;
}

/* --- all of it -------------------------------------------------------------------------------- */

static enum status make_store(struct artifact_build *build, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    progress_tell(build->options.progress, "store", "", 0, 0, 0);
    enum status status = store_build(build->dir, &build->instance, p);
    if (status == STATUS_OK)
        status = file_path(path, build->dir, layout_database, p);
    if (status == STATUS_OK)
        status = file_sync_path(path, p);
    for (const char *const *opened = layout_opened; *opened && status == STATUS_OK; opened++)
        status = artifacts_add(&build->artifacts, build->dir, *opened, p);
    return status;
}

/* /datapackage.json is kept by those who took it, and never changes with the release. */
static enum status note_package(struct artifact_build *build, struct problem *p)
{
    struct out out;
    out_open_memory(&out, PACKAGE_MOST);
    datapackage_write(&out, &build->instance, &build->manifest, &build->artifacts,
                      DATAPACKAGE_SERVED);
    enum status status = out_finish(&out, p);
    if (status == STATUS_OK)
        status = artifacts_note(&build->artifacts, "datapackage.json", out_written(&out), p);
    out_close(&out);
    return status;
}

static enum status read_inputs(struct artifact_build *build, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct artifacts *artifacts = &build->artifacts;
    enum status status = instance_read_release(&build->instance, build->dir, p);
    if (status == STATUS_OK)
        status = manifest_read(&build->manifest, build->dir, p);
    if (status == STATUS_OK)
        status = file_path(path, build->dir, layout_manifest, p);
    if (status == STATUS_OK)
        status = digest_file(path, artifacts->release, NULL, p);
    snprintf(artifacts->program, sizeof artifacts->program, "%s", release_program());
    model_digest(artifacts->model);
    if (build->previous &&
        (manifest_read_any(&build->before, build->previous, NULL) != STATUS_OK ||
         artifacts_read(&build->artifacts_before, build->previous, NULL) != STATUS_OK))
        build->previous = NULL;
    return status;
}

enum status artifacts_make(const char *dir, const char *previous,
                           const struct publish_options *options, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct artifact_build build = {.dir = dir, .previous = previous, .options = *options};
    enum status status = read_inputs(&build, p);
    if (status == STATUS_OK)
        status = file_path(path, dir, layout_artifacts, p);
    if (status == STATUS_OK)
        status = folder_make(path, p);
    if (status == STATUS_OK)
        status = make_store(&build, p);
    if (status == STATUS_OK)
        status = make_files(&build, p);
    if (status == STATUS_OK)
        status = cards_make(&build, p);
    if (status == STATUS_OK)
        status = note_package(&build, p);
    if (status == STATUS_OK)
        status = artifacts_write(&build.artifacts, dir, p);
    if (status == STATUS_OK)
        status = folder_sync(path, p);
    artifacts_free(&build.artifacts);
    artifacts_free(&build.artifacts_before);
    instance_free(&build.instance);
    return status;
}
