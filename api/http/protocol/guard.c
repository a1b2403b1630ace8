/* What libmicrohttpd 0.9.75 lets through and HTTP does not (RFC 9110, RFC 9112): bodies, framing,
 * Host, Expect, field names, line ends, characters of the target.
 *
 * The library gives fields without saying how their lines ended, but in its own buffer, where it
 * has put NULs over the line ends. Where a field does not begin two bytes behind the last one, the
 * line ended in a bare LF, was folded, or had a NUL in it; where the last one is not followed by an
 * empty line, the library has taken something else for one (a field without a name).
 *
 * Every refusal ends the connection, for what follows on it cannot be trusted to be a request.
 * Limits of time are connection.c; the meaning of the target is request.c. */
#include "hiraku/http/protocol/guard.h"

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/base/text.h"

#include <ctype.h>
#include <strings.h>

enum { LINE_END = 2 }; /* CR LF */

static const struct slice none;

bool guard_token(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c >= 0x7F || c == 0 || (!isalnum(c) && !strchr("!#$%&'*+-.^_`|~", c)))
            return false;
    }
    return text.len > 0;
}

static bool is_host_character(unsigned char c)
{
    return c < 0x7F && c != 0 && (isalnum(c) || strchr("-._~!$&'()*+,;=%", c));
}

/* A bracketed IPv6 address, its length with brackets; 0: none. */
static size_t bracketed(struct slice text)
{
    if (text.len < 4 || text.at[0] != '[')
        return 0;
    size_t i = 1;
    while (i < text.len &&
           (isxdigit((unsigned char)text.at[i]) || text.at[i] == ':' || text.at[i] == '.'))
        i++;
    return i > 2 && i < text.len && text.at[i] == ']' ? i + 1 : 0;
}

bool guard_host(struct slice text)
{
    size_t i = bracketed(text);
    if (i == 0)
        while (i < text.len && is_host_character((unsigned char)text.at[i]))
            i++;
    if (i == 0)
        return false;
    if (i == text.len)
        return true;
    if (text.at[i] != ':' || text.len - i > 6)
        return false;
    while (++i < text.len)
        if (!isdigit((unsigned char)text.at[i]))
            return false;
    return true;
}

bool guard_length(struct slice text, uint64_t *length)
{
    *length = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!isdigit((unsigned char)text.at[i]))
            return false;
        *length = *length * 10 + (uint64_t)(text.at[i] - '0');
    }
    return text.len > 0 && text.len <= 18;
}

bool guard_target(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c <= 0x20 || c == 0x7F || (c < 0x7F && strchr("\"<>\\^`{|}#", c)))
            return false;
    }
    return text.len > 0 && text_is_utf8(text);
}

void guard_begin(struct guard *guard, const char *line_end, struct problem *p)
{
    *guard = (struct guard){.status = STATUS_OK, .line_end = line_end, .problem = p};
}

static void refuse(struct guard *guard, const char *field, const char *why)
{
    if (guard->status == STATUS_OK)
        guard->status =
            problem_set(guard->problem, STATUS_BAD_REQUEST, slice_of(field), slice_of(why), NULL);
}

static bool named(struct slice name, const char *other)
{
    return name.len == strlen(other) && strncasecmp(name.at, other, name.len) == 0;
}

/* Whether a field follows the line before it by CR LF; moves on to its own end. */
static bool follows(struct guard *guard, struct slice name, struct slice value)
{
    const char *before = guard->line_end;
    if (!before || !value.at)
        return true;
    guard->line_end = value.at + value.len;
    return (uintptr_t)name.at == (uintptr_t)before + LINE_END;
}

/* RFC 9110 s.5.5: white space around a value is not part of it; the library leaves what is behind.
 */
static struct slice without_space(struct slice value)
{
    while (value.len && (value.at[value.len - 1] == ' ' || value.at[value.len - 1] == '\t'))
        value.len--;
    return value;
}

void guard_field(struct guard *guard, struct slice name, struct slice value)
{
    if (!follows(guard, name, value))
        refuse(guard, "field line", "line end");
    value = without_space(value);
    if (!guard_token(name)) {
        refuse(guard, "field name", "not a token");
    } else if (named(name, "Transfer-Encoding")) {
        guard->transfer_encoding = true;
    } else if (named(name, "Content-Length")) {
        if (guard->lengths++)
            refuse(guard, "Content-Length", "twice");
        else if (!guard_length(value, &guard->length))
            refuse(guard, "Content-Length", "not a number");
    } else if (named(name, "Host")) {
        if (guard->hosts++)
            refuse(guard, "Host", "twice");
        else if (!guard_host(value))
            refuse(guard, "Host", "malformed");
    } else if (named(name, "Expect") && !named(value, "100-continue")) {
        guard->expects = true;
    }
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.at[i] < 0x20 && value.at[i] != '\t')
            refuse(guard, "field value", "control character");
}

/* The end of the last line and the empty one. */
static bool is_end(const char *line_end)
{
    static const char ends[2 * LINE_END];
    return !line_end || memcmp(line_end, ends, sizeof ends) == 0;
}

enum status guard_end(struct guard *guard, bool host_required)
{
    if (guard->status == STATUS_OK && !is_end(guard->line_end))
        refuse(guard, "field line", "no name");
    bool framed = guard->status == STATUS_OK && (!host_required || guard->hosts > 0);
    if (guard->transfer_encoding)
        guard->status = problem_set(guard->problem, STATUS_LENGTH_REQUIRED, none, none, NULL);
    if (host_required && guard->hosts == 0)
        refuse(guard, "Host", "missing");
    if (guard->status == STATUS_OK && guard->length > 0)
        guard->status = problem_set(guard->problem, STATUS_BODY_TOO_LARGE, none, none, NULL);
    if (guard->status == STATUS_OK && guard->expects)
        guard->status = problem_set(guard->problem, STATUS_EXPECTATION_FAILED, none, none, NULL);
    guard->only_body =
        framed &&
        (guard->transfer_encoding ? guard->lengths == 0 : guard->status == STATUS_BODY_TOO_LARGE);
    return guard->status;
}
