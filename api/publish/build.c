/* How a publish begins, whether it is made or only shown: the newest release, the folder checked,
 * the rows in the stage.
 *
 * Writes nothing. What follows is publish.c or preview.c. */
#include "publish_parts.h"

#include "hiraku/ingest/ingest.h"
#include "hiraku/publish/publish.h"
#include "hiraku/release/releases.h"
#include "hiraku/staging/stage.h"

#include "differences.h"
#include "parts.h"

#include <stdio.h>
#include <stdlib.h>

struct build *build_new(const char *store, const struct publish_options *options,
                        struct publish_result *result)
{
    struct build *build = calloc(1, sizeof *build);
    *result = (struct publish_result){.number = 0};
    if (!build)
        return NULL;
    build->store = store;
    build->options = options;
    build->result = result;
    own_files_init(&build->own);
    return build;
}

void build_free(struct build *build)
{
    if (!build)
        return;
    stage_free(build->stage);
    own_files_free(&build->own);
    instance_free(&build->instance);
    instance_free(&build->base_instance);
    free(build);
}

/* An older program may have allowed in instance.json what this one does not. */
static enum status read_base_instance(struct build *build, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    enum status status = file_path(path, build->base_dir, layout_instance, p);
    if (status == STATUS_OK)
        status = instance_read(&build->base_instance, path, report, p);
    report_free(report);
    return status;
}

static enum status find_base(struct build *build, struct problem *p)
{
    struct release_list list;
    enum status status = release_list_read(&list, build->store, p);
    if (status == STATUS_NO_RELEASE)
        return STATUS_OK;
    if (status == STATUS_OK && list.count > 0) {
        layout_release_dir(build->store, list.numbers[list.count - 1], build->base_dir);
        status = manifest_read_any(&build->base, build->base_dir, p);
        build->has_base = status == STATUS_OK;
        build->result->base = build->base.number;
        if (status == STATUS_OK)
            status = read_base_instance(build, p);
    }
    release_list_free(&list);
    return status;
}

enum status build_refuse(const struct build *build, struct problem *p)
{
    char count[64];
    uint64_t errors = report_count(build->options->report, SEVERITY_ERROR);
    snprintf(count, sizeof count, "%llu", (unsigned long long)errors);
    return errors > 0 ? problem_set(p, STATUS_BAD_DATA, slice_of(build->dir), SLICE_NONE, count)
                      : STATUS_OK;
}

enum status build_check(struct build *build, const char *dir, struct problem *p)
{
    build->dir = dir;
    struct difference difference;
    struct report *report = build->options->report;
    enum status status = find_base(build, p);
    if (status == STATUS_OK)
        status =
            ingest_check(dir, &build->instance, report, build->options->progress, &build->stage, p);
    if (status == STATUS_OK) {
        const struct own_check check = {dir, build->stage, report, build->options->own};
        status = ingest_own_files(&check, &build->own, p);
    }
    if (status == STATUS_OK)
        snprintf(build->result->base_url, sizeof build->result->base_url, "%s",
                 build->instance.base_url);
    if (status == STATUS_OK && build->has_base)
        status =
            retired_read(build->stage, build->base_dir, build->restores > 0 ? NULL : report, p);
    if (status == STATUS_OK && build->has_base &&
        differences_instance(&build->base_instance, &build->instance, &difference))
        difference_rules_instance(report, build->base.number, &difference);
    if (status == STATUS_OK)
        status = build_refuse(build, p);
    if (status == STATUS_OK && build->has_base)
        status = resaved_restore(build, p);
    return status == STATUS_OK ? computed_tables_fill(build->stage, &build->instance, p) : status;
}
