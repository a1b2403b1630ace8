/* What a person probably meant by one cell, seen alone: guards of spreadsheets, whole numbers, true
 * and false, URLs, corporate numbers.
 *
 * A proposal has been through the rule of its type. Nothing is computed that could be another
 * thing: a wrong check digit stays one. */
#include "hiraku/model/cell_type.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/lookalike.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/resource.h"
#include "hiraku/value/digits.h"
#include "hiraku/value/iri.h"
#include "hiraku/value/written_number.h"

enum {
    MENDED_MOST = 4096,  /* what is longer is nothing with a slip in it */
    ID_TEXT_MOST = 1024, /* what is longer is no id with something around it */
};

static bool ends_with(struct slice text, const char *end)
{
    size_t len = strlen(end);
    return text.len >= len && memcmp(text.at + text.len - len, end, len) == 0;
}

/* The length of the first of the words with which the text begins, or 0. */
static size_t first_of(struct slice text, const char *const *words)
{
    for (; *words; words++)
        if (slice_starts(text, *words))
            return strlen(*words);
    return 0;
}

/* --- guards ----------------------------------------------------------------------------------- */

/* What stands between the quotes of a formula that is nothing but a text. */
static bool quoted_text(struct arena *arena, struct slice text, struct slice *inner)
{
    static const char *const equals[] = {"=", "＝", NULL};
    static const char *const opens[] = {"\"", "“", "”", "＂", NULL};
    static const char *const closes[] = {"\"", "”", "“", "＂", NULL};
    size_t len = first_of(text, equals);
    struct slice rest = slice_from(text, len);
    size_t open = len > 0 ? first_of(rest, opens) : 0, close = 0;
    for (size_t i = 0; closes[i] && close == 0; i++)
        close = ends_with(rest, closes[i]) ? strlen(closes[i]) : 0;
    if (open == 0 || close == 0 || rest.len < open + close)
        return false;
    rest = (struct slice){rest.at + open, rest.len - open - close};
    char *copy = arena_alloc(arena, rest.len + 1);
    size_t count = 0;
    for (size_t i = 0; copy && i < rest.len; i++) {
        copy[count++] = rest.at[i];
        if (rest.at[i] != '"')
            continue;
        if (i + 1 == rest.len || rest.at[++i] != '"')
            return false;
    }
    *inner = copy ? text_trim((struct slice){copy, count}) : SLICE_NONE;
    return copy != NULL;
}

struct slice cell_unguard(struct arena *arena, const struct column *column, struct slice text)
{
    static const char *const apostrophes[] = {"'", "’", "＇", NULL};
    static const char *const formulas[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠", NULL};
    struct slice inner;
    if (text.len == 0 || ((unsigned char)*text.at < 0x80 && *text.at != '=' && *text.at != '\''))
        return text;
    if (quoted_text(arena, text, &inner))
        return inner;
    size_t len = first_of(text, apostrophes);
    if (len == 0 || len == text.len)
        return text;
    inner = slice_from(text, len);
    return column->type != TYPE_TEXT || first_of(inner, formulas) > 0 ? text_trim(inner) : text;
}

/* --- true, false, whole numbers --------------------------------------------------------------- */

struct slice cell_mend_boolean(struct arena *arena, struct slice text)
{
    static const char *const yes[] = {"true", "t", "yes",  "y",  "on",   "1",    "○",  "◯",
                                      "〇",   "◎", "はい", "有", "あり", "有り", "真", "該当"};
    static const char *const no[] = {"false", "f", "no",     "n",  "off",  "0",    "×",  "✕",
                                     "✗",     "☓", "いいえ", "無", "なし", "無し", "偽", "非該当"};
    struct slice word = text_word(arena, text);
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (slice_is(word, yes[i]))
            return slice_of("true");
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (slice_is(word, no[i]))
            return slice_of("false");
    return SLICE_NONE;
}

/* Words behind a number that only say what was counted. */
static bool is_counter(struct slice word)
{
    static const char *const counters[] = {"人", "名", "社",   "件", "者",       "票",   "団体",
                                           "位", "番", "回",   "個", "台",       "戸",   "組",
                                           "校", "店", "世帯", "通", "サンプル", "標本", "桁"};
    for (size_t i = 0; i < sizeof counters / sizeof *counters; i++)
        if (slice_is(word, counters[i]))
            return true;
    return word.len == 0;
}

struct slice cell_mend_integer(struct arena *arena, const struct column *column, struct slice text)
{
    struct written_number number;
    char plain[DECIMAL_TEXT_SIZE];
    int64_t value;
    if (!written_number_read(text, &number) || number.before.len > 0 || number.currency.len > 0 ||
        !is_counter(number.behind) || !written_number_write(&number, 0, plain))
        return SLICE_NONE;
    char *point = strchr(plain, '.');
    if (point && strspn(point + 1, "0") == strlen(point + 1))
        *point = '\0';
    if (!decimal_parse_int(slice_of(plain), column->low, column->high, &value))
        return SLICE_NONE;
    return arena_copy(arena, slice_of(plain));
}

/* --- URLs ------------------------------------------------------------------------------------- */

/* ASCII in its full width to ASCII; the rest of a URL may be Japanese and stays. */
static struct slice narrow(struct arena *arena, struct slice text)
{
    char *bytes = arena_alloc(arena, text.len + 1);
    size_t at = 0, len = 0;
    if (!bytes)
        return SLICE_NONE;
    while (at < text.len) {
        int32_t c = utf8_next(text, &at);
        if (c < 0)
            return SLICE_NONE;
        if (c >= 0xFF01 && c <= 0xFF5E)
            c -= 0xFF01 - '!';
        len += utf8_put(c, bytes + len);
    }
    return (struct slice){bytes, len};
}

/* A host as the first part of an address: labels of ASCII, the last of letters, no user before it.
 */
static bool begins_with_host(struct slice text)
{
    size_t len = 0, label = 0, letters = 0, labels = 0;
    for (; len < text.len && !strchr("/?#:", text.at[len]); len++) {
        char c = text.at[len];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '.')
            return false;
        if (c == '.' && label == 0)
            return false;
        labels += c == '.';
        label = c == '.' ? 0 : label + 1;
        letters = c == '.' ? 0 : letters + letter;
    }
    return labels > 0 && label >= 2 && letters == label;
}

/* How many bytes of a mistyped beginning are to be replaced by `scheme`; 0: it is none of these. */
static size_t mistyped_scheme(struct slice text, const char **scheme)
{
    static const struct {
        const char *written, *meant;
    } schemes[] = {
        {"https:///", "https://"}, {"http:///", "http://"},  {"https//", "https://"},
        {"http//", "http://"},     {"https;//", "https://"}, {"http;//", "http://"},
        {"https:/", "https://"},   {"http:/", "http://"},    {"https:\\\\", "https://"},
        {"http:\\\\", "http://"},  {"ttps://", "https://"},  {"ttp://", "http://"},
        {"htps://", "https://"},   {"htp://", "http://"},    {"htttps://", "https://"},
        {"htttp://", "http://"},   {"//", "https://"},
    };
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (slice_starts(text, schemes[i].written)) {
            *scheme = schemes[i].meant;
            return strlen(schemes[i].written);
        }
    return 0;
}

/* Whether the opening bracket of a closing one occurs in the text. */
static bool is_opened(struct slice text, const char *open)
{
    return open[0] && memmem(text.at, text.len, open, strlen(open));
}

struct slice cell_trim_iri(struct slice text)
{
    static const struct {
        const char *open, *close;
    } marks[] = {{"（", "）"}, {"「", "」"}, {"『", "』"}, {"【", "】"}, {"〈", "〉"},
                 {"", "、"},   {"", "。"},   {"", "，"},   {"", "．"},   {"(", ""}};
    bool trimmed = true;
    while (trimmed) {
        trimmed = false;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            size_t open = strlen(marks[i].open), close = strlen(marks[i].close);
            if (open > 0 && slice_starts(text, marks[i].open)) {
                text = slice_from(text, open);
                text.len -= open == 1 && ends_with(text, ")");
                trimmed = true;
            } else if (close > 0 && ends_with(text, marks[i].close) &&
                       !is_opened(text, marks[i].open)) {
                text.len -= close;
                trimmed = true;
            }
        }
    }
    return text;
}

struct slice cell_mend_iri(struct arena *arena, struct slice text)
{
    text = cell_trim_iri(text);
    struct slice plain = text.len <= MENDED_MOST ? narrow(arena, text) : SLICE_NONE;
    const char *scheme = "https://";
    size_t at;
    if (plain.len == 0)
        return SLICE_NONE;
    if (plain.len > 2 && plain.at[0] == '<' && plain.at[plain.len - 1] == '>')
        plain = (struct slice){plain.at + 1, plain.len - 2};
    if (iri_check(plain, &at) == IRI_GOOD)
        return plain;
    struct slice rest = slice_from(plain, mistyped_scheme(plain, &scheme));
    if (rest.len == 0 || !begins_with_host(rest))
        return SLICE_NONE;
    struct slice mended = arena_printf(arena, "%s%.*s", scheme, (int)rest.len, rest.at);
    return iri_check(mended, &at) == IRI_GOOD ? mended : SLICE_NONE;
}

/* --- corporate numbers ------------------------------------------------------------------------ */

/* 3.00002E+12, as a spreadsheet shows a number of thirteen digits. */
static bool is_rounded(struct slice text)
{
    size_t digits = 0, at = 0;
    for (; at < text.len && ((text.at[at] >= '0' && text.at[at] <= '9') || text.at[at] == '.');
         at++)
        digits++;
    if (digits == 0 || at == text.len || (text.at[at] != 'E' && text.at[at] != 'e'))
        return false;
    at++;
    at += at < text.len && text.at[at] == '+';
    size_t from = at;
    while (at < text.len && text.at[at] >= '0' && text.at[at] <= '9')
        at++;
    return at == text.len && at > from;
}

/* The digits of the text without what people put between and before them (T is that of 適格請求書
 * numbers); empty if there is anything else, or too many. */
static struct slice corporate_digits(struct slice text, char digits[16])
{
    static const char *const fillings[] = {" ", "-", "‐", "−", "–", "—", "―", "ー", NULL};
    size_t len = 0;
    if (text.len > 2 && ends_with(text, ".0"))
        text.len -= 2;
    if (slice_starts(text, "T"))
        text = slice_from(text, 1);
    while (text.len > 0) {
        size_t filling = first_of(text, fillings);
        if (filling == 0 && (text.at[0] < '0' || text.at[0] > '9' || len == 15))
            return SLICE_NONE;
        if (filling == 0)
            digits[len++] = text.at[0];
        text = slice_from(text, filling > 0 ? filling : 1);
    }
    return (struct slice){digits, len};
}

enum rule cell_mend_corporate(struct arena *arena, struct slice text, struct slice *mended)
{
    enum { REGISTRATION_LENGTH = 12 };
    char digits[16];
    struct slice plain = text.len <= MENDED_MOST ? text_nfkc(arena, text) : SLICE_NONE;
    if (is_rounded(plain))
        return RULE_DIGITS_LOST;
    plain = corporate_digits(plain, digits);
    if (plain.len == REGISTRATION_LENGTH)
        return RULE_COMPANY_REGISTRATION_NUMBER;
    switch (digits_corporate(plain, NULL)) {
    case DIGITS_GOOD:
        *mended = arena_copy(arena, plain);
        return RULE_BAD_CORPORATE_NUMBER;
    case DIGITS_BAD_CHECK:
        return RULE_CORPORATE_CHECK_DIGIT;
    default:
        return RULE_BAD_CORPORATE_NUMBER;
    }
}

/* --- ids -------------------------------------------------------------------------------------- */

static bool id_has(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

struct slice cell_mend_id(struct arena *arena, struct slice text)
{
    struct slice wide = text.len <= ID_TEXT_MOST ? text_nfkc(arena, text) : SLICE_NONE;
    char *id = wide.len > 0 ? arena_alloc(arena, wide.len) : NULL;
    size_t len = 0;
    if (!id)
        return SLICE_NONE;
    for (size_t at = 0; at < wide.len;) {
        int32_t point = utf8_next(wide, &at);
        char c = point < 0x80 ? (char)point : lookalike_ascii(point);
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c == ' ' || c == '_' || c == '.' || c == '/')
            c = '-';
        if (!id_has(c))
            return SLICE_NONE;
        if (c != '-' || len > 0)
            id[len++] = c;
    }
    while (len > 0 && id[len - 1] == '-')
        len--;
    return len > 0 && len <= ID_MAX ? (struct slice){id, len} : SLICE_NONE;
}
