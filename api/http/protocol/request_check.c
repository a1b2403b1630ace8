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
#include "hiraku/http/protocol/request_check.h"

#include "hiraku/base/utf8.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <strings.h>

enum { LINE_END = 2 }; /* CR LF */

bool request_check_token(struct slice text)
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

bool request_check_host(struct slice text)
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

bool request_check_length(struct slice text, uint64_t *length)
{
    *length = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!isdigit((unsigned char)text.at[i]))
            return false;
        *length = *length * 10 + (uint64_t)(text.at[i] - '0');
    }
    return text.len > 0 && text.len <= 18;
}

bool request_check_target(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c <= 0x20 || c == 0x7F || (c < 0x7F && strchr("\"<>\\^`{|}#", c)))
            return false;
    }
    return text.len > 0 && utf8_is_valid(text);
}

void request_check_begin(struct request_check *check, const char *line_end, struct problem *p)
{
    *check = (struct request_check){.status = STATUS_OK, .line_end = line_end, .problem = p};
}

static void request_check_refuse(struct request_check *check, const char *field, const char *why)
{
    if (check->status == STATUS_OK)
        check->status =
            problem_set(check->problem, STATUS_BAD_REQUEST, slice_of(field), slice_of(why), NULL);
}

static bool named(struct slice name, const char *other)
{
    return name.len == strlen(other) && strncasecmp(name.at, other, name.len) == 0;
}

/* Whether a field follows the line before it by CR LF; moves on to its own end. */
static bool follows(struct request_check *check, struct slice name, struct slice value)
{
    const char *before = check->line_end;
    if (!before || !value.at)
        return true;
    check->line_end = value.at + value.len;
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

void request_check_field(struct request_check *check, struct slice name, struct slice value)
{
    if (!follows(check, name, value))
        request_check_refuse(check, "field line", "line end");
    value = without_space(value);
    if (!request_check_token(name)) {
        request_check_refuse(check, "field name", "not a token");
    } else if (named(name, "Transfer-Encoding")) {
        check->transfer_encoding = true;
    } else if (named(name, "Content-Length")) {
        if (check->lengths++)
            request_check_refuse(check, "Content-Length", "twice");
        else if (!request_check_length(value, &check->length))
            request_check_refuse(check, "Content-Length", "not a number");
    } else if (named(name, "Host")) {
        if (check->hosts++)
            request_check_refuse(check, "Host", "twice");
        else if (!request_check_host(value))
            request_check_refuse(check, "Host", "malformed");
    } else if (named(name, "Expect") && !named(value, "100-continue")) {
        check->expects = true;
    }
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.at[i] < 0x20 && value.at[i] != '\t')
            request_check_refuse(check, "field value", "control character");
}

/* The end of the last line and the empty one. */
static bool is_end(const char *line_end)
{
    static const char ends[2 * LINE_END];
    return !line_end || memcmp(line_end, ends, sizeof ends) == 0;
}

static enum status request_check_body(const struct request_check *check, uint64_t body_max)
{
    char limit[24];
    if (check->length <= body_max)
        return STATUS_OK;
    if (body_max == 0)
        return problem_set(check->problem, STATUS_BODY_TOO_LARGE, SLICE_NONE, SLICE_NONE, NULL);
    snprintf(limit, sizeof limit, "%" PRIu64, body_max);
    return problem_set(check->problem, STATUS_BODY_LIMIT, SLICE_NONE, slice_of(limit), NULL);
}

enum status request_check_end(struct request_check *check, bool host_required, uint64_t body_max)
{
    if (check->status == STATUS_OK && !is_end(check->line_end))
        request_check_refuse(check, "field line", "no name");
    bool framed = check->status == STATUS_OK && (!host_required || check->hosts > 0);
    if (check->transfer_encoding)
        check->status =
            problem_set(check->problem, STATUS_LENGTH_REQUIRED, SLICE_NONE, SLICE_NONE, NULL);
    if (host_required && check->hosts == 0)
        request_check_refuse(check, "Host", "missing");
    if (check->status == STATUS_OK)
        check->status = request_check_body(check, body_max);
    if (check->status == STATUS_OK && check->expects)
        check->status =
            problem_set(check->problem, STATUS_EXPECTATION_FAILED, SLICE_NONE, SLICE_NONE, NULL);
    check->only_body =
        framed && body_max == 0 &&
        (check->transfer_encoding ? check->lengths == 0 : check->status == STATUS_BODY_TOO_LARGE);
    return check->status;
}
