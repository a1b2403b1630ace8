/* See json_line.h. */
#include "json_line.h"

#include <stdlib.h>

enum { JSON_LINE_DECIMAL = 10 };

struct json_line_scan {
    const char *at, *end;
};

static void json_line_space(struct json_line_scan *scan)
{
    while (scan->at < scan->end && memchr(" \t\r\n", *scan->at, 4))
        scan->at++;
}

/* What stands between the quotes. */
static struct slice json_line_string(struct json_line_scan *scan)
{
    const char *start = ++scan->at;
    while (scan->at < scan->end && *scan->at != '"')
        scan->at += *scan->at == '\\' && scan->at + 1 < scan->end ? 2 : 1;
    struct slice text = {start, (size_t)(scan->at - start)};
    scan->at += scan->at < scan->end;
    return text;
}

/* Behind the value that begins here. */
static void json_line_value(struct json_line_scan *scan)
{
    size_t depth = 0;
    while (scan->at < scan->end) {
        char c = *scan->at;
        if (depth == 0 && memchr(",]}", c, 3))
            return;
        if (c == '"') {
            json_line_string(scan);
            continue;
        }
        depth += c == '{' || c == '[';
        depth -= c == '}' || c == ']';
        scan->at++;
    }
}

/* Goes to the member or element that is meant; `*place` is where its key, or it itself, begins. */
static bool json_line_enter(struct json_line_scan *scan, struct slice name, const char **place)
{
    size_t number = 0, wanted = strtoul(name.at, NULL, JSON_LINE_DECIMAL);
    bool object = scan->at < scan->end && *scan->at == '{';
    if (!object && !(scan->at < scan->end && *scan->at == '['))
        return false;
    scan->at++;
    for (;; number++) {
        struct slice key = SLICE_NONE;
        json_line_space(scan);
        if (scan->at >= scan->end || *scan->at == '}' || *scan->at == ']')
            return false;
        const char *start = scan->at;
        if (object && *scan->at == '"') {
            key = json_line_string(scan);
            json_line_space(scan);
            scan->at += scan->at < scan->end && *scan->at == ':';
            json_line_space(scan);
        }
        if (object ? slice_equal(key, name) : number == wanted) {
            *place = start;
            return true;
        }
        json_line_value(scan);
        scan->at += scan->at < scan->end && *scan->at == ',';
    }
}

uint64_t json_line_of(struct slice text, const char *path)
{
    struct json_line_scan scan = {text.at, text.at + text.len};
    uint64_t line = 1;
    json_line_space(&scan);
    const char *place = scan.at;
    while (*path) {
        struct slice name = {path, strcspn(path, ".")};
        if (!json_line_enter(&scan, name, &place))
            break;
        path += name.len + (path[name.len] == '.');
    }
    for (const char *c = text.at; c < place; c++)
        line += *c == '\n';
    return line;
}
