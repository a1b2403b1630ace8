/* release.json: what is true of a release forever. Derived files are derived.c. */
#include "hiraku/release/release.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/json_text.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/json_file.h"
#include "hiraku/release/layout.h"

#include <stdio.h>
#include <stdlib.h>

enum { MANIFEST_MOST = 1 << 20 };

static const struct slice none;

const char *release_program(void)
{
    return "hiraku " HIRAKU_VERSION;
}

/* --- reading ---------------------------------------------------------------------------------- */

static void read_state(const json_t *object, struct table_state *state, bool *good)
{
    json_member_text(object, "sha256", state->sha256, sizeof state->sha256, good);
    json_member_number(object, "changed_in", &state->changed_in, good);
    json_member_time(object, "changed_at", &state->changed_at, good);
    if (state->resource)
        json_member_number(object, "rows", &state->rows, good);
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
        read_state(object, state, good);
    }
    return json_object_size(tables) - known;
}

/* Members that most releases have not. */
static void read_remarks(const json_t *root, struct manifest *manifest, bool *good)
{
    if (json_object_get(root, "message"))
        json_member_text(root, "message", manifest->message, sizeof manifest->message, good);
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
    json_member_text(root, "withdrawn", manifest->withdrawn, sizeof manifest->withdrawn, &good);
    read_remarks(root, manifest, &good);
    read_state(json_object_get(root, "instance"), &manifest->instance, &good);
    manifest->instance.rows = 1;
    size_t unknown = read_tables(json_object_get(root, "tables"), manifest, &good);
    json_decref(root);
    if (!good || manifest->number == 0)
        return problem_set(p, STATUS_BAD_RELEASE, slice_of(dir), none,
                           "release.json: a member is missing or has another type");
    if (unknown > 0 && !any)
        return problem_set(p, STATUS_OTHER_TABLES, slice_of(dir), none, NULL);
    return STATUS_OK;
}

enum status manifest_complete(const struct manifest *manifest, const char *dir, struct problem *p)
{
    return manifest->table_count == model_resource_count
               ? STATUS_OK
               : problem_set(p, STATUS_OTHER_TABLES, slice_of(dir), none, NULL);
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

static void write_key(struct out *out, const char *indent, const char *key)
{
    out_text(out, indent);
    json_quote(out, slice_of(key));
    out_text(out, ": ");
}

static void write_text(struct out *out, const char *indent, const char *key, const char *text)
{
    write_key(out, indent, key);
    json_quote(out, slice_of(text));
}

static void write_columns(struct out *out, const struct resource *resource)
{
    const char *before = "[";
    write_key(out, ",\n      ", "columns");
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!column_is_written(column))
            continue;
        out_text(out, before);
        json_quote(out, slice_of(column->name));
        before = ", ";
    }
    out_char(out, ']');
}

static void write_state(struct out *out, const struct table_state *state, const char *indent)
{
    char when[CLOCK_RFC3339_SIZE], separator[16];
    snprintf(separator, sizeof separator, ",%s", indent);
    clock_rfc3339(state->changed_at, when);
    out_char(out, '{');
    write_text(out, indent, "changed_at", when);
    write_key(out, separator, "changed_in");
    out_int(out, (int64_t)state->changed_in);
    if (state->resource) {
        write_columns(out, state->resource);
        write_key(out, separator, "rows");
        out_int(out, (int64_t)state->rows);
    }
    write_text(out, separator, "sha256", state->sha256);
}

static int by_name(const void *left, const void *right)
{
    const struct table_state *const *a = left, *const *b = right;
    return strcmp((*a)->resource->name, (*b)->resource->name);
}

static void write_tables(struct out *out, const struct manifest *manifest)
{
    const struct table_state *sorted[RELEASE_TABLES_MAX] = {NULL};
    for (size_t i = 0; i < manifest->table_count; i++)
        sorted[i] = &manifest->tables[i];
    qsort(sorted, manifest->table_count, sizeof(const struct table_state *), by_name);
    out_char(out, '{');
    for (size_t i = 0; i < manifest->table_count; i++) {
        write_key(out, i > 0 ? ",\n    " : "\n    ", sorted[i]->resource->name);
        write_state(out, sorted[i], "\n      ");
        out_text(out, "\n    }");
    }
    out_text(out, "\n  }");
}

enum status manifest_write(const struct manifest *manifest, const char *dir, struct problem *p)
{
    char when[CLOCK_RFC3339_SIZE];
    struct out out;
    out_open_memory(&out, MANIFEST_MOST);
    clock_rfc3339(manifest->published_at, when);
    write_text(&out, "{\n  ", "changes", manifest->changes);
    write_key(&out, ",\n  ", "instance");
    write_state(&out, &manifest->instance, "\n    ");
    out_text(&out, "\n  }");
    if (manifest->message[0] != '\0')
        write_text(&out, ",\n  ", "message", manifest->message);
    write_text(&out, ",\n  ", "model", manifest->model);
    write_key(&out, ",\n  ", "number");
    out_int(&out, (int64_t)manifest->number);
    write_text(&out, ",\n  ", "previous", manifest->previous);
    write_text(&out, ",\n  ", "program", manifest->program);
    write_text(&out, ",\n  ", "published_at", when);
    if (manifest->restores > 0) {
        write_key(&out, ",\n  ", "restores");
        out_int(&out, (int64_t)manifest->restores);
    }
    write_text(&out, ",\n  ", "retired", manifest->retired);
    write_key(&out, ",\n  ", "tables");
    write_tables(&out, manifest);
    write_text(&out, ",\n  ", "withdrawn", manifest->withdrawn);
    out_text(&out, "\n}\n");
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

size_t manifest_inputs(const struct manifest *manifest, const struct resource *resource,
                       unsigned without, const struct table_state *inputs[RELEASE_TABLES_MAX])
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
    for (size_t i = 0; i < count; i++) {
        const struct table_state *state = resource ? inputs[i] : &manifest->tables[i];
        if (state->changed_in > newest->changed_in)
            newest = state;
    }
    if (at)
        *at = newest->changed_at;
    return newest->changed_in;
}
