/* Filling base.json in: templates repeated for each table, and marks.
 *
 * In a template {table} {Tables} {Record} {title_ja} {title_en} {doc} are replaced. Marks:
 *
 * - {"x-hiraku-filters": TABLE, "except": COLUMN} in parameters: a filter for each column;
 * - "x-hiraku-problems": "400 404" in responses: the problems with these statuses;
 * - "x-hiraku-example TABLE" as an example: the id of a record, nothing where none is known;
 * - "x-hiraku-tables", "x-hiraku-slugs" as an enum: the names of all tables, of all problems.
 *
 * Recursion is as deep as base.json. */
#include "openapi_parts.h"

#include "hiraku/out.h"

#include <stdio.h>

#define EXAMPLE "x-hiraku-example "

static const struct resource *resource_named(const char *name)
{
    return model_resource(slice_of(name));
}

static json_t *reference_to(struct openapi *api, const char *kind, const char *name)
{
    json_t *reference = json_pack("{s:s++}", "$ref", "#/components/", kind, name);
    if (!reference)
        api->failed = true;
    return reference;
}

/* The text for a placeholder, or NULL where `at` is none; its length in `len`. */
static const char *placeholder(const struct resource *resource, const char *at,
                               char name[OPENAPI_NAME_SIZE], size_t *len)
{
    static const char *const names[] = {"{table}", "{title_ja}", "{title_en}",
                                        "{doc}",   "{Tables}",   "{Record}"};
    if (*at != '{')
        return NULL;
    openapi_singular(resource, name);
    const char *texts[] = {
        resource->name, resource->title_ja, resource->title_en, resource->doc, name, name};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        *len = strlen(names[i]);
        if (strncmp(at, names[i], *len) != 0)
            continue;
        if (strcmp(names[i], "{Tables}") == 0)
            openapi_plural(resource, name);
        return texts[i];
    }
    return NULL;
}

json_t *openapi_text(struct openapi *api, const struct resource *resource, const char *text)
{
    struct out out;
    out_open_memory(&out, 65536);
    while (*text) {
        char name[OPENAPI_NAME_SIZE];
        size_t len = 0;
        const char *filled = resource ? placeholder(resource, text, name, &len) : NULL;
        if (filled) {
            out_text(&out, filled);
        } else {
            len = 1 + strcspn(text + 1, "{");
            out_bytes(&out, text, len);
        }
        text += len;
    }
    struct slice written = out_written(&out);
    json_t *string =
        out.error == STATUS_OK ? json_stringn(written.len ? written.at : "", written.len) : NULL;
    out_close(&out);
    if (!string)
        api->failed = true;
    return string;
}

static void add_filters(struct openapi *api, json_t *array, const json_t *mark,
                        const struct resource *resource)
{
    json_t *table =
        openapi_text(api, resource, json_string_value(json_object_get(mark, "x-hiraku-filters")));
    const char *except = json_string_value(json_object_get(mark, "except"));
    const struct resource *target = resource_named(json_string_value(table));
    json_decref(table);
    if (!target) {
        api->failed = true;
        return;
    }
    for (const struct column *column = target->columns; column->name; column++) {
        if (!column_is_published(column) || (except && strcmp(column->name, except) == 0))
            continue;
        char name[160];
        snprintf(name, sizeof name, "%s.%s", target->name, column->name);
        openapi_append(api, array, reference_to(api, "parameters/", name));
    }
}

static void add_problems(struct openapi *api, json_t *responses, const char *codes)
{
    while (*codes) {
        size_t len = strcspn(codes, " ");
        char code[8];
        snprintf(code, sizeof code, "%.*s", (int)len, codes);
        openapi_set(api, responses, code, reference_to(api, "responses/", code));
        codes += len + (codes[len] == ' ');
    }
}

static json_t *names(struct openapi *api, const char *mark)
{
    json_t *array = json_array();
    if (strcmp(mark, "x-hiraku-tables") == 0)
        for (size_t i = 0; i < model_resource_count; i++)
            openapi_append(api, array, json_string(model_resources[i]->name));
    else
        for (int status = STATUS_OK + 1; status < STATUS_COUNT; status++)
            openapi_append(api, array, json_string(status_info((enum status)status)->slug));
    return array;
}

static json_t *copy_array(struct openapi *api, const json_t *value, const struct resource *resource)
{
    json_t *array = json_array();
    for (size_t i = 0; i < json_array_size(value); i++) {
        const json_t *item = json_array_get(value, i);
        if (json_object_get(item, "x-hiraku-filters"))
            add_filters(api, array, item, resource);
        else
            openapi_append(api, array, openapi_copy(api, item, resource));
    }
    return array;
}

/* A mark in place of an example: a record's id, or no member at all where none is known. */
static void add_example(struct openapi *api, json_t *object, const char *key, const char *mark,
                        const struct resource *resource)
{
    json_t *table = openapi_text(api, resource, mark + strlen(EXAMPLE));
    json_t *example = json_object_get(api->examples, json_string_value(table));
    json_decref(table);
    if (example)
        openapi_set(api, object, key, json_incref(example));
}

static json_t *copy_object(struct openapi *api, const json_t *value,
                           const struct resource *resource)
{
    json_t *object = json_object();
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)value, key, member)
    {
        const char *text = json_string_value(member);
        if (strcmp(key, "x-hiraku-each") == 0)
            continue;
        if (strcmp(key, "x-hiraku-problems") == 0)
            add_problems(api, object, text);
        else if (text && strncmp(text, EXAMPLE, strlen(EXAMPLE)) == 0)
            add_example(api, object, key, text, resource);
        else if (text && strncmp(text, "x-hiraku-", 9) == 0)
            openapi_set(api, object, key, names(api, text));
        else
            openapi_set(api, object, key, openapi_copy(api, member, resource));
    }
    return object;
}

json_t *openapi_copy(struct openapi *api, const json_t *value, const struct resource *resource)
{
    if (json_is_object(value))
        return copy_object(api, value, resource);
    if (json_is_array(value))
        return copy_array(api, value, resource);
    if (json_is_string(value))
        return openapi_text(api, resource, json_string_value(value));
    return json_deep_copy(value);
}
