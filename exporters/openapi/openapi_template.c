/* Filling base.json in: templates repeated for each table, and marks.
 *
 * In a template {table} {Tables} {Record} {title_ja} {title_en} {doc} {doc_ja} are replaced. Marks:
 *
 * - {"x-hiraku-filters": TABLE, "form": FORM, "except": COLUMNS} in parameters: those that the
 *   table's list in this form knows; "filters": only those that choose rows;
 * - {"x-hiraku-parameters": "limit cursor"} in parameters: shared ones;
 * - "x-hiraku-headers": "ETag Link" in headers: these, and those of every response;
 * - "x-hiraku-forms": "ndjson rdf" in content: these forms, which are text; as an enum: the names
 *   of all that know triples;
 * - "x-hiraku-forms-but": "json csv" in content: all forms but these; as an enum
 *   "x-hiraku-forms-but json csv": their names;
 * - "x-hiraku-of-figures": {…}: these members, where the table is a cube;
 * - "x-hiraku-graphs" in content: every form that knows triples;
 * - {"x-hiraku-column": "table.column", "nullable": true} as a schema: that of the column;
 * - "x-hiraku-problems": "400 404" in responses: the problems with these statuses; 410-retired
 *   is 410, but not for computed tables;
 * - "x-hiraku-example TABLE" as an example or in examples: the id of a record, nothing where none
 * is known;
 * - as an enum "x-hiraku-tables", "x-hiraku-slugs": the names of all tables, of all problems;
 *   "x-hiraku-columns", "x-hiraku-orders", "x-hiraku-references": of the table's columns, the same
 *   with a minus besides, of those that are references.
 *
 * Recursion is as deep as base.json. */
#include "hiraku/exporters/openapi/openapi_template.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/openapi/openapi_json.h"
#include "hiraku/exporters/openapi/openapi_options.h"
#include "hiraku/exporters/openapi/openapi_schema.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"

#include <stdio.h>

#define EXAMPLE   "x-hiraku-example "
#define FORMS_BUT "x-hiraku-forms-but"
#define RETIRED   "410-retired" /* among problems: 410 but for computed tables */

static const struct resource *resource_named(const char *name)
{
    return model_list_named(slice_of(name));
}

/* The text for a placeholder, or NULL where `at` is none; its length in `len`. */
static const char *placeholder_text(const struct resource *resource, const char *at,
                                    char name[OPENAPI_NAME_SIZE], size_t *len)
{
    static const char *const names[] = {"{table}",  "{title_ja}", "{title_en}", "{doc}",
                                        "{doc_ja}", "{Tables}",   "{Record}"};
    if (*at != '{')
        return NULL;
    openapi_singular(resource, "", name);
    const char *texts[] = {resource->name,
                           resource->title_ja,
                           resource->title_en,
                           resource->doc,
                           resource->doc_ja,
                           name,
                           name};
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
        const char *filled = resource ? placeholder_text(resource, text, name, &len) : NULL;
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
    const char *form = json_string_value(json_object_get(mark, "form"));
    const struct writer *writer = form ? writer_by_name(slice_of(form)) : NULL;
    const struct resource *target = resource_named(json_string_value(table));
    json_decref(table);
    if (target && form)
        openapi_refer_parameters(api, array, target, except, writer ? writer->form : QUERY_FILTERS);
    else
        api->failed = true;
}

static void add_shared(struct openapi *api, json_t *array, const char *names)
{
    char name[OPENAPI_NAME_SIZE];
    while (openapi_next(&names, " ", name))
        openapi_append(api, array, openapi_reference(api, "parameters/", name));
}

static void add_headers(struct openapi *api, json_t *headers, const char *names)
{
    const char *lists[] = {names, json_string_value(api->everywhere)};
    char name[OPENAPI_NAME_SIZE];
    for (size_t i = 0; i < 2; i++)
        for (const char *list = lists[i]; list && openapi_next(&list, " ", name);)
            openapi_set(api, headers, name, openapi_reference(api, "headers/", name));
}

/* The named schema of the text of a form: that with its media type. */
static json_t *form_schema(struct openapi *api, const struct writer *writer)
{
    const char *name;
    json_t *schema;
    json_object_foreach((json_t *)api->schemas, name, schema)
    {
        const char *type = json_string_value(json_object_get(schema, "x-media-type"));
        if (type && strcmp(type, writer->accept) == 0)
            return openapi_reference(api, "schemas/", name);
    }
    api->undescribed = writer->name;
    return json_object();
}

static void add_form(struct openapi *api, json_t *content, const struct writer *writer)
{
    json_t *schema = form_schema(api, writer);
    openapi_set(api, content, writer->accept,
                json_pack("{s:o, s:s}", "schema", schema, "x-suffix", writer->name));
}

static void add_forms(struct openapi *api, json_t *content, const char *names)
{
    char name[OPENAPI_NAME_SIZE];
    while (openapi_next(&names, " ", name)) {
        const struct writer *writer = writer_by_name(slice_of(name));
        if (writer)
            add_form(api, content, writer);
        else
            api->failed = true;
    }
}

static bool form_is_named(const struct writer *writer, const char *names)
{
    char name[OPENAPI_NAME_SIZE];
    while (openapi_next(&names, " ", name))
        if (strcmp(name, writer->name) == 0)
            return true;
    return false;
}

static void add_forms_but(struct openapi *api, json_t *content, const char *names)
{
    for (size_t i = 0; writers[i]; i++)
        if (!form_is_named(writers[i], names))
            add_form(api, content, writers[i]);
}

/* The forms of documents that are no rows. */
static void add_graphs(struct openapi *api, json_t *content)
{
    for (size_t i = 0; writers[i]; i++)
        if (writers[i]->triples)
            add_form(api, content, writers[i]);
}

/* Ids of computed tables come and go with the data and are not kept as retired. */
static void add_problems(struct openapi *api, json_t *responses, const char *codes,
                         const struct resource *resource)
{
    char code[OPENAPI_NAME_SIZE];
    while (openapi_next(&codes, " ", code)) {
        if (strcmp(code, RETIRED) == 0 && resource && resource->computed)
            continue;
        if (strcmp(code, RETIRED) == 0)
            code[3] = '\0';
        openapi_set(api, responses, code, openapi_reference(api, "responses/", code));
    }
}

static void openapi_template_add_columns(struct openapi *api, json_t *array, const char *mark,
                                         const struct resource *resource)
{
    char name[OPENAPI_KEY_SIZE];
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!column_is_published(column) ||
            (strcmp(mark, "x-hiraku-references") == 0 && column->type != TYPE_REF))
            continue;
        openapi_append(api, array, json_string(column->name));
        snprintf(name, sizeof name, "-%s", column->name);
        if (strcmp(mark, "x-hiraku-orders") == 0)
            openapi_append(api, array, json_string(name));
    }
}

static json_t *mark_names(struct openapi *api, const char *mark, const struct resource *resource)
{
    json_t *array = json_array();
    if (strcmp(mark, "x-hiraku-tables") == 0)
        for (size_t i = 0; i < model_resource_count; i++)
            openapi_append(api, array, json_string(model_resources[i]->name));
    else if (strcmp(mark, "x-hiraku-slugs") == 0)
        for (int status = STATUS_OK + 1; status < STATUS_COUNT; status++)
            openapi_append(api, array, json_string(status_info((enum status)status)->slug));
    else if (strncmp(mark, "x-hiraku-forms", 14) == 0)
        for (size_t i = 0; writers[i]; i++) {
            if (mark[14] ? !form_is_named(writers[i], mark + strlen(FORMS_BUT))
                         : writers[i]->triples != NULL)
                openapi_append(api, array, json_string(writers[i]->name));
        }
    else if (resource)
        openapi_template_add_columns(api, array, mark, resource);
    return array;
}

/* A mark in place of an example, a member or (without key) an element: a record's id, or nothing
 * at all where none is known. */
static void add_example(struct openapi *api, json_t *parent, const char *key, const char *mark,
                        const struct resource *resource)
{
    json_t *table = openapi_text(api, resource, mark + strlen(EXAMPLE));
    json_t *example = json_object_get(api->examples, json_string_value(table));
    json_decref(table);
    if (example && key)
        openapi_set(api, parent, key, json_incref(example));
    else if (example)
        openapi_append(api, parent, json_incref(example));
}

static json_t *copy_array(struct openapi *api, const json_t *value, const struct resource *resource)
{
    json_t *array = json_array();
    for (size_t i = 0; i < json_array_size(value); i++) {
        const json_t *item = json_array_get(value, i);
        const char *text = json_string_value(item);
        if (text && strncmp(text, EXAMPLE, strlen(EXAMPLE)) == 0)
            add_example(api, array, NULL, text, resource);
        else if (json_object_get(item, "x-hiraku-filters"))
            add_filters(api, array, item, resource);
        else if (json_object_get(item, "x-hiraku-parameters"))
            add_shared(api, array, json_string_value(json_object_get(item, "x-hiraku-parameters")));
        else
            openapi_append(api, array, openapi_copy(api, item, resource));
    }
    return array;
}

static void add_of_figures(struct openapi *api, json_t *object, const json_t *members,
                           const struct resource *resource)
{
    json_t *copy = openapi_copy(api, members, resource);
    if (resource && resource->cube && json_object_update(object, copy) != 0)
        api->failed = true;
    json_decref(copy);
}

static json_t *copy_object(struct openapi *api, const json_t *value,
                           const struct resource *resource)
{
    const char *column = json_string_value(json_object_get(value, "x-hiraku-column"));
    if (column)
        return openapi_member(api, column, json_object_get(value, "nullable"));
    json_t *object = json_object();
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)value, key, member)
    {
        const char *text = json_string_value(member);
        if (strcmp(key, "x-hiraku-each") == 0)
            continue;
        if (strcmp(key, "x-hiraku-problems") == 0)
            add_problems(api, object, text, resource);
        else if (strcmp(key, "x-hiraku-headers") == 0)
            add_headers(api, object, text);
        else if (strcmp(key, "x-hiraku-forms") == 0)
            add_forms(api, object, text);
        else if (strcmp(key, "x-hiraku-of-figures") == 0)
            add_of_figures(api, object, member, resource);
        else if (strcmp(key, FORMS_BUT) == 0)
            add_forms_but(api, object, text);
        else if (strcmp(key, "x-hiraku-graphs") == 0)
            add_graphs(api, object);
        else if (text && strncmp(text, EXAMPLE, strlen(EXAMPLE)) == 0)
            add_example(api, object, key, text, resource);
        else if (text && strncmp(text, "x-hiraku-", 9) == 0)
            openapi_set(api, object, key, mark_names(api, text, resource));
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
