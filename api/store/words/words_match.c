/* See words_match.h. */
#include "words_match.h"

static bool words_match_take(struct slice *rest, const char *what)
{
    bool there = slice_starts(*rest, what);
    if (there)
        *rest = slice_from(*rest, strlen(what));
    return there;
}

static bool words_match_phrase(struct words_match *match, struct slice *rest)
{
    if (match->phrase_count == WORDS_PHRASES_MAX || !words_match_take(rest, "\"") || rest->len == 0)
        return false;
    const char *end = memchr(rest->at, '"', rest->len);
    if (!end || end == rest->at)
        return false;
    struct words_phrase *phrase = &match->phrases[match->phrase_count++];
    phrase->terms = (struct slice){rest->at, (size_t)(end - rest->at)};
    *rest = slice_from(*rest, phrase->terms.len + 1);
    phrase->prefix = words_match_take(rest, "*");
    return !phrase->prefix || !memchr(phrase->terms.at, ' ', phrase->terms.len);
}

static bool words_match_unit(struct words_match *match, struct slice *rest)
{
    struct words_unit *unit = &match->units[match->unit_count++];
    unit->first = match->phrase_count;
    unit->joined = words_match_take(rest, "((");
    do
        if (!words_match_phrase(match, rest))
            return false;
    while (unit->joined && words_match_take(rest, " AND "));
    unit->parts = match->phrase_count - unit->first;
    return !unit->joined || (words_match_take(rest, ") OR ") && words_match_phrase(match, rest) &&
                             words_match_take(rest, ")"));
}

bool words_match_read(struct words_match *match, struct slice text)
{
    match->phrase_count = match->unit_count = 0;
    do
        if (match->unit_count == WORDS_PHRASES_MAX || !words_match_unit(match, &text))
            return false;
    while (words_match_take(&text, " AND "));
    return text.len == 0;
}
