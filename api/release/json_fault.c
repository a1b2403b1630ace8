/* A walk over the tokens of a text that should be JSON, to its first fault.
 *
 * Makes no values. Nesting deeper than DEPTH_MAX and keys beyond KEYS_MAX are not followed. */
#include "json_fault.h"

#include "hiraku/base/utf8.h"

#include <stdio.h>

enum { DEPTH_MAX = 32, KEYS_MAX = 128 };

enum token { TOKEN_BEGIN, TOKEN_OPEN, TOKEN_KEY, TOKEN_COLON, TOKEN_VALUE, TOKEN_COMMA };

struct walk {
    struct slice text;
    size_t at;
    enum token last;
    size_t last_at; /* where the last token ended */
    size_t comma_at;
    size_t depth, open[DEPTH_MAX];
    struct slice keys[KEYS_MAX]; /* of the outermost object */
    size_t key_count;
    struct json_fault fault;
};

/* Records the fault; false, so that the walk ends. */
static bool walk_fail(struct walk *walk, enum rule rule, size_t at, size_t len, const char *mended)
{
    struct json_fault *fault = &walk->fault;
    fault->rule = rule;
    fault->line = fault->column = 1;
    fault->value = (struct slice){slice_from(walk->text, at).at, len};
    fault->mended = mended;
    for (size_t i = 0; i < at; i++) {
        if (walk->text.at[i] == '\n') {
            fault->line++;
            fault->column = 1;
        } else if (((unsigned char)walk->text.at[i] & 0xC0U) != 0x80) {
            fault->column++;
        }
    }
    return false;
}

static bool walk_is_object(const struct walk *walk)
{
    return walk->depth > 0 && walk->text.at[walk->open[walk->depth - 1]] == '{';
}

/* Whether a value, or a key, may begin here; `at` and `len` are those of its token. */
static bool walk_begin_value(struct walk *walk, size_t at, size_t len)
{
    if (walk->last == TOKEN_VALUE)
        return walk->depth == 0 ? walk_fail(walk, RULE_JSON_AFTER_END, at, len, NULL)
                                : walk_fail(walk, RULE_JSON_MISSING_COMMA, walk->last_at, 0, ",");
    if (walk->last == TOKEN_KEY)
        return walk_fail(walk, RULE_JSON_MISSING_COLON, walk->last_at, 0, ":");
    return true;
}

static bool walk_end_value(struct walk *walk, enum token token)
{
    walk->last = token;
    walk->last_at = walk->at;
    return true;
}

/* --- strings ---------------------------------------------------------------------------------- */

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* The length of an escape that begins at `at`; 0: it is none. */
static size_t escape_length(struct slice text, size_t at)
{
    if (at + 1 >= text.len || !strchr("\"\\/bfnrtu", text.at[at + 1]) || text.at[at + 1] == '\0')
        return 0;
    if (text.at[at + 1] != 'u')
        return 2;
    for (size_t i = 2; i < 6; i++)
        if (at + i >= text.len || !is_hex(text.at[at + i]))
            return 0;
    return 6;
}

/* Whether a string that is not closed on its line goes on behind the line break at `at`: its quote
 * is the next one, and what may follow a value follows it. */
static bool string_goes_on(struct slice text, size_t at)
{
    while (at < text.len && text.at[at] != '"')
        at += text.at[at] == '\\' ? 2 : 1;
    for (at++; at < text.len; at++)
        if (!strchr(" \t\r\n", text.at[at]))
            return text.at[at] == ',' || text.at[at] == '}' || text.at[at] == ']';
    return false;
}

/* Moves behind the string that begins at walk->at. */
static bool walk_over_string(struct walk *walk)
{
    struct slice text = walk->text;
    size_t from = walk->at, at = from + 1;
    while (at < text.len && text.at[at] != '"') {
        unsigned char c = (unsigned char)text.at[at];
        size_t escape = c == '\\' ? escape_length(text, at) : 1;
        if ((c == '\n' || c == '\r') && string_goes_on(text, at))
            return walk_fail(walk, RULE_JSON_LINE_BREAK, from, 1, "\\n");
        if (c == '\n' || c == '\r')
            return walk_fail(walk, RULE_JSON_OPEN_STRING, from, 1, "\"");
        if (c < 0x20)
            return walk_fail(walk, RULE_JSON_CONTROL, at, 1, "\\t");
        if (escape == 0)
            return walk_fail(walk, RULE_JSON_ESCAPE, at, 1, "\\\\");
        at += escape;
    }
    if (at >= text.len)
        return walk_fail(walk, RULE_JSON_OPEN_STRING, from, 1, "\"");
    walk->at = at + 1;
    return true;
}

/* A key of the outermost object that was there before is a fault. */
static bool walk_keep_key(struct walk *walk, size_t from)
{
    struct slice key = {walk->text.at + from + 1, walk->at - from - 2};
    for (size_t i = 0; walk->depth == 1 && i < walk->key_count; i++) {
        if (!slice_equal(walk->keys[i], key))
            continue;
        walk_fail(walk, RULE_JSON_REPEATED_KEY, (size_t)(walk->keys[i].at - walk->text.at), 0,
                  NULL);
        uint64_t first = walk->fault.line;
        walk_fail(walk, RULE_JSON_REPEATED_KEY, from + 1, key.len, NULL);
        walk->fault.other_line = first;
        return false;
    }
    if (walk->depth == 1 && walk->key_count < KEYS_MAX)
        walk->keys[walk->key_count++] = key;
    return true;
}

static bool walk_string(struct walk *walk)
{
    size_t from = walk->at;
    bool key = walk_is_object(walk) && (walk->last == TOKEN_OPEN || walk->last == TOKEN_COMMA);
    if (!walk_begin_value(walk, from, 1) || !walk_over_string(walk))
        return false;
    if (key && !walk_keep_key(walk, from))
        return false;
    return walk_end_value(walk, key ? TOKEN_KEY : TOKEN_VALUE);
}

/* Whether the text here goes on behind a quote that was meant to be part of it: nothing stands
 * between them, and another quote follows on the line. */
static bool walk_is_in_text(const struct walk *walk)
{
    const char *here = walk->text.at + walk->at;
    size_t left = walk->text.len - walk->at;
    const char *end = memchr(here, '\n', left);
    return walk->last == TOKEN_VALUE && walk->last_at == walk->at && walk->at > 0 &&
           here[-1] == '"' && memchr(here, '"', end ? (size_t)(end - here) : left);
}

static bool walk_inner_quote(struct walk *walk)
{
    return walk_fail(walk, RULE_JSON_INNER_QUOTE, walk->at - 1, 1, "\\\"");
}

/* --- other tokens ----------------------------------------------------------------------------- */

static bool walk_bracket(struct walk *walk, char c)
{
    size_t at = walk->at++;
    if (c == '{' || c == '[') {
        if (!walk_begin_value(walk, at, 1))
            return false;
        if (walk->depth == DEPTH_MAX)
            return walk_fail(walk, RULE_BAD_JSON, at, 1, NULL);
        walk->open[walk->depth++] = at;
        return walk_end_value(walk, TOKEN_OPEN);
    }
    char open = c == '}' ? '{' : '[';
    if (walk->depth == 0 || walk->text.at[walk->open[walk->depth - 1]] != open)
        return walk_fail(walk, RULE_JSON_EXTRA_BRACKET, at, 1, NULL);
    if (walk->last == TOKEN_COMMA)
        return walk_fail(walk, RULE_JSON_EXTRA_COMMA, walk->comma_at, 1, NULL);
    if (walk->last == TOKEN_COLON)
        return walk_fail(walk, RULE_JSON_MISSING_VALUE, walk->last_at, 0, NULL);
    if (walk->last == TOKEN_KEY)
        return walk_fail(walk, RULE_JSON_MISSING_COLON, walk->last_at, 0, ":");
    walk->depth--;
    return walk_end_value(walk, TOKEN_VALUE);
}

static bool walk_separator(struct walk *walk, char c)
{
    size_t at = walk->at++;
    if (c == ':')
        return walk->last == TOKEN_KEY ? walk_end_value(walk, TOKEN_COLON)
                                       : walk_fail(walk, RULE_JSON_UNEXPECTED, at, 1, NULL);
    walk->comma_at = at;
    if (walk->last == TOKEN_COLON)
        return walk_fail(walk, RULE_JSON_MISSING_VALUE, walk->last_at, 0, NULL);
    if (walk->last == TOKEN_KEY)
        return walk_fail(walk, RULE_JSON_MISSING_COLON, walk->last_at, 0, ":");
    if (walk->last != TOKEN_VALUE || walk->depth == 0)
        return walk_fail(walk, RULE_JSON_EXTRA_COMMA, at, 1, NULL);
    return walk_end_value(walk, TOKEN_COMMA);
}

static bool is_word(char c)
{
    return is_hex(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == '-' ||
           c == '+' || c == '.';
}

/* RFC 8259 s.6. */
static bool is_number(struct slice word)
{
    size_t at = word.at[0] == '-', digits = at;
    while (at < word.len && word.at[at] >= '0' && word.at[at] <= '9')
        at++;
    if (at == digits || (word.at[digits] == '0' && at > digits + 1))
        return false;
    if (at < word.len && word.at[at] == '.')
        for (digits = ++at; at < word.len && word.at[at] >= '0' && word.at[at] <= '9';)
            at++;
    if (at < word.len && (word.at[at] | 0x20) == 'e') {
        at++;
        at += at < word.len && (word.at[at] == '+' || word.at[at] == '-');
        for (digits = at; at < word.len && word.at[at] >= '0' && word.at[at] <= '9';)
            at++;
    }
    return at == word.len && at > digits;
}

static bool walk_word(struct walk *walk)
{
    size_t from = walk->at;
    if (walk_is_in_text(walk))
        return walk_inner_quote(walk);
    while (walk->at < walk->text.len && is_word(walk->text.at[walk->at]))
        walk->at++;
    struct slice word = {walk->text.at + from, walk->at - from};
    bool key = walk_is_object(walk) && (walk->last == TOKEN_OPEN || walk->last == TOKEN_COMMA);
    if (!walk_begin_value(walk, from, word.len))
        return false;
    if (key || (!slice_is(word, "true") && !slice_is(word, "false") && !slice_is(word, "null") &&
                !is_number(word)))
        return walk_fail(walk, RULE_JSON_BARE_WORD, from, word.len, NULL);
    return walk_end_value(walk, TOKEN_VALUE);
}

/* What cannot begin a token in JSON, by what people mean with it. */
static bool walk_foreign(struct walk *walk)
{
    static const struct {
        const char *text, *mended;
        enum rule rule;
    } foreign[] = {
        {"//", NULL, RULE_JSON_COMMENT},        {"/*", NULL, RULE_JSON_COMMENT},
        {"#", NULL, RULE_JSON_COMMENT},         {"<!--", NULL, RULE_JSON_COMMENT},
        {"'", "\"", RULE_JSON_QUOTES},          {"`", "\"", RULE_JSON_QUOTES},
        {"“", "\"", RULE_JSON_QUOTES},          {"”", "\"", RULE_JSON_QUOTES},
        {"„", "\"", RULE_JSON_QUOTES},          {"‘", "\"", RULE_JSON_QUOTES},
        {"’", "\"", RULE_JSON_QUOTES},          {"＂", "\"", RULE_JSON_QUOTES},
        {"「", "\"", RULE_JSON_QUOTES},         {"」", "\"", RULE_JSON_QUOTES},
        {"＇", "\"", RULE_JSON_QUOTES},         {"〝", "\"", RULE_JSON_QUOTES},
        {"，", ",", RULE_JSON_FULL_WIDTH},      {"、", ",", RULE_JSON_FULL_WIDTH},
        {"：", ":", RULE_JSON_FULL_WIDTH},      {"｛", "{", RULE_JSON_FULL_WIDTH},
        {"｝", "}", RULE_JSON_FULL_WIDTH},      {"［", "[", RULE_JSON_FULL_WIDTH},
        {"］", "]", RULE_JSON_FULL_WIDTH},      {";", ",", RULE_JSON_FULL_WIDTH},
        {"\xE3\x80\x80", " ", RULE_JSON_SPACE}, {"\xC2\xA0", " ", RULE_JSON_SPACE},
        {"\xE2\x80\x8B", "", RULE_JSON_SPACE},  {"\xEF\xBB\xBF", "", RULE_JSON_SPACE},
    };
    struct slice rest = {walk->text.at + walk->at, walk->text.len - walk->at};
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (slice_starts(rest, foreign[i].text))
            return walk_fail(walk, foreign[i].rule, walk->at, strlen(foreign[i].text),
                             foreign[i].mended);
    if (walk_is_in_text(walk))
        return walk_inner_quote(walk);
    size_t end = walk->at;
    if (utf8_next(walk->text, &end) < 0)
        end = walk->at + 1;
    return walk_fail(walk, RULE_JSON_UNEXPECTED, walk->at, end - walk->at, NULL);
}

static bool walk_token(struct walk *walk)
{
    char c = walk->text.at[walk->at];
    switch (c) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
        walk->at++;
        return true;
    case '"':
        return walk_string(walk);
    case '{':
    case '}':
    case '[':
    case ']':
        return walk_bracket(walk, c);
    case ',':
    case ':':
        return walk_separator(walk, c);
    default:
        return is_word(c) ? walk_word(walk) : walk_foreign(walk);
    }
}

struct json_fault json_fault_find(struct slice text)
{
    struct walk walk = {.text = text, .fault = {.rule = RULE_BAD_JSON}};
    while (walk.at < text.len)
        if (!walk_token(&walk))
            return walk.fault;
    if (walk.last == TOKEN_BEGIN)
        walk_fail(&walk, RULE_JSON_EMPTY, 0, 0, NULL);
    else if (walk.depth > 0)
        walk_fail(&walk, RULE_JSON_OPEN_BRACKET, walk.open[walk.depth - 1], 1,
                  walk_is_object(&walk) ? "}" : "]");
    return walk.fault;
}

void json_fault_report(struct report *report, const char *file, struct slice text, int line)
{
    char column[24];
    struct json_fault fault = json_fault_find(text);
    if (fault.rule == RULE_BAD_JSON)
        fault.line = line > 0 ? (uint64_t)line : 0;
    snprintf(column, sizeof column, "%llu", (unsigned long long)fault.column);
    struct finding finding = {
        .rule = fault.rule,
        .place = {file, fault.line, ""},
        .value = fault.value,
        .mended = slice_of(fault.mended),
        .expected = slice_of(column),
        .other = {file, fault.other_line, ""},
    };
    report_add(report, &finding);
}
