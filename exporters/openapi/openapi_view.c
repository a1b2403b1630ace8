/* The API document in Japanese, and a short one for people who read: what is left of the whole one.
 *
 * Adds nothing. The short one has every path, its summary and example, the parameters that are no
 * columns and no header fields, and the form of its answer; bounds, operators, header fields and
 * the statuses of problems are in the whole one. Recursion is as deep as the document. */
#include "hiraku/exporters/openapi/openapi_view.h"

#include "hiraku/exporters/openapi/openapi_json.h"
#include "hiraku/model/model.h"

#include <stdio.h>

static const char ending[] = "-ja";

/* The key that the Japanese text "x-KEY-ja" takes the place of; false where it is none. */
static bool view_target(const json_t *object, const char *key, char target[OPENAPI_NAME_SIZE])
{
    size_t len = strlen(key);
    if (strncmp(key, "x-", 2) != 0 || len <= sizeof ending + 1 || len >= OPENAPI_NAME_SIZE ||
        strcmp(key + len - (sizeof ending - 1), ending) != 0)
        return false;
    snprintf(target, OPENAPI_NAME_SIZE, "%.*s", (int)(len - (sizeof ending - 1)), key);
    if (!json_object_get(object, target))
        memmove(target, target + 2, strlen(target + 2) + 1);
    return true;
}

void openapi_speak_japanese(struct openapi *api, json_t *value)
{
    const char *key;
    json_t *member;
    void *next;
    size_t i;
    json_array_foreach(value, i, member)
    {
        openapi_speak_japanese(api, member);
    }
    json_object_foreach_safe(value, next, key, member)
    {
        char target[OPENAPI_NAME_SIZE];
        if (view_target(value, key, target)) {
            openapi_set(api, value, target, json_incref(member));
            json_object_del(value, key);
        } else {
            openapi_speak_japanese(api, member);
        }
    }
}

/* --- the short one --- */

static bool view_is_bound(const char *key, const json_t *member)
{
    static const char *const names[] = {"maxLength", "minLength", "minimum", "maximum",
                                        "minItems",  "pattern",   "headers", "patternProperties"};
    if (strncmp(key, "x-", 2) == 0)
        return strcmp(key, "x-displayName") != 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(key, names[i]) == 0)
            return !json_object_get(member, "type"); /* a member of that name is none */
    return false;
}

static void view_drop_bounds(json_t *value)
{
    const char *key;
    json_t *member;
    void *next;
    size_t i;
    json_array_foreach(value, i, member)
    {
        view_drop_bounds(member);
    }
    json_object_foreach_safe(value, next, key, member)
    {
        if (view_is_bound(key, member))
            json_object_del(value, key);
        else
            view_drop_bounds(member);
    }
}

/* Whether a parameter is for people who read: none of a table's own, and no header field. */
static bool view_has_parameter(const struct openapi *api, const json_t *parameter)
{
    const char *reference = json_string_value(json_object_get(parameter, "$ref"));
    if (!reference)
        return true;
    const char *name = strrchr(reference, '/') + 1;
    const json_t *shared = json_object_get(api->shared, name);
    const char *place = json_string_value(json_object_get(shared, "in"));
    return place && strcmp(place, "header") != 0;
}

/* What an operation is for: an answer, or where it has none to lead on. */
static bool view_is_answer(const json_t *responses, const char *status)
{
    return strcmp(status, json_object_get(responses, "200") ? "200" : "303") == 0;
}

static void view_shorten_operation(struct openapi *api, json_t *operation)
{
    json_t *parameters = json_object_get(operation, "parameters");
    json_t *responses = json_object_get(operation, "responses"), *response;
    const char *status;
    void *next;
    for (size_t i = json_array_size(parameters); i-- > 0;)
        if (!view_has_parameter(api, json_array_get(parameters, i)))
            json_array_remove(parameters, i);
    json_object_foreach_safe(responses, next, status, response)
    {
        if (!view_is_answer(responses, status) && strcmp(status, "default") != 0)
            json_object_del(responses, status);
    }
    if (!json_object_get(responses, "default"))
        openapi_set(api, responses, "default", openapi_reference(api, "responses/", "problem"));
}

static void view_shorten_schemas(json_t *schemas)
{
    for (size_t i = 0; model_list(i); i++) {
        char name[OPENAPI_NAME_SIZE];
        openapi_singular(model_list(i), "Item", name);
        json_object_del(json_object_get(schemas, name), "properties");
    }
}

void openapi_shorten(struct openapi *api, json_t *document)
{
    json_t *components = json_object_get(document, "components"), *item, *parameter;
    json_t *parameters = json_object_get(components, "parameters");
    const char *name;
    void *next;
    json_object_foreach(json_object_get(document, "paths"), name, item)
    {
        const char *method;
        json_t *operation;
        json_object_foreach(item, method, operation)
        {
            view_shorten_operation(api, operation);
        }
    }
    json_object_foreach_safe(parameters, next, name, parameter)
    {
        const char *place = json_string_value(json_object_get(parameter, "in"));
        if (json_object_get(api->parameters, name) || (place && strcmp(place, "header") == 0))
            json_object_del(parameters, name);
    }
    json_object_del(components, "headers");
    view_shorten_schemas(json_object_get(components, "schemas"));
    view_drop_bounds(document);
}
