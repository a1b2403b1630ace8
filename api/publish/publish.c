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
#include "hiraku/release/file_digests.h"
#include "hiraku/release/lock.h"
#include "hiraku/release/releases.h"
#include "hiraku/release/tree.h"
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

/* An instance that never had any leaves no trace of them. */
static enum status build_own_files(struct build *build, struct problem *p)
{
    struct table_state *state = &build->manifest.own;
    const struct table_state *before =
        build->has_base && build->base.own.sha256[0] != '\0' ? &build->base.own : NULL;
    if (build->own.count == 0 && !before)
        return STATUS_OK;
    enum status status = own_files_write(&build->own, build->tmp, state->sha256, p);
    set_changed(build, state, before);
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
    if (status == STATUS_OK)
        status = build_own_files(build, p);
    build->changed =
        build->changed || !build->has_base || strcmp(build->base.key, build->manifest.key) != 0;
    return status == STATUS_OK ? folder_sync(path, p) : status;
}

/* --- what is different ------------------------------------------------------------------------ */

#define REASONS_MOST ((size_t)256 << 20)

struct recording {
    struct build *build;
    struct out *out;
    struct out reasons; /* rows of reasons.csv */
    struct difference_rules rules;
    char release[24];
};

static enum status record_difference(void *context, const struct difference *difference,
                                     struct problem *p)
{
    struct recording *recording = context;
    enum status status = STATUS_OK;
    if (!difference->resource->computed)
        status = difference_rules_record(&recording->rules, difference, p);
    if (status == STATUS_OK && !difference->resource->computed)
        reasons_write(&recording->rules.reasons, &recording->reasons);
    if (status == STATUS_OK)
        status = changes_take(recording->out, difference, recording->build->stage,
                              slice_of(recording->release), p);
    return status;
}

static enum status compare_table(struct recording *recording, struct table_state *state,
                                 struct problem *p)
{
    struct build *build = recording->build;
    const struct resource *resource = state->resource;
    struct difference_totals totals;
    char path[RELEASE_PATH_SIZE];
    const struct difference_sink sink = {record_difference, recording};
    enum status status = canonical_path(build->base_dir, resource, path, p);
    if (status == STATUS_OK)
        status = differences_table(build->stage, resource, file_exists(path) ? path : NULL, &sink,
                                   &totals, p);
    if (status != STATUS_OK)
        return status;
    state->added = totals.added;
    state->removed = totals.removed;
    state->modified = totals.modified;
    if (resource->computed)
        return STATUS_OK;
    difference_rules_table(&recording->rules, resource, &totals);
    build->result->added += totals.added;
    build->result->removed += totals.removed;
    build->result->modified += totals.modified;
    return STATUS_OK;
}

static enum status compare_tables(struct recording *recording, struct problem *p)
{
    struct build *build = recording->build;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < build->manifest.table_count && status == STATUS_OK; i++) {
        struct table_state *state = &build->manifest.tables[i];
        if (state->changed_in != build->manifest.number)
            continue;
        progress_tell(build->options->progress, "compare", state->resource->name, state->rows, 0,
                      0);
        status = compare_table(recording, state, p);
    }
    return status;
}

static enum status compare_instances(struct recording *recording, struct problem *p)
{
    struct build *build = recording->build;
    struct difference difference;
    if (!differences_instance(&build->base_instance, &build->instance, &difference))
        return STATUS_OK;
    enum status status = reasons_take(&recording->rules.reasons, &difference, p);
    reasons_write(&recording->rules.reasons, &recording->reasons);
    changes_write(recording->out, &difference);
    build->manifest.instance.modified = 1;
    build->result->modified++;
    return status;
}

/* What the first release is given is kept, so that no later change takes it for its own. */
static enum status compare_all(struct recording *recording, struct problem *p)
{
    struct build *build = recording->build;
    struct reasons *reasons = &recording->rules.reasons;
    if (!build->has_base) {
        build->result->added = build->result->rows;
        for (size_t i = 0; i < build->manifest.table_count; i++)
            build->manifest.tables[i].added = build->manifest.tables[i].rows;
        reasons_write_all(reasons, &recording->reasons);
        return STATUS_OK;
    }
    enum status status = compare_tables(recording, p);
    if (status == STATUS_OK)
        status = compare_instances(recording, p);
    if (status == STATUS_OK)
        reasons_report(reasons, build->options->report);
    return status;
}

static enum status publish_write_reasons(struct build *build, struct out *rows, struct problem *p)
{
    struct file file;
    enum status status = out_finish(rows, p);
    if (status != STATUS_OK || rows->len == 0)
        return status;
    status = file_create(&file, build->tmp, layout_reasons, p);
    if (status != STATUS_OK)
        return status;
    reasons_header(&file.out);
    out_slice(&file.out, out_written(rows));
    return file_close(&file, build->manifest.reasons, NULL, p);
}

static enum status write_changes(struct recording *recording, struct problem *p)
{
    struct build *build = recording->build;
    struct file file;
    enum status status = file_create(&file, build->tmp, layout_changes, p);
    if (status != STATUS_OK)
        return status;
    recording->out = &file.out;
    changes_row(&file.out, slice_of("table"), slice_of("key"), slice_of("column"), slice_of("old"),
                slice_of("new"));
    status = compare_all(recording, p);
    recording->out = NULL;
    enum status closed =
        file_close(&file, build->manifest.changes, NULL, status == STATUS_OK ? p : NULL);
    return status == STATUS_OK ? closed : status;
}

static enum status build_changes(struct build *build, struct problem *p)
{
    struct recording recording = {.build = build};
    snprintf(recording.release, sizeof recording.release, "%llu",
             (unsigned long long)build->manifest.number);
    out_open_memory(&recording.reasons, REASONS_MOST);
    enum status status = difference_rules_open(&recording.rules, build, p);
    if (status == STATUS_OK)
        status = write_changes(&recording, p);
    if (status == STATUS_OK && report_status(build->options->report) != STATUS_OK)
        status = problem_memory(p);
    if (status == STATUS_OK)
        status = build_refuse(build, p);
    if (status == STATUS_OK)
        status = publish_write_reasons(build, &recording.reasons, p);
    difference_rules_free(&recording.rules);
    out_close(&recording.reasons);
    return status == STATUS_OK ? retired_write(build->stage, build->tmp, build->manifest.retired, p)
                               : status;
}

/* Where nothing changes there is nothing to explain. */
static enum status check_reasons(struct build *build, struct problem *p)
{
    struct difference_rules rules;
    enum status status = difference_rules_open(&rules, build, p);
    if (status == STATUS_OK)
        reasons_report(&rules.reasons, build->options->report);
    difference_rules_free(&rules);
    return status == STATUS_OK ? build_refuse(build, p) : status;
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
    if (build->options->message_en)
        snprintf(manifest->message_en, sizeof manifest->message_en, "%s",
                 build->options->message_en);
    manifest->restores = build->restores;
    if (build->options->keys)
        key_write(&build->options->keys->key.public, manifest->key);
    if (!build->has_base)
        return STATUS_OK;
    enum status status = release_keys_follow(build->options->keys, &build->base, p);
    if (status == STATUS_OK)
        status = file_path(path, build->base_dir, layout_manifest, p);
    return status == STATUS_OK ? digest_file(path, manifest->previous, NULL, p) : status;
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
    if (status == STATUS_OK && !build->changed) {
        status = check_reasons(build, p);
        return status == STATUS_OK ? keep_base(build, p) : status;
    }
    if (status == STATUS_OK)
        status = build_changes(build, p);
    if (status == STATUS_OK)
        status = manifest_write(&build->manifest, build->tmp, p);
    if (status == STATUS_OK && build->options->keys)
        status = release_sign(build->tmp, build->manifest.number, build->options->keys, p);
    if (status == STATUS_OK)
        status =
            artifacts_make(build->tmp, build->has_base ? build->base_dir : NULL, build->options, p);
    if (status == STATUS_OK && build->options->keys)
        status = file_digests_write(build->tmp, build->manifest.number, build->options->keys, p);
    if (status == STATUS_OK)
        status = release_install(build->store, build->tmp, build->manifest.number, p);
    if (status == STATUS_OK)
        status = release_switch(build->store, build->manifest.number, p);
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
