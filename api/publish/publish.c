/* From an instance directory to a new release that is current: whole, or not at all.
 *
 * Everything is built in releases/N.tmp; what makes it a release is the rename to releases/N, and
 * what makes it current is the rename of a link. Before either, all files and folders are synced.
 * The predecessor is the newest release there is, even if a crash came between the two renames:
 * nothing that was published is lost. */
#include "hiraku/publish/publish.h"

#include "hiraku/base/progress.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/lock.h"
#include "hiraku/release/releases.h"
#include "hiraku/staging/stage.h"

#include "differences.h"
#include "parts.h"
#include "publish_parts.h"

#include <stdio.h>

/* --- canonical files -------------------------------------------------------------------------- */

static void set_changed(const struct build *build, struct table_state *state,
                        const struct table_state *before)
{
    bool same = before && strcmp(before->sha256, state->sha256) == 0;
    state->changed_in = same ? before->changed_in : build->manifest.number;
    state->changed_at = same ? before->changed_at : build->manifest.published_at;
}

/* An unchanged file becomes a second name of the predecessor's. */
static enum status relink_table(const struct build *build, const struct resource *resource,
                                struct problem *p)
{
    char from[RELEASE_PATH_SIZE], to[RELEASE_PATH_SIZE];
    enum status status = canonical_path(build->base_dir, resource, from, p);
    if (status == STATUS_OK)
        status = canonical_path(build->tmp, resource, to, p);
    if (status != STATUS_OK || !file_exists(from))
        return status;
    status = folder_remove(to, p);
    return status == STATUS_OK ? file_link(from, to, p) : status;
}

static enum status publish_build_table(struct build *build, const struct resource *resource,
                                       struct problem *p)
{
    struct table_state *state = &build->manifest.tables[build->manifest.table_count++];
    progress_tell(build->options->progress, "write", resource->name,
                  stage_rows(build->stage, resource), 0, 0);
    enum status status = canonical_write(build->stage, resource, build->tmp, state, p);
    if (status != STATUS_OK)
        return status;
    const struct table_state *before =
        build->has_base ? manifest_table(&build->base, resource) : NULL;
    set_changed(build, state, before);
    if (!resource->computed)
        build->result->rows += state->rows;
    if (state->changed_in != build->manifest.number)
        return relink_table(build, resource, p);
    build->changed = true;
    return STATUS_OK;
}

static enum status build_instance(struct build *build, struct problem *p)
{
    struct file file;
    struct table_state *state = &build->manifest.instance;
    enum status status = file_create(&file, build->tmp, layout_instance, p);
    if (status != STATUS_OK)
        return status;
    instance_write(&build->instance, &file.out);
    status = file_close(&file, state->sha256, NULL, p);
    state->rows = 1;
    set_changed(build, state, build->has_base ? &build->base.instance : NULL);
    build->changed = build->changed || state->changed_in == build->manifest.number;
    return status;
}

static enum status build_canonical(struct build *build, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    enum status status = file_path(path, build->tmp, layout_data, p);
    if (status == STATUS_OK)
        status = folder_make(path, p);
    for (size_t i = 0; i < model_resource_count && status == STATUS_OK; i++)
        status = publish_build_table(build, model_resources[i], p);
    if (status == STATUS_OK)
        status = build_instance(build, p);
    build->changed = build->changed || !build->has_base;
    return status == STATUS_OK ? folder_sync(path, p) : status;
}

/* --- what is different ------------------------------------------------------------------------ */

struct recording {
    struct build *build;
    struct out *out;
    struct difference_rules rules;
    char release[24];
};

static enum status record_difference(void *context, const struct difference *difference,
                                     struct problem *p)
{
    struct recording *recording = context;
    enum status status = difference_rules_record(&recording->rules, difference, p);
    if (status == STATUS_OK)
        status = changes_take(recording->out, difference, recording->build->stage,
                              slice_of(recording->release), p);
    return status;
}

static enum status compare_table(struct recording *recording, const struct resource *resource,
                                 struct problem *p)
{
    struct build *build = recording->build;
    struct difference_totals totals;
    char path[RELEASE_PATH_SIZE];
    const struct difference_sink sink = {record_difference, recording};
    enum status status = canonical_path(build->base_dir, resource, path, p);
    if (status == STATUS_OK)
        status = differences_table(build->stage, resource, file_exists(path) ? path : NULL, &sink,
                                   &totals, p);
    if (status != STATUS_OK)
        return status;
    difference_rules_table(&recording->rules, resource, &totals);
    build->result->added += totals.added;
    build->result->removed += totals.removed;
    build->result->modified += totals.modified;
    return STATUS_OK;
}

static enum status compare_tables(struct build *build, struct out *out, struct problem *p)
{
    struct recording recording = {.build = build, .out = out};
    enum status status = STATUS_OK;
    difference_rules_init(&recording.rules, build->options->report, build->stage,
                          build->base.number);
    snprintf(recording.release, sizeof recording.release, "%llu",
             (unsigned long long)build->manifest.number);
    for (size_t i = 0; i < build->manifest.table_count && status == STATUS_OK; i++) {
        const struct table_state *state = &build->manifest.tables[i];
        if (state->changed_in != build->manifest.number || state->resource->computed)
            continue;
        progress_tell(build->options->progress, "compare", state->resource->name, state->rows, 0,
                      0);
        status = compare_table(&recording, state->resource, p);
    }
    difference_rules_free(&recording.rules);
    return status;
}

static void compare_instances(struct build *build, struct out *out)
{
    struct difference difference;
    if (!differences_instance(&build->base_instance, &build->instance, &difference))
        return;
    changes_write(out, &difference);
    build->result->modified++;
}

static enum status build_changes(struct build *build, struct problem *p)
{
    struct file file;
    enum status status = file_create(&file, build->tmp, layout_changes, p);
    if (status != STATUS_OK)
        return status;
    changes_row(&file.out, slice_of("table"), slice_of("key"), slice_of("column"), slice_of("old"),
                slice_of("new"));
    if (build->has_base) {
        status = compare_tables(build, &file.out, p);
        if (status == STATUS_OK)
            compare_instances(build, &file.out);
    } else {
        build->result->added = build->result->rows;
    }
    enum status closed =
        file_close(&file, build->manifest.changes, NULL, status == STATUS_OK ? p : NULL);
    status = status == STATUS_OK ? closed : status;
    if (status == STATUS_OK && report_status(build->options->report) != STATUS_OK)
        status = problem_memory(p);
    if (status == STATUS_OK)
        status = retired_write(build->stage, build->tmp, build->manifest.retired, p);
    return status;
}

/* --- the manifest, the switch ----------------------------------------------------------------- */

static enum status begin_manifest(struct build *build, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct manifest *manifest = &build->manifest;
    manifest->number = build->has_base ? build->base.number + 1 : 1;
    manifest->published_at = time(NULL);
    /* no time stands for two releases: Last-Modified is a strong validator (RFC 9110 s.8.8.2.2) */
    if (build->has_base && manifest->published_at <= build->base.published_at)
        manifest->published_at = build->base.published_at + 1;
    snprintf(manifest->program, sizeof manifest->program, "%s", release_program());
    model_digest(manifest->model);
    if (build->options->message)
        snprintf(manifest->message, sizeof manifest->message, "%s", build->options->message);
    manifest->restores = build->restores;
    if (!build->has_base)
        return STATUS_OK;
    enum status status = file_path(path, build->base_dir, layout_manifest, p);
    return status == STATUS_OK ? digest_file(path, manifest->previous, NULL, p) : status;
}

static enum status build_install(struct build *build, struct problem *p)
{
    char final[RELEASE_PATH_SIZE], path[RELEASE_PATH_SIZE];
    layout_release_dir(build->store, build->manifest.number, final);
    enum status status = folder_sync(build->tmp, p);
    if (status == STATUS_OK)
        status = file_rename(build->tmp, final, p);
    if (status == STATUS_OK)
        status = file_path(path, build->store, layout_releases, p);
    if (status == STATUS_OK)
        status = folder_sync(path, p);
    return status == STATUS_OK ? release_switch(build->store, build->manifest.number, p) : status;
}

/* Nothing new: the predecessor is made current if a crash left it aside, and derived anew if
 * another program or model derived it. */
static enum status keep_base(struct build *build, struct problem *p)
{
    uint64_t current = 0;
    char dir[RELEASE_PATH_SIZE];
    enum status status = folder_remove(build->tmp, p);
    build->result->number = build->base.number;
    if (status == STATUS_OK && !artifacts_are_ours(build->base_dir)) {
        status = rebuild_release(build->store, build->base.number, build->options, p);
        build->result->rebuilt = status == STATUS_OK;
    }
    if (status == STATUS_OK && (release_current(build->store, &current, dir, NULL) != STATUS_OK ||
                                current != build->base.number)) {
        status = release_switch(build->store, build->base.number, p);
        build->result->changed = status == STATUS_OK;
    }
    return status;
}

static enum status build_release(struct build *build, struct problem *p)
{
    enum status status = begin_manifest(build, p);
    if (status != STATUS_OK)
        return status;
    status = layout_unfinished(build->store, build->manifest.number, build->tmp, p);
    if (status == STATUS_OK)
        status = folder_make(build->tmp, p);
    if (status == STATUS_OK)
        status = build_canonical(build, p);
    if (status == STATUS_OK && !build->changed)
        return keep_base(build, p);
    if (status == STATUS_OK)
        status = build_changes(build, p);
    if (status == STATUS_OK)
        status = manifest_write(&build->manifest, build->tmp, p);
    if (status == STATUS_OK)
        status =
            artifacts_make(build->tmp, build->has_base ? build->base_dir : NULL, build->options, p);
    if (status == STATUS_OK)
        status = build_install(build, p);
    build->result->number = build->manifest.number;
    build->result->changed = status == STATUS_OK;
    return status;
}

/* --- publish_run ------------------------------------------------------------------------------ */

static enum status prepare_store(const char *store, int *lock, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    enum status status = file_path(path, store, layout_releases, p);
    if (status == STATUS_OK)
        status = folder_make(path, p);
    if (status == STATUS_OK)
        status = lock_take(store, lock, p);
    return status == STATUS_OK ? releases_clean(store, p) : status;
}

enum status build_run(struct build *build, const char *dir, struct problem *p)
{
    enum status status = build_check(build, dir, p);
    if (status == STATUS_OK)
        status = build_release(build, p);
    if (status == STATUS_OK)
        status = releases_prune(build->store, build->options->keep, build->result->number, p);
    if (status != STATUS_OK && build->tmp[0] != '\0')
        folder_remove(build->tmp, NULL);
    return status;
}

enum status publish_run(const char *store, const char *dir, const struct publish_options *options,
                        struct publish_result *result, struct problem *p)
{
    int lock = -1;
    struct build *build = build_new(store, options, result);
    if (!build)
        return problem_memory(p);
    enum status status = prepare_store(store, &lock, p);
    if (status == STATUS_OK)
        status = build_run(build, dir, p);
    lock_release(lock);
    build_free(build);
    return status;
}
