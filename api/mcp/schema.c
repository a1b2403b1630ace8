/* The tools as tools/list gives them: what they are asked with and what they answer, as JSON Schema
 * (2020-12; nothing that draft-07 reads otherwise, for some clients know that only). */
#include "hiraku/mcp/tools.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/model/resource.h"

static void schema_types(struct json_writer *json, const char *const *types)
{
    json_begin_array(json, "type");
    for (; *types; types++)
        json_text(json, NULL, *types);
    json_end(json);
}

static void schema_open(struct json_writer *json, const char *name, const char *type)
{
    json_begin_object(json, name);
    json_text(json, "type", type);
}

static void schema_words(struct json_writer *json, const char *name)
{
    static const char *const types[] = {"string", "integer", "boolean", "array", NULL};
    json_begin_object(json, name);
    schema_types(json, types);
    json_end(json);
}

static void schema_kind(struct json_writer *json, enum mcp_kind kind)
{
    static const char *const texts[] = {"array", "string", NULL};
    switch (kind) {
    case MCP_TEXTS:
        schema_types(json, texts);
        schema_open(json, "items", "string");
        json_end(json);
        break;
    case MCP_WHOLE:
        json_text(json, "type", "integer");
        json_int(json, "minimum", 1);
        json_int(json, "maximum", 1000);
        break;
    case MCP_FLAG:
        json_text(json, "type", "boolean");
        break;
    case MCP_CONDITIONS:
        json_text(json, "type", "object");
        schema_words(json, "additionalProperties");
        break;
    case MCP_DATASET:
        json_text(json, "type", "string");
        json_begin_array(json, "enum");
        for (size_t i = 0; mcp_dataset(i); i++)
            json_text(json, NULL, mcp_dataset(i)->name);
        json_end(json);
        break;
    case MCP_TEXT:
        json_text(json, "type", "string");
        break;
    }
}

static void schema_input(struct json_writer *json, const struct mcp_tool *tool,
                         enum language language)
{
    schema_open(json, "inputSchema", "object");
    json_begin_object(json, "properties");
    for (const struct mcp_argument *one = tool->arguments; one->name; one++) {
        json_begin_object(json, one->name);
        schema_kind(json, one->kind);
        json_text(json, "description", one->doc[language]);
        json_end(json);
    }
    json_end(json);
    json_begin_array(json, "required");
    for (const struct mcp_argument *one = tool->arguments; one->name; one++)
        if (one->required)
            json_text(json, NULL, one->name);
    json_end(json);
    json_bool(json, "additionalProperties", false);
    json_end(json);
}

static void schema_nullable(struct json_writer *json, const char *name, const char *type)
{
    const char *const types[] = {type, "null", NULL};
    json_begin_object(json, name);
    schema_types(json, types);
    json_end(json);
}

static void schema_item(struct json_writer *json, enum language language)
{
    static const char *const types[] = {"string", "boolean", "null", "array", "object", NULL};
    static const char *const figures[2] = {
        [LANGUAGE_JA] = "数値は公表された桁のままの文字列。ないメンバーは空",
        [LANGUAGE_EN] =
            "figures are texts with the published digits; a member that is not there is "
            "empty"};
    schema_open(json, "items", "object");
    json_text(json, "description", figures[language]);
    json_begin_object(json, "additionalProperties");
    schema_types(json, types);
    json_end(json);
    json_end(json);
}

/* The same of all tools; what they say beside is described by `describe` and the API document. */
static void schema_output(struct json_writer *json, enum language language)
{
    static const char *const required[] = {"notice",   "total", "returned",
                                           "complete", "next",  "items"};
    schema_open(json, "outputSchema", "object");
    json_begin_object(json, "properties");
    schema_open(json, "notice", "string");
    json_end(json);
    schema_nullable(json, "total", "integer");
    schema_open(json, "returned", "integer");
    json_end(json);
    schema_open(json, "complete", "boolean");
    json_end(json);
    schema_nullable(json, "next", "string");
    schema_open(json, "refusal", "object");
    json_end(json);
    schema_open(json, "items", "array");
    schema_item(json, language);
    json_end(json);
    json_end(json);
    json_begin_array(json, "required");
    for (size_t i = 0; i < sizeof required / sizeof *required; i++)
        json_text(json, NULL, required[i]);
    json_end(json);
    json_end(json);
}

static void schema_annotations(struct json_writer *json)
{
    json_begin_object(json, "annotations");
    json_bool(json, "readOnlyHint", true);
    json_bool(json, "idempotentHint", true);
    json_bool(json, "openWorldHint", false);
    json_end(json);
}

void mcp_tools_write(struct json_writer *json, enum language language)
{
    json_begin_array(json, "tools");
    for (const struct mcp_tool *tool = mcp_tools; tool->name; tool++) {
        json_begin_object(json, NULL);
        json_text(json, "name", tool->name);
        json_text(json, "title", tool->title[language]);
        json_text(json, "description", tool->doc[language]);
        schema_input(json, tool, language);
        schema_output(json, language);
        schema_annotations(json);
        json_end(json);
    }
    json_end(json);
}
