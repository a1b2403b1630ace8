/* See json_pieces.h. */
#include "hiraku/base/json_pieces.h"

static bool is_filler(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == ',' || c == ':';
}

static void pieces_filler(struct slice *rest)
{
    while (rest->len && is_filler(*rest->at))
        *rest = slice_from(*rest, 1);
}

/* Most of an answer is text: the end of one is looked for by its quotation mark, which is part of
 * the text where an odd number of backslashes is before it. */
static size_t pieces_string(struct slice text)
{
    const char *end = text.at + text.len, *at = text.at + 1;
    while (at < end && (at = memchr(at, '"', (size_t)(end - at)))) {
        const char *before = at;
        while (before > text.at + 1 && before[-1] == '\\')
            before--;
        at++;
        if ((at - 1 - before) % 2 == 0)
            return (size_t)(at - text.at);
    }
    return text.len;
}

/* Of an object or an array that begins here. */
static size_t pieces_nested(struct slice text)
{
    size_t depth = 0, i = 0;
    do {
        char c = text.at[i];
        if (c == '"') {
            i += pieces_string(slice_from(text, i));
            continue;
        }
        depth += c == '{' || c == '[';
        depth -= c == '}' || c == ']';
        i++;
    } while (depth > 0 && i < text.len);
    return i;
}

/* Of a value that begins here. */
static size_t pieces_length(struct slice text)
{
    size_t i = 0;
    if (text.len && *text.at == '"')
        return pieces_string(text);
    if (text.len && (*text.at == '{' || *text.at == '['))
        return pieces_nested(text);
    while (i < text.len && !is_filler(text.at[i]) && text.at[i] != ']' && text.at[i] != '}')
        i++;
    return i;
}

/* Nothing is behind a value but white space, so that its end needs no search. */
struct slice pieces_open(struct slice json)
{
    pieces_filler(&json);
    while (json.len && is_filler(json.at[json.len - 1]))
        json.len--;
    if (json.len < 2 || (*json.at != '{' && *json.at != '[') ||
        json.at[json.len - 1] != (*json.at == '{' ? '}' : ']'))
        return SLICE_NONE;
    return (struct slice){json.at + 1, json.len - 2};
}

static bool pieces_value(struct slice *rest, struct slice *value)
{
    pieces_filler(rest);
    *value = (struct slice){rest->at, pieces_length(*rest)};
    *rest = slice_from(*rest, value->len);
    return value->len > 0;
}

bool pieces_name(struct slice *rest, struct slice *name)
{
    if (!pieces_value(rest, name) || name->len < 2)
        return false;
    *name = (struct slice){name->at + 1, name->len - 2};
    return true;
}

char pieces_peek(struct slice *rest)
{
    pieces_filler(rest);
    return rest->len && *rest->at != ']' && *rest->at != '}' ? *rest->at : '\0';
}

void pieces_enter(struct slice *rest)
{
    pieces_filler(rest);
    if (rest->len)
        *rest = slice_from(*rest, 1);
}

void pieces_leave(struct slice *rest)
{
    pieces_enter(rest);
}

bool pieces_next(struct slice *rest, struct slice *name, struct slice *value)
{
    if (name && !pieces_name(rest, name))
        return false;
    return pieces_value(rest, value);
}
