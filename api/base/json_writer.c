/* See json_writer.h. Escapes are those of json_text.c. */
#include "hiraku/base/json_writer.h"

#include "hiraku/base/json_text.h"
#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

struct json_writer json_compact(struct out *out, enum json_empty empty)
{
    return (struct json_writer){.out = out, .empty = empty};
}

struct json_writer json_indented(struct out *out, unsigned lines)
{
    return (struct json_writer){.out = out, .lines = lines};
}

struct json_writer json_members(struct out *out, enum json_empty empty)
{
    return (struct json_writer){.out = out, .empty = empty, .comma = true};
}

static void json_indent(struct json_writer *json)
{
    out_char(json->out, '\n');
    for (unsigned i = 0; i < json->depth; i++)
        out_text(json->out, "  ");
}

struct out *json_value(struct json_writer *json, const char *name)
{
    struct out *out = json->out;
    if (json->comma)
        out_char(out, ',');
    out_text(out, json->space);
    if (json->depth > 0 && json->depth <= json->lines)
        json_indent(json);
    else if (json->comma && json->lines > 0)
        out_char(out, ' ');
    if (name) {
        json_quote(out, slice_of(name));
        out_text(out, json->lines > 0 ? ": " : ":");
    }
    json->space = NULL;
    json->comma = true;
    return out;
}

static void json_begin(struct json_writer *json, const char *name, bool array)
{
    assert(json->depth < JSON_DEPTH_MAX);
    uint64_t bit = UINT64_C(1) << json->depth;
    out_char(json_value(json, name), array ? '[' : '{');
    json->arrays = array ? json->arrays | bit : json->arrays & ~bit;
    json->depth++;
    json->comma = false;
}

void json_begin_object(struct json_writer *json, const char *name)
{
    json_begin(json, name, false);
}

void json_begin_array(struct json_writer *json, const char *name)
{
    json_begin(json, name, true);
}

void json_end(struct json_writer *json)
{
    assert(json->depth > 0);
    bool line = json->depth <= json->lines;
    json->depth--;
    out_text(json->out, json->space);
    if (line)
        json_indent(json);
    out_char(json->out, json->arrays >> json->depth & 1 ? ']' : '}');
    json->space = NULL;
    json->comma = true;
}

void json_finish(struct json_writer *json)
{
    while (json->depth > 0)
        json_end(json);
    out_char(json->out, '\n');
}

void json_line(struct json_writer *json)
{
    json->space = "\n";
}

static void json_repaired(struct out *out, struct slice text, bool numeric)
{
    char number[8];
    out_char(out, '"');
    for (size_t at = 0, from = 0; from < text.len; from = at) {
        int32_t c = utf8_next(text, &at);
        if (c < 0) {
            at = from + 1;
            out_text(out, "\xEF\xBF\xBD");
        } else if (numeric && c < 0x20) {
            snprintf(number, sizeof number, "\\u%04x", (unsigned)c & 0xFF);
            out_text(out, number);
        } else {
            json_escape(out, (struct slice){text.at + from, at - from});
        }
    }
    out_char(out, '"');
}

void json_slice(struct json_writer *json, const char *name, struct slice text)
{
    if (text.len == 0 && json->empty == JSON_EMPTY_NONE)
        return;
    if (text.len == 0 && json->empty == JSON_EMPTY_NULL)
        out_text(json_value(json, name), "null");
    else if (json->numeric || !utf8_is_valid(text))
        json_repaired(json_value(json, name), text, json->numeric);
    else
        json_quote(json_value(json, name), text);
}

void json_text(struct json_writer *json, const char *name, const char *text)
{
    json_slice(json, name, slice_of(text));
}

void json_printf(struct json_writer *json, const char *name, const char *format, ...)
{
    char text[JSON_PRINTF_MAX];
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (len < 0 || (size_t)len >= sizeof text)
        out_fail(json->out, STATUS_INTERNAL, "a text is too long");
    else
        json_slice(json, name, (struct slice){text, (size_t)len});
}

void json_bool(struct json_writer *json, const char *name, bool value)
{
    out_text(json_value(json, name), value ? "true" : "false");
}

void json_int(struct json_writer *json, const char *name, int64_t number)
{
    out_int(json_value(json, name), number);
}

void json_int_or_null(struct json_writer *json, const char *name, int64_t number, bool known)
{
    if (known)
        json_int(json, name, number);
    else
        json_number(json, name, SLICE_NONE);
}

void json_number(struct json_writer *json, const char *name, struct slice digits)
{
    out_slice(json_value(json, name), digits.len > 0 ? digits : slice_of("null"));
}
