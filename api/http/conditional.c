/* Preconditions of GET and HEAD (RFC 9110 s.13). If-Range is range.c. */
#include "hiraku/clock.h"

#include "internal.h"

/* entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE at `*at`, which is moved behind it; the part with
 * quotes. */
static bool tag_next(struct slice field, size_t *at, struct slice *tag)
{
    size_t i = *at;
    while (i < field.len && (field.at[i] == ' ' || field.at[i] == '\t' || field.at[i] == ','))
        i++;
    if (i + 1 < field.len && field.at[i] == 'W' && field.at[i + 1] == '/')
        i += 2;
    if (i >= field.len || field.at[i] != '"')
        return false;
    const char *end = memchr(field.at + i + 1, '"', field.len - i - 1);
    if (!end)
        return false;
    *tag = (struct slice){field.at + i, (size_t)(end - field.at) - i + 1};
    *at = i + tag->len;
    return true;
}

static bool matches(struct slice field, const char *etag, bool weakly)
{
    size_t start = 0, end = field.len;
    while (start < end && (field.at[start] == ' ' || field.at[start] == '\t'))
        start++;
    while (end > start && (field.at[end - 1] == ' ' || field.at[end - 1] == '\t'))
        end--;
    if (end - start == 1 && field.at[start] == '*')
        return true;
    struct slice tag;
    for (size_t at = 0; tag_next(field, &at, &tag);) {
        bool weak = tag.at - field.at >= 2 && memcmp(tag.at - 2, "W/", 2) == 0;
        if (slice_is(tag, etag) && (weakly || !weak))
            return true;
    }
    return false;
}

bool conditional_matches(struct slice field, const char *etag)
{
    return matches(field, etag, true);
}

bool conditional_refused(struct slice match, struct slice unmodified_since, const char *etag,
                         time_t modified)
{
    if (match.at)
        return !matches(match, etag, false);
    time_t since;
    return unmodified_since.at && modified != 0 && clock_parse_http(unmodified_since, &since) &&
           modified > since;
}

bool conditional_fresh(struct slice none_match, struct slice modified_since, const char *etag,
                       time_t modified)
{
    if (none_match.at)
        return etag[0] && conditional_matches(none_match, etag);
    time_t since;
    return modified_since.at && modified != 0 && clock_parse_http(modified_since, &since) &&
           modified <= since;
}
