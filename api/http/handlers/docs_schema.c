/* Words and schemas of the document that /docs shows. */
#include "handle_docs.h"

#include "hiraku/base/out.h"
#include "hiraku/http/response/page.h"
#include "hiraku/http/routing/request.h"

#include <stdio.h>

enum { NAME_SIZE = 200 };

const char *docs_string(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

const json_t *docs_resolve(const struct docs *docs, const json_t *value)
{
    const char *reference = json_string_value(json_object_get(value, "$ref"));
    if (!reference || strncmp(reference, "#/", 2) != 0)
        return value;
    const json_t *found = docs->document;
    for (const char *at = reference + 2; *at;) {
        char name[NAME_SIZE];
        size_t len = strcspn(at, "/");
        snprintf(name, sizeof name, "%.*s", (int)len, at);
        found = json_object_get(found, name);
        at += len + (at[len] == '/');
    }
    return found;
}

const char *docs_words(const struct docs *docs, const json_t *object, const char *key,
                       const char **lang)
{
    char name[64];
    snprintf(name, sizeof name, "x-%s-ja", key);
    *lang = NULL;
    const char *ja = docs_string(object, name);
    if (docs->request->language == LANGUAGE_JA && *ja)
        return ja;
    if (docs->request->language == LANGUAGE_JA)
        *lang = "en";
    return docs_string(object, key);
}

void docs_write(const struct docs *docs, const json_t *object, const char *key)
{
    const char *lang, *text = docs_words(docs, object, key, &lang);
    if (lang && *text)
        out_text(docs->out, "<span lang=\"en\">");
    page_inline(docs->out, text);
    if (lang && *text)
        out_text(docs->out, "</span>");
}

static void write_values(const struct docs *docs, const json_t *values)
{
    size_t i;
    const json_t *value;
    json_array_foreach(values, i, value)
    {
        if (!json_is_string(value))
            continue;
        out_text(docs->out, i ? ", " : " ");
        page_element(docs->out, "code", json_string_value(value));
    }
}

static void write_bound(const struct docs *docs, const json_t *schema, const char *key,
                        const char *words)
{
    const json_t *bound = json_object_get(schema, key);
    if (!json_is_integer(bound))
        return;
    out_text(docs->out, words);
    out_int(docs->out, json_integer_value(bound));
}

static void write_type_names(const struct docs *docs, const json_t *type)
{
    size_t i;
    const json_t *one;
    if (json_is_string(type))
        page_text(docs->out, json_string_value(type));
    json_array_foreach(type, i, one)
    {
        out_text(docs->out, i ? " | " : "");
        page_text(docs->out, json_string_value(one));
    }
}

void docs_type(const struct docs *docs, const json_t *schema)
{
    const char *reference = docs_string(schema, "$ref"), *name = strrchr(reference, '/');
    if (name) {
        page_element(docs->out, "code", name + 1);
        return;
    }
    schema = docs_resolve(docs, schema);
    const json_t *choices = json_object_get(schema, "anyOf");
    for (size_t i = 0; i < json_array_size(choices); i++) {
        out_text(docs->out, i ? " | " : "");
        docs_type(docs, json_array_get(choices, i));
    }
    const json_t *items = json_object_get(schema, "items");
    write_type_names(docs, json_object_get(schema, "type"));
    if (items) {
        out_text(docs->out, page_pick(docs->request, "（要素: ", " of "));
        docs_type(docs, items);
        out_text(docs->out, page_pick(docs->request, "）", ""));
    }
    if (*docs_string(schema, "format")) {
        out_text(docs->out, ", ");
        page_text(docs->out, docs_string(schema, "format"));
    }
    write_values(docs, json_object_get(schema, "enum"));
    if (json_is_string(json_object_get(schema, "const"))) {
        out_char(docs->out, ' ');
        page_element(docs->out, "code", docs_string(schema, "const"));
    }
    write_bound(docs, schema, "minimum", " ≥ ");
    write_bound(docs, schema, "maximum", " ≤ ");
    write_bound(docs, schema, "default", page_pick(docs->request, " 既定 ", " default "));
}
