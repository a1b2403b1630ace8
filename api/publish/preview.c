/* What a publish would do, without doing it: the same digests and the same comparison, written
 * nowhere.
 *
 * Takes no lock: releases do not change. One that a publisher packs meanwhile is read packed. */
#include "hiraku/publish/publish.h"

#include "hiraku/base/progress.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/past_table.h"
#include "hiraku/staging/stage.h"

#include "differences.h"
#include "parts.h"
#include "publish_parts.h"

struct preview {
    struct build *build;
    struct difference_rules rules;
    const struct difference_sink *sink; /* NULL: nobody looks */
};

static enum status preview_take(void *context, const struct difference *difference,
                                struct problem *p)
{
    struct preview *preview = context;
    enum status status = STATUS_OK;
    if (preview->build->has_base)
        status = difference_rules_record(&preview->rules, difference, p);
    if (status == STATUS_OK && preview->sink)
        status = preview->sink->take(preview->sink->context, difference, p);
    return status;
}

static enum status preview_compare(struct preview *preview, const struct resource *resource,
                                   struct problem *p)
{
    struct build *build = preview->build;
    struct difference_totals totals;
    struct canonical_file old = {.fd = -1};
    const struct difference_sink sink = {preview_take, preview};
    bool is_old = build->has_base && manifest_table(&build->base, resource);
    enum status status = is_old ? past_table_find(&old, build->base_dir, resource, p) : STATUS_OK;
    if (status == STATUS_OK)
        status =
            differences_table(build->stage, resource, is_old ? old.path : NULL, &sink, &totals, p);
    canonical_leave(&old);
    if (status != STATUS_OK)
        return status;
    if (build->has_base)
        difference_rules_table(&preview->rules, resource, &totals);
    build->result->added += totals.added;
    build->result->removed += totals.removed;
    build->result->modified += totals.modified;
    return STATUS_OK;
}

static enum status preview_table(struct preview *preview, const struct resource *resource,
                                 struct problem *p)
{
    struct build *build = preview->build;
    struct table_state state = {.resource = resource};
    progress_tell(build->options->progress, "compare", resource->name,
                  stage_rows(build->stage, resource), 0, 0);
    enum status status = canonical_digest(build->stage, resource, &state, p);
    if (status != STATUS_OK)
        return status;
    const struct table_state *before =
        build->has_base ? manifest_table(&build->base, resource) : NULL;
    if (!resource->computed)
        build->result->rows += state.rows;
    if (before && strcmp(before->sha256, state.sha256) == 0)
        return STATUS_OK;
    build->changed = true;
    return resource->computed ? STATUS_OK : preview_compare(preview, resource, p);
}

static enum status preview_instance(struct preview *preview, struct problem *p)
{
    struct build *build = preview->build;
    struct difference difference;
    if (!build->has_base) {
        build->changed = true;
        return STATUS_OK;
    }
    if (strcmp(build->base.instance.sha256, build->instance.sha256) == 0)
        return STATUS_OK;
    build->changed = true;
    if (!differences_instance(&build->base_instance, &build->instance, &difference))
        return STATUS_OK;
    build->result->modified++;
    enum status status = reasons_take(&preview->rules.reasons, &difference, p);
    if (status != STATUS_OK)
        return status;
    return preview->sink ? preview->sink->take(preview->sink->context, &difference, p) : STATUS_OK;
}

static enum status preview_own_files(struct preview *preview, struct problem *p)
{
    struct build *build = preview->build;
    char sha256[DIGEST_SIZE];
    const char *before = build->has_base ? build->base.own.sha256 : "";
    if (build->own.count == 0 && before[0] == '\0')
        return STATUS_OK;
    enum status status = own_files_digest(&build->own, sha256, p);
    build->changed = build->changed || strcmp(sha256, before) != 0;
    return status;
}

static enum status preview_all(struct preview *preview, struct problem *p)
{
    struct build *build = preview->build;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < model_resource_count && status == STATUS_OK; i++)
        status = preview_table(preview, model_resources[i], p);
    if (status == STATUS_OK)
        status = preview_instance(preview, p);
    if (status == STATUS_OK)
        status = preview_own_files(preview, p);
    if (status == STATUS_OK && build->has_base)
        reasons_report(&preview->rules.reasons, build->options->report);
    if (status == STATUS_OK)
        status = build_refuse(build, p);
    if (status == STATUS_OK && report_status(build->options->report) != STATUS_OK)
        status = problem_memory(p);
    return status;
}

enum status publish_preview(const char *store, const char *dir,
                            const struct publish_options *options,
                            const struct difference_sink *sink, struct publish_result *result,
                            struct problem *p)
{
    struct build *build = build_new(store, options, result);
    if (!build)
        return problem_memory(p);
    struct preview preview = {.build = build, .sink = sink};
    enum status status = build_check(build, dir, p);
    if (status == STATUS_OK) {
        status = difference_rules_open(&preview.rules, build, p);
        if (status == STATUS_OK)
            status = preview_all(&preview, p);
        difference_rules_free(&preview.rules);
    }
    result->changed = status == STATUS_OK && build->changed;
    result->number = build->base.number + result->changed;
    result->rebuilt =
        status == STATUS_OK && !build->changed && !artifacts_are_ours(build->base_dir);
    build_free(build);
    return status;
}
