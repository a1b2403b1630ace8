/* Words and schemas of the document that /docs shows. */
#include "docs.h"

#include "hiraku/pages/prose.h"

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
    if (docs->page.context->language == LANGUAGE_JA && *ja)
        return ja;
    if (docs->page.context->language == LANGUAGE_JA)
        *lang = "en";
    return docs_string(object, key);
}

void docs_write(struct docs *docs, const json_t *object, const char *key)
{
    struct html *html = &docs->page.html;
    const char *lang, *text = docs_words(docs, object, key, &lang);
    bool other = lang && *text;
    if (other) {
        html_open(html, "span");
        html_attribute(html, "lang", lang);
    }
    prose_inline(html, text);
    if (other)
        html_close(html);
}

void docs_paragraphs(struct docs *docs, const json_t *object, const char *key)
{
    const char *lang, *text = docs_words(docs, object, key, &lang);
    prose_paragraphs(&docs->page.html, text, lang);
}

void docs_row(struct docs *docs, const char *name)
{
    page_row(&docs->page);
    html_element(&docs->page.html, "code", name);
}

void docs_request_line(struct html *html, const char *method, const char *path)
{
    html_open(html, "code");
    html_text(html, strcmp(method, "post") == 0 ? "POST " : "GET ");
    html_text(html, path);
    html_close(html);
}

static void docs_values(struct html *html, const json_t *values)
{
    size_t i;
    const json_t *value;
    json_array_foreach(values, i, value)
    {
        if (!json_is_string(value))
            continue;
        html_text(html, i ? ", " : " ");
        html_element(html, "code", json_string_value(value));
    }
}

static void docs_bound(struct html *html, const json_t *schema, const char *key, const char *words)
{
    const json_t *bound = json_object_get(schema, key);
    if (!json_is_integer(bound))
        return;
    html_text(html, words);
    html_int(html, json_integer_value(bound));
}

static void docs_type_names(struct html *html, const json_t *type)
{
    size_t i;
    const json_t *one;
    if (json_is_string(type))
        html_text(html, json_string_value(type));
    json_array_foreach(type, i, one)
    {
        html_text(html, i ? " | " : "");
        html_text(html, json_string_value(one));
    }
}

/* What narrows a type. */
static void docs_facets(struct docs *docs, const json_t *schema)
{
    struct html *html = &docs->page.html;
    if (*docs_string(schema, "format")) {
        html_text(html, ", ");
        html_text(html, docs_string(schema, "format"));
    }
    docs_values(html, json_object_get(schema, "enum"));
    if (json_is_string(json_object_get(schema, "const"))) {
        html_text(html, " ");
        html_element(html, "code", docs_string(schema, "const"));
    }
    docs_bound(html, schema, "minimum", " ≥ ");
    docs_bound(html, schema, "maximum", " ≤ ");
    docs_bound(html, schema, "default", page_word(docs->page.context, " 既定 ", " default "));
}

void docs_type(struct docs *docs, const json_t *schema)
{
    struct html *html = &docs->page.html;
    const char *reference = docs_string(schema, "$ref"), *name = strrchr(reference, '/');
    if (name) {
        html_element(html, "code", name + 1);
        return;
    }
    schema = docs_resolve(docs, schema);
    const json_t *choices = json_object_get(schema, "anyOf");
    for (size_t i = 0; i < json_array_size(choices); i++) {
        html_text(html, i ? " | " : "");
        docs_type(docs, json_array_get(choices, i));
    }
    const json_t *items = json_object_get(schema, "items");
    docs_type_names(html, json_object_get(schema, "type"));
    if (items) {
        html_text(html, page_word(docs->page.context, "（要素: ", " of "));
        docs_type(docs, items);
        html_text(html, page_word(docs->page.context, "）", ""));
    }
    docs_facets(docs, schema);
}

/* The record that has such a column says what its codes are called. */
static const json_t *docs_schema_codes(const json_t *record, const char *reference)
{
    const char *name;
    json_t *property;
    json_object_foreach(json_object_get(record, "properties"), name, property)
    {
        const json_t *codes = json_object_get(property, "x-codes");
        if (codes && strcmp(docs_string(property, "$ref"), reference) == 0)
            return codes;
    }
    return NULL;
}

const char *docs_code_title(const struct docs *docs, const json_t *schema, const char *code)
{
    const char *reference = docs_string(schema, "$ref"), *name;
    const json_t *components = json_object_get(docs->document, "components");
    json_t *record;
    if (!*reference)
        return "";
    json_object_foreach(json_object_get(components, "schemas"), name, record)
    {
        const json_t *codes = docs_schema_codes(record, reference);
        if (codes)
            return docs_string(json_object_get(codes, code),
                               page_word(docs->page.context, "ja", "en"));
    }
    return "";
}
