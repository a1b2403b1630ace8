/* The OpenAPI 3.1 document: base.json, with paths for each table and schemas from the model.
 *
 * Paths and prose are written by hand in openapi/base.json; a path item with "x-hiraku-each" is
 * repeated for each table (openapi_template.c). Schemas are openapi_schema.c. Describes the
 * contract, not what an instance holds. */
#include "hiraku/openapi.h"

#include "openapi_parts.h"

#include <stdio.h>

static void add_path_for_each(struct openapi *api, json_t *paths, const char *path,
                              const json_t *item)
{
    for (size_t i = 0; i < model_resource_count; i++) {
        json_t *name = openapi_text(api, model_resources[i], path);
        openapi_set(api, paths, json_string_value(name),
                    openapi_copy(api, item, model_resources[i]));
        json_decref(name);
    }
}

static json_t *paths(struct openapi *api, const json_t *base)
{
    json_t *all = json_object();
    const char *path;
    json_t *item;
    json_object_foreach((json_t *)base, path, item)
    {
        if (json_object_get(item, "x-hiraku-each"))
            add_path_for_each(api, all, path, item);
        else
            openapi_set(api, all, path, openapi_copy(api, item, NULL));
    }
    return all;
}

static void add_schemas(struct openapi *api, json_t *components)
{
    json_t *schemas = json_object_get(components, "schemas");
    json_t *parameters = json_object_get(components, "parameters");
    for (size_t i = 0; i < model_resource_count; i++) {
        const struct resource *resource = model_resources[i];
        char name[OPENAPI_NAME_SIZE + 8], key[160];
        openapi_singular(resource, name);
        openapi_set(api, schemas, name, openapi_record(api, resource));
        memcpy(name + strlen(name), "List", 5);
        openapi_set(api, schemas, name, openapi_list(api, resource));
        for (const struct column *column = resource->columns; column->name; column++) {
            if (!column_is_published(column))
                continue;
            snprintf(key, sizeof key, "%s.%s", resource->name, column->name);
            openapi_set(api, parameters, key, openapi_filter(api, column));
        }
    }
    openapi_set(api, schemas, "InstanceSettings", openapi_record(api, &instance_resource));
}

static void add_response(struct openapi *api, json_t *responses, int http, struct slice text)
{
    char code[12];
    snprintf(code, sizeof code, "%d", http);
    json_t *response = json_object_get(responses, code);
    if (!response) {
        response = json_object();
        openapi_set(api, responses, code, response);
    }
    openapi_set(api, response, "description", json_stringn(text.at, text.len));
    openapi_set(api, response, "content",
                json_pack("{s:{s:{s:s}}}", "application/problem+json", "schema", "$ref",
                          "#/components/schemas/Problem"));
}

/* One response for each HTTP status that a request can meet; what base.json says of it (headers) is
 * kept. */
static void add_responses(struct openapi *api, json_t *components)
{
    json_t *responses = json_object_get(components, "responses");
    for (int http = 400; http < 600; http++) {
        struct out text;
        out_open_memory(&text, 4096);
        for (int status = STATUS_OK + 1; status <= STATUS_INTERNAL; status++) {
            const struct status_info *info = status_info((enum status)status);
            if (info->http != http)
                continue;
            out_text(&text, text.len ? "; " : "");
            out_text(&text, info->title[LANGUAGE_EN]);
            out_text(&text, " (");
            out_text(&text, info->slug);
            out_text(&text, ")");
        }
        struct slice written = out_written(&text);
        if (written.len)
            add_response(api, responses, http, written);
        api->failed = api->failed || text.error != STATUS_OK;
        out_close(&text);
    }
}

static void add_tags(struct openapi *api, json_t *tags)
{
    for (size_t i = 0; i < model_resource_count; i++) {
        const struct resource *resource = model_resources[i];
        openapi_append(api, tags,
                       json_pack("{s:s, s:s, s:s}", "name", resource->name, "description",
                                 resource->doc, "x-title-ja", resource->title_ja));
    }
}

static void describe_instance(struct openapi *api, json_t *document,
                              const struct instance *instance)
{
    json_t *info = json_object_get(document, "info");
    openapi_set(api, info, "version", json_string(HIRAKU_VERSION));
    if (!instance)
        return;
    const char *title = instance->title[LANGUAGE_EN];
    if (!title || !*title)
        title = instance->title[LANGUAGE_JA];
    openapi_set(api, info, "title", json_string(title));
    openapi_set(api, info, "x-title-ja", json_string(instance->title[LANGUAGE_JA]));
    openapi_set(api, document, "servers", json_pack("[{s:s}]", "url", instance->base_url));
}

static json_t *document_of(struct openapi *api, const json_t *base, const struct instance *instance)
{
    json_t *document = json_object();
    const char *key;
    json_t *value;
    const json_t *examples = json_object_get(base, "x-hiraku-examples");
    api->examples = json_object_get(examples, instance ? "anywhere" : "sample");
    json_object_foreach((json_t *)base, key, value)
    {
        if (strcmp(key, "paths") == 0)
            openapi_set(api, document, key, paths(api, value));
        else if (value != examples)
            openapi_set(api, document, key, openapi_copy(api, value, NULL));
    }
    json_t *components = json_object_get(document, "components");
    add_schemas(api, components);
    add_responses(api, components);
    add_tags(api, json_object_get(document, "tags"));
    describe_instance(api, document, instance);
    return document;
}

static int dump(const char *bytes, size_t len, void *out)
{
    out_bytes(out, bytes, len);
    return 0;
}

enum status openapi_write(const struct instance *instance, struct out *out, struct problem *p)
{
    json_error_t error;
    json_t *base = json_loads(openapi_base, JSON_REJECT_DUPLICATES, &error);
    if (!base)
        return problem_set(p, STATUS_INTERNAL, slice_of("openapi/base.json"),
                           (struct slice){NULL, 0}, error.text);
    struct openapi api = {0};
    json_t *document = document_of(&api, base, instance);
    if (!api.failed && json_dump_callback(document, dump, out, JSON_INDENT(2)) != 0)
        api.failed = true;
    out_char(out, '\n');
    json_decref(document);
    json_decref(base);
    return api.failed ? problem_memory(p) : STATUS_OK;
}
