/* The arguments of a tool: checked against what its row says, and turned into an address of the
 * API, which reads values with the model. */
#include "hiraku/mcp/tools.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/model/resource.h"
#include "hiraku/value/iri.h"

#include <jansson.h>
#include <stdio.h>

enum { TARGET_BYTES = 128 * 1024, ARGUMENTS_MAX = 16, LIMIT_MAX = 1000 };

static struct slice argument_slice(const json_t *value)
{
    return (struct slice){json_string_value(value), json_string_length(value)};
}

/* --- checking --- */

static enum status unknown_argument(const struct mcp_tool *tool, struct slice name,
                                    struct problem *p)
{
    struct slice known[ARGUMENTS_MAX];
    size_t count = 0;
    problem_set(p, STATUS_UNKNOWN_PARAMETER, name, SLICE_NONE, NULL);
    for (const struct mcp_argument *one = tool->arguments; one->name && count < ARGUMENTS_MAX;
         one++) {
        known[count++] = slice_of(one->name);
        problem_allow(p, slice_of(one->name));
    }
    problem_nearest(p, text_nearest(name, known, count));
    return STATUS_UNKNOWN_PARAMETER;
}

static bool is_argument_word(const json_t *value)
{
    return json_is_string(value) || json_is_integer(value) || json_is_boolean(value);
}

static bool are_words(const json_t *value)
{
    size_t i;
    const json_t *one;
    if (!json_is_array(value))
        return is_argument_word(value);
    json_array_foreach(value, i, one) if (!is_argument_word(one)) return false;
    return json_array_size(value) > 0;
}

static bool are_conditions(const json_t *value)
{
    const char *name;
    json_t *one;
    if (!json_is_object(value))
        return false;
    json_object_foreach((json_t *)(uintptr_t)value, name, one) if (!are_words(one)) return false;
    return true;
}

/* What an argument of each kind may be; decimals are texts, so that their digits stay. */
static const struct {
    bool (*holds)(const json_t *value);
    const char *allowed;
} kinds[] = {
    [MCP_TEXT] = {is_argument_word, "\"…\""},
    [MCP_TEXTS] = {are_words, "[\"…\", \"…\"]"},
    [MCP_CONDITIONS] = {are_conditions, "{\"column\": \"value\"}"},
};

static bool argument_holds(const struct mcp_argument *argument, const json_t *value,
                           const char **allowed)
{
    switch (argument->kind) {
    case MCP_WHOLE:
        *allowed = "1–1000";
        return json_is_integer(value) && json_integer_value(value) >= 1 &&
               json_integer_value(value) <= LIMIT_MAX;
    case MCP_FLAG:
        *allowed = "true, false";
        return json_is_boolean(value);
    case MCP_DATASET:
        *allowed = "list_datasets";
        return json_is_string(value) && mcp_dataset_named(argument_slice(value));
    default:
        *allowed = kinds[argument->kind].allowed;
        return kinds[argument->kind].holds(value);
    }
}

static enum status bad_argument(const struct mcp_argument *argument, const json_t *value,
                                const char *allowed, struct problem *p)
{
    struct slice text = json_is_string(value) ? argument_slice(value) : slice_of("…");
    problem_set(p, STATUS_BAD_PARAMETER, slice_of(argument->name), text, NULL);
    if (argument->kind != MCP_DATASET) {
        problem_allow(p, slice_of(allowed));
        return STATUS_BAD_PARAMETER;
    }
    for (size_t i = 0; mcp_dataset(i); i++)
        problem_allow(p, slice_of(mcp_dataset(i)->name));
    return STATUS_BAD_PARAMETER;
}

enum status mcp_arguments_check(const struct mcp_tool *tool, const struct json_t *arguments,
                                struct problem *p)
{
    const char *name, *allowed;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)arguments, name, value)
    {
        const struct mcp_argument *argument = mcp_tool_argument(tool, slice_of(name));
        if (!argument)
            return unknown_argument(tool, slice_of(name), p);
        if (!argument_holds(argument, value, &allowed))
            return bad_argument(argument, value, allowed, p);
    }
    for (const struct mcp_argument *one = tool->arguments; one->name; one++)
        if (one->required && !json_object_get(arguments, one->name))
            return problem_set(p, STATUS_MISSING_PARAMETER, slice_of(one->name), SLICE_NONE, NULL);
    return STATUS_OK;
}

/* --- the address --- */

static void target_word(struct out *out, const json_t *value)
{
    char number[24];
    if (json_is_string(value)) {
        iri_segment(out, argument_slice(value));
    } else if (json_is_integer(value)) {
        snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        out_text(out, number);
    } else {
        out_text(out, json_is_true(value) ? "true" : "false");
    }
}

static char target_mark(const struct out *out)
{
    return out->len && memchr(out->bytes, '?', out->len) ? '&' : '?';
}

static void target_parameter(struct out *out, const char *name, const json_t *value)
{
    out_char(out, target_mark(out));
    iri_segment(out, slice_of(name));
    out_char(out, '=');
    if (!json_is_array(value)) {
        target_word(out, value);
        return;
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        if (i)
            out_char(out, ',');
        target_word(out, json_array_get(value, i));
    }
}

static void target_path(struct out *out, const char *path, const json_t *arguments)
{
    char name[64];
    for (const char *at = path; *at; at++) {
        const char *end = *at == '{' ? strchr(at, '}') : NULL;
        if (!end) {
            out_char(out, *at);
            continue;
        }
        snprintf(name, sizeof name, "%.*s", (int)(end - at - 1), at + 1);
        target_word(out, json_object_get(arguments, name));
        at = end;
    }
    out_text(out, ".json");
}

unsigned mcp_limit(const struct mcp_tool *tool, const struct json_t *arguments)
{
    const json_t *asked = json_object_get(arguments, "limit");
    return tool->rows && json_is_integer(asked) ? (unsigned)json_integer_value(asked) : tool->rows;
}

/* Figures come with what measures them: the record that their column names (struct measurement). */
static void target_measure(struct out *out, const struct mcp_tool *tool, const json_t *arguments)
{
    const struct resource *list = mcp_dataset_named(mcp_argument_text(arguments, "dataset"));
    if (!mcp_tool_argument(tool, slice_of("include")) || json_object_get(arguments, "include") ||
        !list)
        return;
    for (const struct column *column = list->columns; column->name; column++)
        if (column->measure) {
            out_char(out, target_mark(out));
            out_text(out, "include=");
            out_text(out, column->measure->of);
            return;
        }
}

struct slice mcp_target(const struct mcp_tool *tool, const struct json_t *arguments, unsigned limit,
                        struct arena *arena)
{
    struct out out;
    bool other = tool->choice && json_is_true(json_object_get(arguments, tool->choice));
    bool derived = json_object_get(arguments, "derive") != NULL;
    const char *name;
    json_t *value;
    out_open_memory(&out, TARGET_BYTES);
    target_path(&out, other ? tool->other : tool->path, arguments);
    for (const struct mcp_argument *one = tool->arguments; one->name; one++) {
        const json_t *given = json_object_get(arguments, one->name);
        if (given && one->parameter && !(tool->rows && one->kind == MCP_WHOLE))
            target_parameter(&out, one->parameter, given);
        if (given && one->kind == MCP_CONDITIONS)
            json_object_foreach((json_t *)(uintptr_t)given, name, value)
            {
                target_parameter(&out, name, value);
            }
    }
    target_measure(&out, tool, arguments);
    if (limit && !derived) {
        char text[24];
        snprintf(text, sizeof text, "%climit=%u", target_mark(&out), limit);
        out_text(&out, text);
    }
    return out_keep(&out, arena);
}
