/* See multipart.h. */
#include "hiraku/desk/face/multipart.h"

#include <string.h>
#include <strings.h>

/* --- fields of a head ------------------------------------------------------------------------- */

/* The value of a parameter `name="…"` or `name=…` behind a field's value; `.at` NULL: none. */
static struct slice multipart_parameter(struct slice field, const char *name)
{
    size_t len = strlen(name);
    bool quoted = false;
    for (size_t i = 0; i < field.len; i++) {
        if (field.at[i] == '"')
            quoted = !quoted;
        if (quoted || field.at[i] != ';')
            continue;
        struct slice rest = slice_from(field, i + 1);
        while (rest.len > 0 && (rest.at[0] == ' ' || rest.at[0] == '\t'))
            rest = slice_from(rest, 1);
        if (rest.len <= len || strncasecmp(rest.at, name, len) != 0 || rest.at[len] != '=')
            continue;
        rest = slice_from(rest, len + 1);
        bool quotes = rest.len > 0 && rest.at[0] == '"';
        if (quotes)
            rest = slice_from(rest, 1);
        size_t end = 0;
        while (end < rest.len &&
               (quotes ? rest.at[end] != '"' : rest.at[end] != ';' && rest.at[end] != ' '))
            end++;
        return (struct slice){rest.at, end};
    }
    return SLICE_NONE;
}

bool multipart_boundary(struct slice content_type, struct slice *boundary)
{
    static const char form[] = "multipart/form-data";
    size_t len = sizeof form - 1;
    if (content_type.len <= len || strncasecmp(content_type.at, form, len) != 0)
        return false;
    *boundary = multipart_parameter(content_type, "boundary");
    return boundary->len > 0 && boundary->len <= MULTIPART_BOUNDARY_MAX;
}

/* The value of Content-Disposition in a head of lines. */
static struct slice multipart_disposition(struct slice head)
{
    static const char name[] = "content-disposition:";
    while (head.len > 0) {
        const char *end = memmem(head.at, head.len, "\r\n", 2);
        struct slice line = {head.at, end ? (size_t)(end - head.at) : head.len};
        if (line.len >= sizeof name - 1 && strncasecmp(line.at, name, sizeof name - 1) == 0)
            return slice_from(line, sizeof name - 1);
        head = slice_from(head, end ? line.len + 2 : line.len);
    }
    return SLICE_NONE;
}

/* --- parts ------------------------------------------------------------------------------------ */

static enum status multipart_bad(const char *reason, struct problem *p)
{
    return problem_set(p, STATUS_BAD_REQUEST, slice_of("multipart"), slice_of(reason), NULL);
}

/* One part of the body, without its delimiters. */
static enum status multipart_one(struct slice body, struct slice part, multipart_take *take,
                                 void *context, struct problem *p)
{
    size_t most = part.len < MULTIPART_HEAD_MAX ? part.len : MULTIPART_HEAD_MAX;
    const char *end = memmem(part.at, most, "\r\n\r\n", 4);
    if (!end)
        return multipart_bad("head", p);
    struct slice field = multipart_disposition((struct slice){part.at, (size_t)(end - part.at)});
    struct multipart_part found = {.name = multipart_parameter(field, "name"),
                                   .file_name = multipart_parameter(field, "filename"),
                                   .content = slice_from(part, (size_t)(end - part.at) + 4)};
    if (!found.name.at)
        return multipart_bad("name", p);
    found.offset = (uint64_t)(found.content.at - body.at);
    found.length = found.content.len;
    return take(context, &found, p);
}

enum status multipart_read(struct slice body, struct slice boundary, multipart_take *take,
                           void *context, struct problem *p)
{
    char line[MULTIPART_BOUNDARY_MAX + 4] = "\r\n--";
    size_t len = boundary.len + 4;
    if (boundary.len > MULTIPART_BOUNDARY_MAX)
        return multipart_bad("boundary", p);
    memcpy(line + 4, boundary.at, boundary.len);
    if (body.len < len - 2 || memcmp(body.at, line + 2, len - 2) != 0)
        return multipart_bad("begin", p);
    struct slice rest = slice_from(body, len - 2);
    for (size_t parts = 0; parts < MULTIPART_PARTS_MAX; parts++) {
        if (slice_starts(rest, "--"))
            return STATUS_OK;
        if (!slice_starts(rest, "\r\n"))
            return multipart_bad("delimiter", p);
        rest = slice_from(rest, 2);
        const char *end = memmem(rest.at, rest.len, line, len);
        if (!end)
            return multipart_bad("end", p);
        struct slice part = {rest.at, (size_t)(end - rest.at)};
        enum status status = multipart_one(body, part, take, context, p);
        if (status != STATUS_OK)
            return status;
        rest = slice_from(rest, part.len + len);
    }
    return multipart_bad("parts", p);
}
