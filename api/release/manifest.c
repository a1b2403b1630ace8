/* release.json: what is true of a release forever. Derived files are artifacts.c. */

#include "hiraku/release/manifest.h"
#include "hiraku/base/clock.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/json_file.h"
#include "hiraku/release/layout.h"

#include <stdio.h>
#include <stdlib.h>

enum { MANIFEST_MOST = 1 << 20 };

const char *release_program(void)
{
    return "hiraku " HIRAKU_VERSION;
}

/* --- reading ---------------------------------------------------------------------------------- */

static void manifest_read_state(const json_t *object, struct table_state *state, bool *good)
{
    json_member_text(object, "sha256", state->sha256, sizeof state->sha256, good);
    json_member_number(object, "changed_in", &state->changed_in, good);
    json_member_time(object, "changed_at", &state->changed_at, good);
    if (state->resource)
        json_member_number(object, "rows", &state->rows, good);
    if (state->resource && json_object_get(object, "rows_root"))
        json_member_text(object, "rows_root", state->rows_root, sizeof state->rows_root, good);
    if (!json_object_get(object, "modified"))
        return;
    json_member_number(object, "modified", &state->modified, good);
    if (!state->resource)
        return;
    json_member_number(object, "added", &state->added, good);
    json_member_number(object, "removed", &state->removed, good);
}

/* Tables in model order; those of the file that the model has not are counted. */
static size_t read_tables(const json_t *tables, struct manifest *manifest, bool *good)
{
    size_t known = 0;
    for (size_t i = 0; i < model_resource_count && i < RELEASE_TABLES_MAX; i++) {
        const json_t *object = json_object_get(tables, model_resources[i]->name);
        if (!object)
            continue;
        known++;
        struct table_state *state = &manifest->tables[manifest->table_count++];
        state->resource = model_resources[i];
        manifest_read_state(object, state, good);
    }
    return json_object_size(tables) - known;
}

/* Members that most releases have not. */
static void read_remarks(const json_t *root, struct manifest *manifest, bool *good)
{
    if (json_object_get(root, "key"))
        json_member_text(root, "key", manifest->key, sizeof manifest->key, good);
    if (json_object_get(root, "message"))
        json_member_text(root, "message", manifest->message, sizeof manifest->message, good);
    if (json_object_get(root, "message_en"))
        json_member_text(root, "message_en", manifest->message_en, sizeof manifest->message_en,
                         good);
    if (json_object_get(root, "own"))
        manifest_read_state(json_object_get(root, "own"), &manifest->own, good);
    if (json_object_get(root, "reasons"))
        json_member_text(root, "reasons", manifest->reasons, sizeof manifest->reasons, good);
    if (json_object_get(root, "restores"))
        json_member_number(root, "restores", &manifest->restores, good);
}

static enum status read_manifest(struct manifest *manifest, const char *dir, bool any,
                                 struct problem *p)
{
    json_t *root;
    bool good = true;
    memset(manifest, 0, sizeof *manifest);
    enum status status = json_file(dir, layout_manifest, &root, p);
    if (status != STATUS_OK)
        return status;
    json_member_number(root, "number", &manifest->number, &good);
    json_member_time(root, "published_at", &manifest->published_at, &good);
    json_member_text(root, "program", manifest->program, sizeof manifest->program, &good);
    json_member_text(root, "model", manifest->model, sizeof manifest->model, &good);
    json_member_text(root, "previous", manifest->previous, sizeof manifest->previous, &good);
    json_member_text(root, "changes", manifest->changes, sizeof manifest->changes, &good);
    json_member_text(root, "retired", manifest->retired, sizeof manifest->retired, &good);
    read_remarks(root, manifest, &good);
    const json_t *instance = json_object_get(root, "instance");
    manifest_read_state(instance, &manifest->instance, &good);
    manifest->counted = json_object_get(instance, "modified");
    manifest->instance.rows = 1;
    size_t unknown = read_tables(json_object_get(root, "tables"), manifest, &good);
    json_decref(root);
    if (!good || manifest->number == 0)
        return problem_set(p, STATUS_BAD_RELEASE, slice_of(dir), SLICE_NONE,
                           "release.json: a member is missing or has another type");
    if (unknown > 0 && !any)
        return problem_set(p, STATUS_OTHER_TABLES, slice_of(dir), SLICE_NONE, NULL);
    return withdrawal_read(&manifest->withdrawal, dir, p);
}

enum status manifest_complete(const struct manifest *manifest, const char *dir, struct problem *p)
{
    return manifest->table_count == model_resource_count
               ? STATUS_OK
               : problem_set(p, STATUS_OTHER_TABLES, slice_of(dir), SLICE_NONE, NULL);
}

enum status manifest_read(struct manifest *manifest, const char *dir, struct problem *p)
{
    return read_manifest(manifest, dir, false, p);
}

enum status manifest_read_any(struct manifest *manifest, const char *dir, struct problem *p)
{
    return read_manifest(manifest, dir, true, p);
}

/* --- writing ---------------------------------------------------------------------------------- */

static void manifest_write_columns(struct json_writer *json, const struct resource *resource)
{
    json_begin_array(json, "columns");
    for (const struct column *column = resource->columns; column->name; column++)
        if (column_is_written(column))
            json_text(json, NULL, column->name);
    json_end(json);
}

static void manifest_write_state(struct json_writer *json, const char *name,
                                 const struct table_state *state)
{
    char when[CLOCK_RFC3339_SIZE];
    clock_rfc3339(state->changed_at, when);
    json_begin_object(json, name);
    if (state->resource)
        json_int(json, "added", (int64_t)state->added);
    json_text(json, "changed_at", when);
    json_int(json, "changed_in", (int64_t)state->changed_in);
    if (state->resource)
        manifest_write_columns(json, state->resource);
    json_int(json, "modified", (int64_t)state->modified);
    if (state->resource) {
        json_int(json, "removed", (int64_t)state->removed);
        json_int(json, "rows", (int64_t)state->rows);
        if (state->rows_root[0] != '\0')
            json_text(json, "rows_root", state->rows_root);
    }
    json_text(json, "sha256", state->sha256);
    json_end(json);
}

static int manifest_by_name(const void *left, const void *right)
{
    const struct table_state *const *a = left, *const *b = right;
    return strcmp((*a)->resource->name, (*b)->resource->name);
}

static void manifest_write_tables(struct json_writer *json, const struct manifest *manifest)
{
    const struct table_state *sorted[RELEASE_TABLES_MAX] = {NULL};
    for (size_t i = 0; i < manifest->table_count; i++)
        sorted[i] = &manifest->tables[i];
    qsort(sorted, manifest->table_count, sizeof(const struct table_state *), manifest_by_name);
    json_begin_object(json, "tables");
    for (size_t i = 0; i < manifest->table_count; i++)
        manifest_write_state(json, sorted[i]->resource->name, sorted[i]);
    json_end(json);
}

enum status manifest_write(const struct manifest *manifest, const char *dir, struct problem *p)
{
    char when[CLOCK_RFC3339_SIZE];
    struct out out;
    struct json_writer json = json_indented(&out, 3);
    out_open_memory(&out, MANIFEST_MOST);
    clock_rfc3339(manifest->published_at, when);
    json_begin_object(&json, NULL);
    json_text(&json, "changes", manifest->changes);
    manifest_write_state(&json, "instance", &manifest->instance);
    if (manifest->key[0] != '\0')
        json_text(&json, "key", manifest->key);
    if (manifest->message[0] != '\0')
        json_text(&json, "message", manifest->message);
    if (manifest->message_en[0] != '\0')
        json_text(&json, "message_en", manifest->message_en);
    json_text(&json, "model", manifest->model);
    json_int(&json, "number", (int64_t)manifest->number);
    if (manifest->own.sha256[0] != '\0')
        manifest_write_state(&json, "own", &manifest->own);
    json_text(&json, "previous", manifest->previous);
    json_text(&json, "program", manifest->program);
    json_text(&json, "published_at", when);
    if (manifest->reasons[0] != '\0')
        json_text(&json, "reasons", manifest->reasons);
    if (manifest->restores > 0)
        json_int(&json, "restores", (int64_t)manifest->restores);
    json_text(&json, "retired", manifest->retired);
    manifest_write_tables(&json, manifest);
    json_text(&json, "withdrawn", ""); /* version 0.1.0 wants it; withdrawal.h has the reason */
    json_finish(&json);
    enum status status = out_finish(&out, p);
    if (status == STATUS_OK)
        status = file_replace(dir, layout_manifest, out_written(&out), p);
    out_close(&out);
    return status;
}

/* --- questions -------------------------------------------------------------------------------- */

const struct table_state *manifest_table(const struct manifest *manifest,
                                         const struct resource *resource)
{
    for (size_t i = 0; i < manifest->table_count; i++)
        if (manifest->tables[i].resource == resource)
            return &manifest->tables[i];
    return NULL;
}

static size_t manifest_inputs(const struct manifest *manifest, const struct resource *resource,
                              unsigned without,
                              const struct table_state *inputs[RELEASE_TABLES_MAX])
{
    const struct resource *tables[RELEASE_TABLES_MAX];
    size_t known = 0, count = model_inputs(resource, without, tables, RELEASE_TABLES_MAX);
    for (size_t i = 0; i < count; i++) {
        const struct table_state *state = manifest_table(manifest, tables[i]);
        if (state)
            inputs[known++] = state;
    }
    return known;
}

uint64_t manifest_changed_in(const struct manifest *manifest, const struct resource *resource,
                             unsigned without, time_t *at)
{
    const struct table_state *inputs[RELEASE_TABLES_MAX];
    size_t count =
        resource ? manifest_inputs(manifest, resource, without, inputs) : manifest->table_count;
    const struct table_state *newest = &manifest->instance;
    if (!resource && manifest->own.changed_in > newest->changed_in)
        newest = &manifest->own;
    for (size_t i = 0; i < count; i++) {
        const struct table_state *state = resource ? inputs[i] : &manifest->tables[i];
        if (state->changed_in > newest->changed_in)
            newest = state;
    }
    if (at)
        *at = newest->changed_at;
    return newest->changed_in;
}
