/* Columns, records and lists of the model as JSON Schema 2020-12 (OpenAPI 3.1).
 *
 * Describes what json.c writes: every member is there, an empty one is null. A column's `max`
 * counts bytes, maxLength characters: the bound holds, it is not always the narrowest. Paths and
 * prose are openapi.c. */
#include "hiraku/exporters/openapi/openapi_schema.h"

#include "hiraku/exporters/openapi/openapi_json.h"
#include "hiraku/exporters/openapi/openapi_rdf.h"
#include "hiraku/model/model.h"
#include "hiraku/model/type.h"

#include <stdio.h>

enum { URL_MAX = 8192, MANY_MAX = 4096 };

/* Whole numbers that every JSON reader keeps (RFC 8259 s.6). */
#define INT_MAX_53 INT64_C(9007199254740991)

static void set_type(struct openapi *api, json_t *schema, const char *type, bool nullable)
{
    if (nullable)
        openapi_set(api, schema, "type", json_pack("[s, s]", type, "null"));
    else
        openapi_set_text(api, schema, "type", type);
}

/* "ProgramKind": the schema of the codes of programs.kind. */
static void code_name(const struct resource *owner, const struct column *column,
                      char name[2 * OPENAPI_NAME_SIZE])
{
    openapi_singular(owner, "", name);
    openapi_capitalise(column->name, name + strlen(name));
}

/* Null beside a named schema is a choice: a list of codes with null in it is no type in many
 * languages. */
static void refer_codes(struct openapi *api, json_t *schema, const struct resource *owner,
                        const struct column *column, bool nullable)
{
    char name[2 * OPENAPI_NAME_SIZE];
    code_name(owner, column, name);
    json_t *reference = openapi_reference(api, "schemas/", name);
    if (nullable)
        openapi_set(api, schema, "anyOf", json_pack("[o, {s:s}]", reference, "type", "null"));
    else if (json_object_update_new(schema, reference) != 0)
        api->failed = true;
}

static void set_words(struct openapi *api, json_t *schema, const struct column *column)
{
    openapi_set_pair(api, schema, "title", column->title_en, column->title_ja);
    openapi_set_pair(api, schema, "description", column->doc, column->doc_ja);
}

static json_int_t longest(const struct column *column)
{
    if (column->flags & COL_MANY)
        return MANY_MAX;
    return (json_int_t)(column->max ? column->max : type_of(column)->length);
}

static void set_bounds(struct openapi *api, json_t *schema, const struct column *column)
{
    if (column->type == TYPE_INT) {
        bool bounded = column->low < column->high;
        openapi_set_text(api, schema, "format",
                         bounded && column->high <= INT32_MAX ? "int32" : "int64");
        openapi_set(api, schema, "minimum", json_integer(bounded ? column->low : -INT_MAX_53));
        openapi_set(api, schema, "maximum", json_integer(bounded ? column->high : INT_MAX_53));
    } else if (!type_of(column)->token) {
        openapi_set(api, schema, "maxLength", json_integer(longest(column)));
    }
}

void openapi_set_value(struct openapi *api, json_t *schema, const struct resource *owner,
                       const struct column *column, bool nullable)
{
    if (column->type == TYPE_ENUM) {
        refer_codes(api, schema, owner, column, nullable);
        return;
    }
    set_type(api, schema, type_of(column)->json, nullable);
    openapi_set_text(api, schema, "pattern", type_pattern(column, owner));
    openapi_set_text(api, schema, "format", type_of(column)->json_format);
    set_bounds(api, schema, column);
}

static json_t *url_schema(struct openapi *api, const char *name, unsigned flags)
{
    char en[160], ja[160];
    json_t *schema = json_object();
    snprintf(en, sizeof en, name ? "URL of the record that `%s` names." : "URL of this record.",
             name);
    snprintf(ja, sizeof ja, name ? "`%s` が指すレコードの URL。" : "このレコードの URL。", name);
    openapi_set_pair(api, schema, "description", en, ja);
    if (flags & COL_MANY) {
        openapi_set(api, schema, "type", json_pack("[s, s]", "array", "null"));
        openapi_set(
            api, schema, "items",
            json_pack("{s:s, s:s, s:i}", "type", "string", "format", "uri", "maxLength", URL_MAX));
        return schema;
    }
    set_type(api, schema, "string", name && !(flags & COL_REQUIRED));
    openapi_set_text(api, schema, "format", "uri");
    openapi_set(api, schema, "maxLength", json_integer(URL_MAX));
    return schema;
}

static json_t *column_schema(struct openapi *api, const struct resource *resource,
                             const struct column *column)
{
    json_t *schema = json_object();
    bool nullable = column != resource->columns && !(column->flags & COL_REQUIRED);
    set_words(api, schema, column);
    openapi_set_value(api, schema, resource, column, nullable);
    return schema;
}

/* What the record alone says of a column: its items and the answers that show it do not repeat it.
 */
static json_t *recorded_schema(struct openapi *api, const struct resource *resource,
                               const struct column *column)
{
    json_t *schema = column_schema(api, resource, column);
    if (column->type == TYPE_ENUM)
        openapi_set(api, schema, "x-codes", openapi_codes(api, column));
    if (column->predicate)
        openapi_set(api, schema, "x-rdf", openapi_rdf(api, column));
    return schema;
}

void openapi_add_codes(struct openapi *api, json_t *schemas, const struct resource *resource)
{
    for (const struct column *column = resource->columns; column->name; column++) {
        char name[2 * OPENAPI_NAME_SIZE];
        if (column->type != TYPE_ENUM || column->flags & COL_HIDDEN)
            continue;
        json_t *schema = json_object(), *values = json_array();
        set_words(api, schema, column);
        openapi_set_text(api, schema, "type", "string");
        for (const struct code *code = column->codes; code && code->value; code++)
            openapi_append(api, values, json_string(code->value));
        openapi_set(api, schema, "enum", values);
        code_name(resource, column, name);
        if (json_object_get(schemas, name))
            api->failed = true; /* two things of one name */
        openapi_set(api, schemas, name, schema);
    }
}

json_t *openapi_member(struct openapi *api, const char *place, bool nullable)
{
    const char *name = strchr(place, '.');
    const struct resource *resource =
        name ? model_list_named((struct slice){place, (size_t)(name - place)}) : NULL;
    const struct column *column = resource ? model_column(resource, slice_of(name + 1)) : NULL;
    if (resource && strcmp(name, ".url") == 0)
        return url_schema(api, NULL, 0);
    if (!column) {
        api->failed = true;
        return NULL;
    }
    json_t *schema = column_schema(api, resource, column);
    if (nullable && !json_object_get(schema, "anyOf")) {
        json_object_del(schema, "$ref");
        json_object_del(schema, "type");
        openapi_set_value(api, schema, resource, column, true);
    }
    return schema;
}

static void add_member(struct openapi *api, json_t *properties, json_t *required, const char *name,
                       json_t *schema)
{
    openapi_set(api, properties, name, schema);
    openapi_append(api, required, json_string(name));
}

/* What stands behind the columns of a record alone, of a list that a release keeps: how it is
 * quoted. */
static void add_citation(struct openapi *api, json_t *properties, const struct resource *resource)
{
    static const char *const members[][2] = {
        {"cite_as", "CiteAs"}, {"citation_ja", "CitationJa"}, {"citation_en", "CitationEn"}};
    for (size_t i = 0; i < sizeof members / sizeof *members && !resource->on_demand; i++)
        openapi_set(api, properties, members[i][0],
                    openapi_reference(api, "schemas/", members[i][1]));
}

json_t *openapi_record(struct openapi *api, const struct resource *resource)
{
    json_t *schema = json_object(), *properties = json_object(), *required = json_array();
    openapi_set_pair(api, schema, "title", resource->title_en, resource->title_ja);
    openapi_set_pair(api, schema, "description", resource->doc, resource->doc_ja);
    openapi_set_text(api, schema, "type", "object");
    for (const struct column *column = resource->columns; column->name; column++) {
        if (column->flags & COL_HIDDEN)
            continue;
        add_member(api, properties, required, column->name, recorded_schema(api, resource, column));
        if (column == resource->columns) {
            add_member(api, properties, required, "url", url_schema(api, NULL, 0));
        } else if (column->type == TYPE_REF) {
            char name[128];
            snprintf(name, sizeof name, "%s_url", column->name);
            add_member(api, properties, required, name,
                       url_schema(api, column->name, column->flags));
        }
    }
    add_citation(api, properties, resource);
    openapi_set(api, schema, "required", required);
    openapi_set(api, schema, "properties", properties);
    return schema;
}

static void add_embedded(struct openapi *api, json_t *properties, const struct column *column)
{
    char name[128], item[OPENAPI_NAME_SIZE];
    openapi_singular(column->ref, "Item", item);
    snprintf(name, sizeof name, "%s_record", column->name);
    openapi_set(api, properties, name,
                json_pack("{s:s, s:s, s:[o, {s:s}]}", "description",
                          "The record that the reference names; with `include` only.",
                          "x-description-ja", "参照先のレコード。`include` を付けたときだけ。",
                          "anyOf", openapi_reference(api, "schemas/", item), "type", "null"));
}

json_t *openapi_item(struct openapi *api, const struct resource *resource)
{
    json_t *properties = json_object();
    for (const struct column *column = resource->columns; column->name; column++) {
        char name[128];
        if (column->flags & COL_HIDDEN)
            continue;
        openapi_set(api, properties, column->name, column_schema(api, resource, column));
        snprintf(name, sizeof name, "%s_url", column->name);
        if (column == resource->columns)
            openapi_set(api, properties, "url", url_schema(api, NULL, 0));
        else if (column->type == TYPE_REF)
            openapi_set(api, properties, name, url_schema(api, column->name, column->flags));
        if (column != resource->columns && column->type == TYPE_REF)
            add_embedded(api, properties, column);
    }
    if (model_is_searchable(resource))
        openapi_set(api, properties, "snippet", openapi_reference(api, "schemas/", "Snippet"));
    return json_pack("{s:s, s:s, s:s, s:o}", "description",
                     "As a record; without the columns that `fields` or `lang` leave out.",
                     "x-description-ja",
                     "レコードと同じ。`fields` や `lang` で省いた列はありません。", "type",
                     "object", "properties", properties);
}

json_t *openapi_list(struct openapi *api, const struct resource *resource)
{
    char name[OPENAPI_NAME_SIZE];
    openapi_singular(resource, "Item", name);
    json_t *schema = json_pack("{s:s, s:s, s:[o, {s:s, s:[s], s:{s:{s:s, s:o}}}]}", "description",
                               "A page of the list.", "x-description-ja", "一覧の1ページ。",
                               "allOf", openapi_reference(api, "schemas/", "ListEnvelope"), "type",
                               "object", "required", "items", "properties", "items", "type",
                               "array", "items", openapi_reference(api, "schemas/", name));
    if (!schema)
        api->failed = true;
    return schema;
}
