/* Members, items and references of the document, and what tables are called in it.
 *
 * A failure latches in the document; nobody else tests what jansson returns. */
#include "hiraku/exporters/openapi/openapi_json.h"

#include "hiraku/base/json_memory.h"
#include "hiraku/model/resource.h"

enum status openapi_status(const struct openapi *api, struct problem *p)
{
    if (api->failed || json_memory_failed())
        return problem_memory(p);
    if (api->undescribed)
        return problem_set(p, STATUS_BAD_MODEL, slice_of(api->undescribed), SLICE_NONE,
                           "no schema of openapi/base.json has the format's x-media-type");
    return STATUS_OK;
}

void openapi_set(struct openapi *api, json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0)
        api->failed = true;
}

void openapi_append(struct openapi *api, json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0)
        api->failed = true;
}

void openapi_set_text(struct openapi *api, json_t *object, const char *key, const char *text)
{
    if (text)
        openapi_set(api, object, key, json_string(text));
}

void openapi_set_pair(struct openapi *api, json_t *object, const char *key, const char *en,
                      const char *ja)
{
    char name[OPENAPI_NAME_SIZE];
    snprintf(name, sizeof name, "x-%s-ja", strncmp(key, "x-", 2) == 0 ? key + 2 : key);
    openapi_set_text(api, object, key, en);
    openapi_set_text(api, object, name, ja);
}

json_t *openapi_reference(struct openapi *api, const char *kind, const char *name)
{
    json_t *reference = json_pack("{s:s++}", "$ref", "#/components/", kind, name);
    if (!reference)
        api->failed = true;
    return reference;
}

void openapi_capitalise(const char *word, char name[OPENAPI_NAME_SIZE])
{
    size_t len = 0;
    bool upper = true;
    for (const char *at = word; *at && len < OPENAPI_NAME_SIZE - 1; at++) {
        if (*at == '_') {
            upper = true;
            continue;
        }
        name[len++] = upper && *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at;
        upper = false;
    }
    name[len] = '\0';
}

void openapi_plural(const struct resource *resource, char name[OPENAPI_NAME_SIZE])
{
    openapi_capitalise(resource->name, name);
}

void openapi_singular(const struct resource *resource, const char *suffix,
                      char name[OPENAPI_NAME_SIZE])
{
    openapi_plural(resource, name);
    size_t len = strlen(name);
    bool is_ies = len > 3 && strcmp(name + len - 3, "ies") == 0;
    if (is_ies)
        len -= 3;
    else if (len > 2 && name[len - 1] == 's' && name[len - 2] != 's')
        len--;
    snprintf(name + len, OPENAPI_NAME_SIZE - len, "%s%s", is_ies ? "y" : "", suffix);
}

bool openapi_next(const char **list, const char *separator, char name[OPENAPI_NAME_SIZE])
{
    if (!**list)
        return false;
    const char *end = strstr(*list, separator);
    size_t len = end ? (size_t)(end - *list) : strlen(*list);
    snprintf(name, OPENAPI_NAME_SIZE, "%.*s", (int)len, *list);
    *list += len + (end ? strlen(separator) : 0);
    return true;
}
