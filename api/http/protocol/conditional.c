/* Preconditions of GET and HEAD (RFC 9110 s.13). If-Range is range.c. */
#include "hiraku/http/protocol/conditional.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/text.h"

/* entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE at `*at`, which is moved behind it; the part with
 * quotes. */
static bool read_tag(struct slice field, size_t *at, struct slice *tag, bool *weak)
{
    size_t i = *at;
    *weak = i + 1 < field.len && field.at[i] == 'W' && field.at[i + 1] == '/';
    if (*weak)
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

/* Moves over spaces and commas; whether there was a comma. */
static bool skip_comma(struct slice field, size_t *at)
{
    bool comma = false;
    for (; *at < field.len; ++*at)
        if (field.at[*at] == ',')
            comma = true;
        else if (field.at[*at] != ' ' && field.at[*at] != '\t')
            break;
    return comma;
}

/* A list (RFC 9110 s.5.6.1.2) of tags, or a star alone; what is neither has nothing in it. */
static bool matches(struct slice field, const char *etag, bool weakly)
{
    bool found = false, weak;
    struct slice tag;
    size_t at = 0;
    if (slice_is(text_trim(field), "*"))
        return true;
    skip_comma(field, &at);
    while (at < field.len) {
        if (!read_tag(field, &at, &tag, &weak))
            return false;
        found = found || (slice_is(tag, etag) && (weakly || !weak));
        if (!skip_comma(field, &at) && at < field.len)
            return false;
    }
    return found;
}

bool conditional_matches(struct slice field, const char *etag)
{
    return matches(field, etag, true);
}

bool conditional_names(struct slice field, const char *etag)
{
    return field.at && *etag && !slice_is(text_trim(field), "*") && matches(field, etag, false);
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
