/* The OpenAPI 3.1 document: base.json, with paths for each table and schemas from the model.
 *
 * Paths and prose are written by hand in openapi/base.json; a path item with "x-hiraku-each" is
 * repeated for each table (openapi_template.c). Schemas are openapi_schema.c. Describes the
 * contract, not what an instance holds. */
#include "hiraku/exporters/openapi/openapi.h"

#include "hiraku/base/json_memory.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/openapi/openapi_filter.h"
#include "hiraku/exporters/openapi/openapi_json.h"
#include "hiraku/exporters/openapi/openapi_schema.h"
#include "hiraku/exporters/openapi/openapi_template.h"
#include "hiraku/exporters/openapi/openapi_unused.h"
#include "hiraku/exporters/openapi/openapi_view.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"

#include <stdio.h>

/* The first call that works, whole, after what the operation says: parameters have no example of
 * their own, which a console would send all at once. */
static void add_call(struct openapi *api, json_t *operation, const char *key, const char *words)
{
    const char *text = json_string_value(json_object_get(operation, key));
    const json_t *calls = json_object_get(operation, "x-example-requests");
    const char *call = json_string_value(json_array_get(calls, 0));
    if (text && call)
        openapi_set(api, operation, key, json_sprintf("%s\n\n%s`%s`", text, words, call));
}

static void add_path(struct openapi *api, json_t *all, const char *path, json_t *item)
{
    const char *method;
    json_t *operation;
    json_object_foreach(item, method, operation)
    {
        if (!api->calls)
            break;
        add_call(api, operation, "description", "Example: ");
        add_call(api, operation, "x-description-ja", "例: ");
    }
    openapi_set(api, all, path, item);
}

/* A path of base.json, filled in for a table or (NULL) for none. */
static void add_path_of(struct openapi *api, json_t *all, const char *path, const json_t *item,
                        const struct resource *resource)
{
    json_t *name = openapi_text(api, resource, path);
    add_path(api, all, json_string_value(name), openapi_copy(api, item, resource));
    json_decref(name);
}

static json_t *paths_of(struct openapi *api, const json_t *base)
{
    json_t *all = json_object();
    const char *path;
    json_t *item;
    json_object_foreach((json_t *)base, path, item)
    {
        if (!json_object_get(item, "x-hiraku-each"))
            add_path_of(api, all, path, item, NULL);
        for (size_t i = 0; json_object_get(item, "x-hiraku-each") && i < model_resource_count; i++)
            add_path_of(api, all, path, item, model_resources[i]);
    }
    return all;
}

static void add_records(struct openapi *api, json_t *schemas, const struct resource *resource)
{
    char name[OPENAPI_NAME_SIZE];
    openapi_singular(resource, "", name);
    openapi_set(api, schemas, name, openapi_record(api, resource));
    openapi_singular(resource, "Item", name);
    openapi_set(api, schemas, name, openapi_item(api, resource));
    openapi_singular(resource, "List", name);
    openapi_set(api, schemas, name, openapi_list(api, resource));
}

static void add_schemas(struct openapi *api, json_t *schemas)
{
    const struct resource *resource;
    for (size_t i = 0; (resource = model_list(i)); i++) {
        add_records(api, schemas, resource);
        openapi_add_codes(api, schemas, resource);
    }
    openapi_add_codes(api, schemas, &instance_resource);
    openapi_set(api, schemas, "InstanceSettings", openapi_record(api, &instance_resource));
}

/* What a response of this status says: its problems, in one language. */
static json_t *problem_titles(struct openapi *api, int http, enum language language)
{
    struct out text;
    json_t *string = NULL;
    out_open_memory(&text, 4096);
    for (int status = STATUS_OK + 1; status <= STATUS_INTERNAL; status++) {
        const struct status_info *info = status_info((enum status)status);
        if (info->http != http)
            continue;
        out_text(&text, text.len ? "; " : "");
        out_text(&text, info->title[language]);
        out_text(&text, " (");
        out_text(&text, info->slug);
        out_text(&text, ")");
    }
    struct slice written = out_written(&text);
    if (written.len)
        string = json_stringn(written.at, written.len);
    api->failed = api->failed || text.error != STATUS_OK;
    out_close(&text);
    return string;
}

static json_t *problem_content(struct openapi *api)
{
    return json_pack("{s:{s:o}}", "application/problem+json", "schema",
                     openapi_reference(api, "schemas/", "Problem"));
}

/* One response for each HTTP status that a request can meet; what base.json says of it (headers) is
 * kept. */
static void add_responses(struct openapi *api, json_t *responses)
{
    for (int http = 400; http < 600; http++) {
        char code[12];
        json_t *text = problem_titles(api, http, LANGUAGE_EN);
        if (!text)
            continue;
        snprintf(code, sizeof code, "%d", http);
        json_t *own = json_object_get(responses, code);
        json_t *response = json_copy(own ? own : json_object_get(responses, "problem"));
        openapi_set(api, response, "description", text);
        openapi_set(api, response, "x-description-ja", problem_titles(api, http, LANGUAGE_JA));
        openapi_set(api, response, "content", problem_content(api));
        openapi_set(api, responses, code, response);
    }
    openapi_set(api, json_object_get(responses, "problem"), "content", problem_content(api));
}

static void add_tags(struct openapi *api, json_t *tags)
{
    for (size_t i = 0; i < model_resource_count; i++) {
        const struct resource *resource = model_resources[i];
        openapi_append(api, tags,
                       json_pack("{s:s, s:s, s:s, s:s, s:s}", "name", resource->name, "description",
                                 resource->doc, "x-description-ja", resource->doc_ja,
                                 "x-displayName", resource->title_en, "x-displayName-ja",
                                 resource->title_ja));
    }
}

static void set_contact(struct openapi *api, json_t *info, const struct instance *instance)
{
    static const char *const members[][2] = {
        {"name", "contact_name_en"}, {"url", "contact_url"}, {"email", "contact_email"}};
    json_t *contact = json_object();
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct slice cell = instance_cell(instance, members[i][1]);
        if (i == 0 && !cell.len)
            cell = instance_cell(instance, "contact_name_ja");
        if (i == 0 && !cell.len)
            cell = slice_of(instance->publisher_name[LANGUAGE_JA]);
        if (cell.len)
            openapi_set(api, contact, members[i][0], json_stringn(cell.at, cell.len));
    }
    openapi_set(api, info, "contact", contact);
}

static void set_instance(struct openapi *api, json_t *document, const struct instance *instance)
{
    json_t *info = json_object_get(document, "info");
    json_t *server = json_array_get(json_object_get(document, "servers"), 0);
    openapi_set(api, info, "version", json_string(HIRAKU_VERSION));
    if (!instance)
        return;
    const char *title = instance->title[LANGUAGE_EN];
    if (!title || !*title)
        title = instance->title[LANGUAGE_JA];
    openapi_set(api, info, "title", json_string(title));
    openapi_set(api, info, "x-title-ja", json_string(instance->title[LANGUAGE_JA]));
    openapi_set(api, server, "url", json_string(instance->base_url));
    set_contact(api, info, instance);
}

/* What base.json says to the generator and not to readers. */
static void read_marks(struct openapi *api, const json_t *base, const struct instance *instance)
{
    const json_t *components = json_object_get(base, "components");
    api->examples = json_object_get(json_object_get(base, "x-hiraku-examples"),
                                    instance ? "anywhere" : "sample");
    api->everywhere = json_object_get(base, "x-hiraku-headers-everywhere");
    api->templates = json_object_get(base, "x-hiraku-options");
    api->shared = json_object_get(components, "parameters");
    api->schemas = json_object_get(components, "schemas");
    api->parameters = json_object();
    for (size_t i = 0; model_list(i); i++)
        openapi_add_parameters(api, model_list(i));
}

static json_t *document_of(struct openapi *api, const json_t *base, const struct instance *instance,
                           struct openapi_view view)
{
    json_t *document = json_object();
    const char *key;
    json_t *value;
    read_marks(api, base, instance);
    json_object_foreach((json_t *)base, key, value)
    {
        if (strcmp(key, "paths") == 0)
            openapi_set(api, document, key, paths_of(api, value));
        else if (strncmp(key, "x-hiraku-", 9) != 0)
            openapi_set(api, document, key, openapi_copy(api, value, NULL));
    }
    json_t *components = json_object_get(document, "components");
    json_t *parameters = json_object_get(components, "parameters");
    add_schemas(api, json_object_get(components, "schemas"));
    if (json_object_update(parameters, api->parameters) != 0)
        api->failed = true;
    add_responses(api, json_object_get(components, "responses"));
    add_tags(api, json_object_get(document, "tags"));
    set_instance(api, document, instance);
    if (view.japanese)
        openapi_speak_japanese(api, document);
    if (view.brief)
        openapi_shorten(api, document);
    openapi_drop_unused(api, document);
    json_decref(api->parameters);
    return document;
}

static int openapi_dump(const char *bytes, size_t len, void *out)
{
    out_bytes(out, bytes, len);
    return 0;
}

enum status openapi_make(const struct instance *instance, struct openapi_view view,
                         json_t **document, struct problem *p)
{
    json_error_t error;
    *document = NULL;
    json_memory_begin();
    json_t *base = json_loads(openapi_base, JSON_REJECT_DUPLICATES, &error);
    if (json_memory_failed()) {
        json_decref(base);
        return problem_memory(p);
    }
    if (!base)
        return problem_set(p, STATUS_INTERNAL, slice_of("openapi/base.json"), SLICE_NONE,
                           error.text);
    struct openapi api = {.calls = !view.page};
    json_t *made = document_of(&api, base, instance, view);
    enum status status = openapi_status(&api, p);
    json_decref(base);
    if (status == STATUS_OK)
        *document = made;
    else
        json_decref(made);
    return status;
}

enum status openapi_write(const struct instance *instance, struct openapi_view view,
                          struct out *out, struct problem *p)
{
    json_t *document;
    enum status status = openapi_make(instance, view, &document, p);
    if (status == STATUS_OK && json_dump_callback(document, openapi_dump, out, JSON_INDENT(2)) != 0)
        status = problem_memory(p);
    out_char(out, '\n');
    json_decref(document);
    return status;
}
