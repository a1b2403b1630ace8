/* hiraku export, rebuild: commands on a store that exists. */
#include "command.h"

#include "hiraku/exporters/export.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/releases.h"
#include "hiraku/store/store.h"

enum { ARENA_MAX = 65536 };

/* --- export ----------------------------------------------------------------------------------- */

static enum status find_writer(const struct call *call, const struct writer **writer,
                               struct problem *p)
{
    *writer = writer_by_name(slice_of(call->format));
    if (*writer)
        return STATUS_OK;
    problem_set(p, STATUS_BAD_ARGUMENT, slice_of("--format"), slice_of(call->format), NULL);
    for (const struct writer *const *each = writers; *each; each++)
        problem_allow(p, slice_of((*each)->name));
    return STATUS_BAD_ARGUMENT;
}

static enum status find_table(const struct call *call, const struct resource **resource,
                              struct problem *p)
{
    *resource = model_resource(slice_of(call->operand));
    if (*resource)
        return STATUS_OK;
    problem_set(p, STATUS_BAD_ARGUMENT, slice_of("TABLE"), slice_of(call->operand), NULL);
    struct slice nearest = model_nearest_resource(slice_of(call->operand));
    if (nearest.len > 0)
        problem_nearest(p, nearest);
    for (size_t i = 0; i < model_resource_count; i++)
        problem_allow(p, slice_of(model_resources[i]->name));
    return STATUS_BAD_ARGUMENT;
}

/* A store that another model derived has other tables. */
static enum status check_model(const char *dir, struct problem *p)
{
    struct artifacts artifacts;
    enum status status = artifacts_read(&artifacts, dir, p);
    if (status != STATUS_OK)
        return status;
    status = artifacts_check_program(&artifacts, dir, p);
    artifacts_free(&artifacts);
    return status;
}

/* The options that are query parameters, read by the same rules. */
static enum status read_presentation(const struct call *call, struct export *export,
                                     struct problem *p)
{
    const struct {
        const char *name, *value;
    } options[] = {{"profile", call->profile},
                   {"headers", call->headers},
                   {"substitute", call->substitute},
                   {"lang", call->lang_columns}};
    struct parameter parameters[sizeof options / sizeof *options];
    struct query query = {.resource = export->resource};
    struct arena arena;
    size_t count = 0;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (options[i].value)
            parameters[count++] =
                (struct parameter){slice_of(options[i].name), slice_of(options[i].value)};
    arena_init(&arena, ARENA_MAX);
    enum status status =
        query_parse(&query, &arena, parameters, count,
                    (struct query_rules){.form = export->writer->form, .first_month = 1}, p);
    export->shown = query.shown;
    arena_free(&arena);
    return status;
}

/* The table of the release in `dir`. */
static enum status store_write_table(const char *dir, const struct export *asked, struct out *out,
                                     struct problem *p)
{
    struct export export = *asked;
    struct instance instance;
    struct manifest manifest;
    enum status status = instance_read_release(&instance, dir, p);
    if (status == STATUS_OK)
        status = manifest_read(&manifest, dir, p);
    if (status == STATUS_OK)
        status = manifest_complete(&manifest, dir, p);
    if (status == STATUS_OK)
        status = check_model(dir, p);
    if (status == STATUS_OK)
        status = store_open(&export.store, dir, 0, p);
    if (status == STATUS_OK) {
        const struct table_state *state = manifest_table(&manifest, export.resource);
        export.instance = &instance;
        export.total = state ? state->rows : 0;
        export.changed_in =
            manifest_changed_in(&manifest, export.resource, export.writer->without, NULL);
        status = export_table(&export, out, p);
    }
    store_close(export.store);
    instance_free(&instance);
    return status;
}

enum status command_export(const struct call *call, struct out *out, struct problem *p)
{
    struct export export = {.store = NULL};
    char dir[RELEASE_PATH_SIZE];
    uint64_t number;
    enum status status = find_writer(call, &export.writer, p);
    if (status == STATUS_OK)
        status = find_table(call, &export.resource, p);
    if (status == STATUS_OK)
        status = read_presentation(call, &export, p);
    if (status == STATUS_OK)
        status = release_current(call->config.store, &number, dir, p);
    return status == STATUS_OK ? store_write_table(dir, &export, out, p) : status;
}

/* --- rebuild ---------------------------------------------------------------------------------- */

enum status command_rebuild(const struct call *call, struct out *out, struct problem *p)
{
    struct publish_options options = call_publish_options(call);
    struct meter meter;
    meter_init(&meter, call->language, call->json);
    options.progress = &meter.progress;
    enum status status = publish_rebuild(call->config.store, &options, p);
    meter_end(&meter);
    if (status != STATUS_OK)
        return status;
    if (call->json)
        out_text(out, "{\"status\":\"ok\"}\n");
    else
        message_write(out, MESSAGE_REBUILT, call->language, NULL);
    return status;
}
