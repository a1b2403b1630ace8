/* Leaving out what the document defines and nothing in it refers to: what a table has for lists,
 * but a list that is made on demand may not. Generators of clients refuse such a component or write
 * code that nobody calls. */
#include "hiraku/exporters/openapi/openapi_unused.h"

#include <stdio.h>
#include <string.h>

static const char *const unused_kinds[] = {"schemas", "parameters", "responses"};

/* Every `$ref` below a value, as a member of `used`. */
static void unused_note(struct openapi *api, json_t *used, json_t *value)
{
    const char *key;
    json_t *member;
    size_t i;
    json_object_foreach(value, key, member)
    {
        if (strcmp(key, "$ref") == 0 && json_is_string(member))
            openapi_set(api, used, json_string_value(member), json_true());
        else
            unused_note(api, used, member);
    }
    json_array_foreach(value, i, member)
    {
        unused_note(api, used, member);
    }
}

static bool unused_is_referred_to(const json_t *used, const char *kind, const char *name)
{
    char reference[2 * OPENAPI_KEY_SIZE];
    snprintf(reference, sizeof reference, "#/components/%s/%s", kind, name);
    return json_object_get(used, reference);
}

/* How many went: what only they referred to may follow. */
static size_t unused_drop_kind(json_t *components, const json_t *used, const char *kind)
{
    json_t *members = json_object_get(components, kind), *member;
    const char *name;
    void *next;
    size_t dropped = 0;
    json_object_foreach_safe(members, next, name, member)
    {
        if (unused_is_referred_to(used, kind, name))
            continue;
        json_object_del(members, name);
        dropped++;
    }
    return dropped;
}

void openapi_drop_unused(struct openapi *api, json_t *document)
{
    json_t *components = json_object_get(document, "components");
    size_t dropped;
    do {
        json_t *used = json_object();
        dropped = 0;
        unused_note(api, used, document);
        for (size_t i = 0; i < sizeof unused_kinds / sizeof *unused_kinds && !api->failed; i++)
            dropped += unused_drop_kind(components, used, unused_kinds[i]);
        json_decref(used);
    } while (dropped > 0);
}
