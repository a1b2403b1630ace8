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

static size_t pieces_string(struct slice text)
{
    size_t i = 1;
    while (i < text.len && text.at[i] != '"')
        i += text.at[i] == '\\' ? 2 : 1;
    return i + 1 < text.len ? i + 1 : text.len;
}

/* Of a value that begins here. */
static size_t pieces_length(struct slice text)
{
    size_t depth = 0, i = 0;
    while (i < text.len) {
        char c = text.at[i];
        if (c == '"') {
            i += pieces_string(slice_from(text, i));
        } else if (c == '{' || c == '[') {
            depth++, i++;
            continue;
        } else if (depth == 0) {
            while (i < text.len && !is_filler(text.at[i]) && !strchr("]}", text.at[i]))
                i++;
        } else {
            depth -= c == '}' || c == ']';
            i++;
        }
        if (depth == 0)
            break;
    }
    return i;
}

struct slice pieces_open(struct slice json)
{
    pieces_filler(&json);
    if (json.len < 2 || (*json.at != '{' && *json.at != '['))
        return SLICE_NONE;
    size_t len = pieces_length(json);
    return (struct slice){json.at + 1, len - 2};
}

static bool pieces_value(struct slice *rest, struct slice *value)
{
    pieces_filler(rest);
    *value = (struct slice){rest->at, pieces_length(*rest)};
    *rest = slice_from(*rest, value->len);
    return value->len > 0;
}

bool pieces_next(struct slice *rest, struct slice *name, struct slice *value)
{
    if (name) {
        if (!pieces_value(rest, name) || name->len < 2)
            return false;
        *name = (struct slice){name->at + 1, name->len - 2};
    }
    return pieces_value(rest, value);
}
