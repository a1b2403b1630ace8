/* Parts of a file (RFC 9110 s.14): what a Range field asks for, and whether If-Range holds.
 *
 * One range of bytes is served; several, another unit or what breaks the grammar count as no Range
 * at all, which s.14.2 allows. Positions beyond 64 bits are as good as the largest number. */
#include "hiraku/http/protocol/range.h"

#include "hiraku/base/clock.h"

#include <ctype.h>
#include <strings.h>

static struct slice range_trim(struct slice text)
{
    while (text.len && (text.at[0] == ' ' || text.at[0] == '\t'))
        text = slice_from(text, 1);
    while (text.len && (text.at[text.len - 1] == ' ' || text.at[text.len - 1] == '\t'))
        text.len--;
    return text;
}

/* The only element of a list, whose other elements may be empty (s.5.6.1); false: none or several.
 */
static bool only_element(struct slice list, struct slice *only)
{
    *only = SLICE_NONE;
    for (size_t at = 0, end; at <= list.len; at = end + 1) {
        end = at;
        while (end < list.len && list.at[end] != ',')
            end++;
        struct slice one = range_trim((struct slice){list.at + at, end - at});
        if (one.len && only->len)
            return false;
        if (one.len)
            *only = one;
    }
    return only->len > 0;
}

/* 1*DIGIT at `*at`, which is moved behind it. */
static bool number_next(struct slice text, size_t *at, uint64_t *number)
{
    size_t start = *at;
    *number = 0;
    for (; *at < text.len && isdigit((unsigned char)text.at[*at]); ++*at) {
        uint64_t digit = (uint64_t)(text.at[*at] - '0');
        *number = *number > (UINT64_MAX - digit) / 10 ? UINT64_MAX : *number * 10 + digit;
    }
    return *at > start;
}

static enum range suffix(uint64_t length, uint64_t size, uint64_t *first, uint64_t *last)
{
    if (length == 0)
        return RANGE_UNSATISFIABLE;
    if (size == 0)
        return RANGE_NONE; /* satisfiable, but a part of nothing cannot be written down */
    *first = length < size ? size - length : 0;
    *last = size - 1;
    return RANGE_PART;
}

enum range range_read(struct slice field, uint64_t size, uint64_t *first, uint64_t *last)
{
    static const char unit[] = "bytes=";
    struct slice one;
    size_t at = 0;
    field = range_trim(field);
    if (field.len < sizeof unit || strncasecmp(field.at, unit, sizeof unit - 1) != 0 ||
        !only_element((struct slice){field.at + sizeof unit - 1, field.len - (sizeof unit - 1)},
                      &one))
        return RANGE_NONE;
    if (one.at[0] == '-') {
        at = 1;
        return number_next(one, &at, last) && at == one.len ? suffix(*last, size, first, last)
                                                            : RANGE_NONE;
    }
    if (!number_next(one, &at, first) || at == one.len || one.at[at++] != '-')
        return RANGE_NONE;
    bool open = at == one.len;
    if (open)
        *last = UINT64_MAX;
    else if (!number_next(one, &at, last) || at < one.len || *last < *first)
        return RANGE_NONE;
    if (*first >= size)
        return RANGE_UNSATISFIABLE;
    if (*last >= size)
        *last = size - 1;
    return RANGE_PART;
}

bool range_is_asked(struct slice field)
{
    uint64_t first, last;
    return field.at && range_read(field, UINT64_MAX, &first, &last) != RANGE_NONE;
}

bool range_holds(struct slice if_range, const char *etag, time_t modified)
{
    time_t when;
    if (!if_range.at)
        return true;
    if_range = range_trim(if_range);
    if (if_range.len && if_range.at[0] == '"')
        return etag[0] && slice_is(if_range, etag);
    return modified != 0 && clock_parse_http(if_range, &when) && when == modified;
}
