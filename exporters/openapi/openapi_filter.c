/* The query parameters of a table: options, a parameter for each column, operators.
 *
 * Asks the parser (query.h) which options a form and which operators a column has, so that the
 * document cannot promise others. A column is a parameter; so are the comparisons of what has an
 * order, and `contains` of what is searched. All further operators and the columns of referenced
 * records are members of one exploded object, `filters`: thousands of parameters would help nobody.
 */
#include "hiraku/exporters/openapi/openapi_filter.h"

#include "hiraku/exporters/openapi/openapi_json.h"
#include "hiraku/exporters/openapi/openapi_options.h"
#include "hiraku/exporters/openapi/openapi_schema.h"
#include "hiraku/exporters/openapi/openapi_template.h"
#include "hiraku/model/type.h"

#include <stdio.h>

enum { TEXT_MAX = 4096, PERIOD_MAX = 80, DATE_MAX = 40, PATTERN_SIZE = 4096 };

#define DECIMAL_PATTERN "^[+-]?[0-9]+(\\.[0-9]+)?$"

static void operators_of(struct openapi *api, const struct resource *resource,
                         const struct column *column, struct problem *p)
{
    char name[OPENAPI_KEY_SIZE];
    snprintf(name, sizeof name, "%s__?", column->name);
    openapi_ask(api, resource, QUERY_GRAPH, name, p);
    if (p->status != STATUS_BAD_OPERATOR)
        api->failed = true;
}

/* --- values --- */

static json_t *parameter_schema(struct openapi *api, const struct resource *resource,
                                const struct column *column)
{
    json_t *schema = json_object();
    if (column->type == TYPE_PERIOD || column->type == TYPE_DATE) {
        openapi_set_text(api, schema, "type", "string");
        openapi_set(api, schema, "maxLength",
                    json_integer(column->type == TYPE_DATE ? DATE_MAX : PERIOD_MAX));
    } else if (column->type == TYPE_DECIMAL) {
        openapi_set_text(api, schema, "type", "string");
        openapi_set(api, schema, "maxLength", json_integer(20));
        openapi_set_text(api, schema, "pattern", DECIMAL_PATTERN);
    } else {
        openapi_set_value(api, schema, resource, column, false);
    }
    return schema;
}

static json_t *column_example(struct openapi *api, const struct column *column)
{
    const struct type *type = type_of(column);
    if (column->codes)
        return json_string(column->codes->value);
    if (column->ref)
        return json_incref(json_object_get(api->examples, column->ref->name));
    if (strcmp(type->json, "boolean") == 0)
        return json_true();
    if (strcmp(type->json, "integer") == 0)
        return json_integer(column->low > 1 ? column->low : 1);
    if (column->flags & COL_MONTH)
        return json_string("2026-04");
    return type->example ? json_string(type->example) : NULL;
}

static json_t *parameter_new(struct openapi *api, const char *name, const struct column *column,
                             json_t *schema)
{
    json_t *object = json_object();
    openapi_set_text(api, object, "name", name);
    openapi_set_text(api, object, "in", "query");
    openapi_set_pair(api, object, "description", column->doc, column->doc_ja);
    openapi_set_pair(api, object, "x-title", column->title_en, column->title_ja);
    openapi_set(api, object, "schema", schema);
    return object;
}

/* The column itself: one value, or any of several. An example is the schema's: consoles send that
 * of a parameter unasked. */
static json_t *column_parameter(struct openapi *api, const struct resource *resource,
                                const struct column *column, const char *operators)
{
    json_t *schema = parameter_schema(api, resource, column), *names = json_array();
    json_t *sample = column_example(api, column);
    char name[OPENAPI_NAME_SIZE];
    bool listed = strstr(operators, "notin");
    if (listed)
        schema = json_pack("{s:s, s:o}", "type", "array", "items", schema);
    if (listed && sample)
        sample = json_pack("[o]", sample);
    if (sample)
        openapi_set(api, schema, "examples", json_pack("[o]", sample));
    json_t *object = parameter_new(api, column->name, column, schema);
    if (listed) {
        openapi_set_text(api, object, "style", "form");
        openapi_set(api, object, "explode", json_true());
    }
    while (openapi_next(&operators, ", ", name))
        openapi_append(api, names, json_string(name));
    openapi_set(api, object, "x-operators", names);
    return object;
}

static bool stands_alone(const char *comparison, const struct column *column)
{
    if (strlen(comparison) == 2 && strchr("gl", comparison[0]) && strchr("te", comparison[1]))
        return true;
    return strcmp(comparison, "contains") == 0 && column->flags & COL_SEARCH;
}

static void add_operators(struct openapi *api, const struct resource *resource,
                          const struct column *column, const char *operators)
{
    char comparison[OPENAPI_NAME_SIZE], name[OPENAPI_KEY_SIZE], key[2 * OPENAPI_KEY_SIZE];
    while (openapi_next(&operators, ", ", comparison)) {
        if (!stands_alone(comparison, column))
            continue;
        snprintf(name, sizeof name, "%s__%s", column->name, comparison);
        snprintf(key, sizeof key, "%s-%s", resource->name, name);
        json_t *one = parameter_new(api, name, column, parameter_schema(api, resource, column));
        openapi_set_text(api, one, "x-operator", comparison);
        openapi_set(api, api->parameters, key, one);
    }
}

/* --- the other operators, and other records' columns --- */

static void names_append(char *names, size_t size, const char *name)
{
    size_t len = strlen(names);
    snprintf(names + len, size - len, "%s%s", len ? "|" : "", name);
}

static void patterns_add(struct openapi *api, json_t *patterns, const char *pattern)
{
    openapi_set(api, patterns, pattern,
                json_pack("{s:s, s:i}", "type", "string", "maxLength", TEXT_MAX));
}

static void patterns_add_compared(struct openapi *api, json_t *patterns, const char *names,
                                  const char *operators)
{
    char pattern[PATTERN_SIZE], choice[256] = "", name[OPENAPI_NAME_SIZE];
    while (openapi_next(&operators, ", ", name))
        names_append(choice, sizeof choice, name);
    snprintf(pattern, sizeof pattern, "^(%s)__(%s)$", names, choice);
    patterns_add(api, patterns, pattern);
}

/* One pattern for all columns that have the same operators, one for references. */
static json_t *patterns_of(struct openapi *api, const struct resource *resource)
{
    json_t *groups = json_object(), *patterns = json_object(), *value;
    char references[PATTERN_SIZE / 2] = "";
    const char *operators;
    for (const struct column *column = resource->columns; column->name; column++) {
        struct problem p;
        char names[PATTERN_SIZE / 2];
        if (!column_is_published(column))
            continue;
        operators_of(api, resource, column, &p);
        const char *others = json_string_value(json_object_get(groups, p.allowed));
        snprintf(names, sizeof names, "%s", others ? others : "");
        names_append(names, sizeof names, column->name);
        openapi_set(api, groups, p.allowed, json_string(names));
        if (column->type == TYPE_REF && !resource->on_demand)
            names_append(references, sizeof references, column->name);
    }
    json_object_foreach(groups, operators, value)
    {
        patterns_add_compared(api, patterns, json_string_value(value), operators);
    }
    if (references[0]) {
        char pattern[PATTERN_SIZE];
        snprintf(pattern, sizeof pattern, "^(%s)(\\.[a-z][a-z0-9_]*){1,2}$", references);
        patterns_add(api, patterns, pattern);
    }
    json_decref(groups);
    return patterns;
}

static json_t *filters_parameter(struct openapi *api, const struct resource *resource)
{
    static const char text[] =
        "Every other operator, and columns of referenced records (`reference.column`, two steps at "
        "most). Each member is a parameter of its own.";
    static const char text_ja[] = "その他の演算子と、参照先の列（`参照.列`、2段まで）。"
                                  "各要素がそれぞれ一つのパラメーターです。";
    char name[OPENAPI_NAME_SIZE];
    snprintf(name, sizeof name, "%s__isnull", resource->columns->name);
    json_t *object = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:b, s:{s:s, s:i, s:o, s:b, s:[{s:s}]}}", "name", "filters",
        "in", "query", "description", text, "x-description-ja", text_ja, "style", "form", "explode",
        1, "schema", "type", "object", "maxProperties", QUERY_FILTERS_MAX, "patternProperties",
        patterns_of(api, resource), "additionalProperties", 0, "examples", name, "false");
    if (!object)
        api->failed = true;
    return object;
}

static void add_options(struct openapi *api, const struct resource *resource)
{
    json_t *names = openapi_options(api, resource), *ignored;
    const char *name;
    json_object_foreach(names, name, ignored)
    {
        char key[OPENAPI_KEY_SIZE];
        const json_t *template = json_object_get(api->templates, name);
        snprintf(key, sizeof key, "%s-%s", resource->name, name);
        if (template)
            openapi_set(api, api->parameters, key, openapi_copy(api, template, resource));
        else if (!json_object_get(api->shared, name))
            api->failed = true;
    }
    json_decref(names);
}

void openapi_add_parameters(struct openapi *api, const struct resource *resource)
{
    char key[OPENAPI_KEY_SIZE];
    add_options(api, resource);
    for (const struct column *column = resource->columns; column->name; column++) {
        struct problem p;
        if (!column_is_published(column))
            continue;
        operators_of(api, resource, column, &p);
        snprintf(key, sizeof key, "%s-%s", resource->name, column->name);
        openapi_set(api, api->parameters, key, column_parameter(api, resource, column, p.allowed));
        add_operators(api, resource, column, p.allowed);
    }
    snprintf(key, sizeof key, "%s-_filters", resource->name);
    openapi_set(api, api->parameters, key, filters_parameter(api, resource));
}
