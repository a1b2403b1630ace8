/* See search_query.h. What is read is asked at once: no tree is kept. */
#include "search_query.h"

#include "hiraku/base/arena.h"

#include <ctype.h>

struct parser {
    struct slice rest;
    search_holds *holds;
    void *context;
    struct arena *arena;
    size_t terms, depth;
    bool bad;
};

static void query_space(struct parser *parser)
{
    while (parser->rest.len && isspace((unsigned char)*parser->rest.at))
        parser->rest = slice_from(parser->rest, 1);
}

static bool query_next(struct parser *parser, char c)
{
    if (!parser->rest.len || *parser->rest.at != c)
        return false;
    parser->rest = slice_from(parser->rest, 1);
    return true;
}

/* A word of the language: it ends where a space or a bracket follows. */
static bool query_word(struct parser *parser, const char *word)
{
    size_t len = strlen(word);
    struct slice rest = parser->rest;
    if (!slice_starts(rest, word) ||
        (rest.len > len && !isspace((unsigned char)rest.at[len]) && rest.at[len] != '('))
        return false;
    parser->rest = slice_from(rest, len);
    return true;
}

static bool query_ends(char c)
{
    return isspace((unsigned char)c) || strchr("()\"[]{}", c);
}

/* How far the characters go, up to a mark or an end; of a phrase up to its quote. */
static size_t query_length(struct slice rest, bool phrase, bool colon)
{
    size_t i = 0;
    for (; i < rest.len; i++) {
        char c = rest.at[i];
        if (c == '\\' && i + 1 < rest.len)
            i++;
        else if (phrase ? c == '"' : query_ends(c) || (colon && c == ':'))
            break;
    }
    return i;
}

/* These characters, without escapes. */
static struct slice query_text(struct parser *parser, bool phrase, bool colon)
{
    struct slice rest = parser->rest;
    size_t end = query_length(rest, phrase, colon), len = 0;
    char *bytes = arena_alloc(parser->arena, end + 1);
    if (!bytes) {
        parser->bad = true;
        return SLICE_NONE;
    }
    for (size_t i = 0; i < end; i++) {
        i += rest.at[i] == '\\' && i + 1 < end;
        bytes[len++] = rest.at[i];
    }
    parser->rest = slice_from(rest, end);
    return (struct slice){bytes, len};
}

/* `^4` and `~2` say how much a term counts and how near is enough: all terms count alike here. */
static void query_weight(struct parser *parser, struct slice *value)
{
    for (size_t i = value->len; i-- > 1;) {
        char c = value->at[i];
        if (c == '^' || c == '~')
            value->len = i;
        else if (!isdigit((unsigned char)c) && c != '.')
            break;
    }
    while (parser->rest.len && strchr("^~", *parser->rest.at)) {
        size_t i = 1;
        while (i < parser->rest.len && strchr("0123456789.", parser->rest.at[i]))
            i++;
        parser->rest = slice_from(parser->rest, i);
    }
}

static bool query_or(struct parser *parser, struct slice field);

static bool query_ask(struct parser *parser, const struct search_term *term)
{
    if (++parser->terms > SEARCH_TERMS_MAX)
        parser->bad = true;
    return !parser->bad && parser->holds(parser->context, term);
}

static bool query_range(struct parser *parser, struct slice field)
{
    struct search_term term = {.field = field, .range = true};
    term.value = query_text(parser, false, false);
    query_space(parser);
    if (!query_word(parser, "TO"))
        parser->bad = true;
    query_space(parser);
    term.until = query_text(parser, false, false);
    query_space(parser);
    if (!query_next(parser, ']') && !query_next(parser, '}'))
        parser->bad = true;
    return query_ask(parser, &term);
}

static bool query_brackets(struct parser *parser, struct slice field)
{
    bool matches = false;
    if (++parser->depth > SEARCH_DEPTH_MAX)
        parser->bad = true;
    if (!parser->bad)
        matches = query_or(parser, field);
    parser->depth--;
    query_space(parser);
    if (!query_next(parser, ')'))
        parser->bad = true;
    return matches;
}

static bool query_term(struct parser *parser, struct slice field)
{
    struct search_term term = {.field = field};
    query_space(parser);
    if (query_next(parser, '('))
        return query_brackets(parser, field);
    if (query_next(parser, '[') || query_next(parser, '{')) {
        query_space(parser);
        return query_range(parser, field);
    }
    if (query_next(parser, '"')) {
        term.value = query_text(parser, true, false);
        if (!query_next(parser, '"'))
            parser->bad = true;
    } else {
        term.value = query_text(parser, false, false);
        if (!term.value.len)
            parser->bad = true;
        query_weight(parser, &term.value);
        term.prefix = term.value.len && term.value.at[term.value.len - 1] == '*';
        term.value.len -= term.prefix;
    }
    query_weight(parser, &term.value);
    return query_ask(parser, &term);
}

/* `field:`, where one stands. */
static struct slice query_field(struct parser *parser)
{
    struct slice before = parser->rest, name;
    if (!before.len || strchr("(\"[{", *before.at))
        return SLICE_NONE;
    name = query_text(parser, false, true);
    if (name.len && query_next(parser, ':'))
        return name;
    parser->rest = before;
    return SLICE_NONE;
}

static bool query_unary(struct parser *parser, struct slice field)
{
    bool not = false;
    query_space(parser);
    while (!parser->bad &&
           (query_next(parser, '+') || slice_starts(parser->rest, "-") ||
            slice_starts(parser->rest, "!") || slice_starts(parser->rest, "NOT "))) {
        if (query_next(parser, '-') || query_next(parser, '!') || query_word(parser, "NOT"))
            not = !not ;
        query_space(parser);
    }
    struct slice own = query_field(parser);
    return query_term(parser, own.len ? own : field) != not ;
}

/* Whether nothing more is asked for at once. */
static bool query_is_over(const struct parser *parser)
{
    struct parser ahead = *parser;
    return !ahead.rest.len || *ahead.rest.at == ')' || query_word(&ahead, "OR") ||
           query_word(&ahead, "||");
}

static bool query_and(struct parser *parser, struct slice field)
{
    bool matches = true;
    for (;;) {
        bool one = query_unary(parser, field);
        matches = matches && one;
        query_space(parser);
        if (query_word(parser, "AND") || query_word(parser, "&&"))
            query_space(parser);
        else if (query_is_over(parser))
            return matches;
        if (parser->bad)
            return false;
    }
}

static bool query_or(struct parser *parser, struct slice field)
{
    bool matches = query_and(parser, field);
    while (!parser->bad && (query_word(parser, "OR") || query_word(parser, "||"))) {
        bool other = query_and(parser, field);
        matches = matches || other;
    }
    return matches;
}

bool search_query(struct slice query, search_holds *holds, void *context, struct arena *arena,
                  bool *matches)
{
    struct parser parser = {.rest = query, .holds = holds, .context = context, .arena = arena};
    bool found = true;
    query_space(&parser);
    if (slice_starts(parser.rest, "{!"))
        return false; /* another parser of Solr's */
    if (parser.rest.len)
        found = query_or(&parser, SLICE_NONE);
    query_space(&parser);
    if (parser.bad || parser.rest.len)
        return false;
    *matches = found;
    return true;
}
