/* What a person most likely meant by a number that is not canonical.
 *
 * Reads one number with the usual trimmings: 約, full-width digits, thousands separators, △ for
 * minus, 万 and 億, a unit behind it. It does not choose between two readings: where digits remain
 * over (10〜20, 5/8, 2万6), or the number is an ordinal or in words, there is no answer. The answer
 * is a proposal, never applied unasked. */
#include "hiraku/decimal.h"
#include "hiraku/text.h"

#include "fold.h"

enum { NUMBER_DIGITS = 40, SUFFIX_LENGTH = 8, EXPONENT_MOST = 40 };

/* The folded text, and how far it has been read. */
struct mend {
    char bytes[192];
    size_t len, at;
};

/* A number while it is read: `digits` without point, of which `scale` stand behind it. */
struct number {
    char digits[NUMBER_DIGITS + 1];
    size_t count;
    int scale;
};

static char peek(const struct mend *m, size_t ahead)
{
    return m->at + ahead < m->len ? m->bytes[m->at + ahead] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take(struct mend *m, const char *word)
{
    size_t len = strlen(word);
    if (m->len - m->at < len || memcmp(m->bytes + m->at, word, len) != 0)
        return false;
    m->at += len;
    return true;
}

static void skip_prefixes(struct mend *m)
{
    static const char *const words[] = {"約",   "およそ", "おおよそ", "概ね", "おおむね",
                                        "ほぼ", "延べ",   "のべ",     "合計", "計"};
    bool taken;
    do {
        taken = false;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            taken = take(m, words[i]) || taken;
    } while (taken);
}

static bool add_digit(struct number *n, char c)
{
    if (n->count == 0 && c == '0' && n->scale == 0)
        return true;
    if (n->count == NUMBER_DIGITS)
        return false;
    n->digits[n->count++] = c;
    return true;
}

/* Digits in groups of three, if there is a comma at all: 1,800 and 12,345,678, but not 1,80. */
static bool read_whole(struct mend *m, struct number *n, size_t *length)
{
    size_t group = 0;
    bool grouped = false;
    for (*length = 0;; m->at++) {
        if (is_digit(peek(m, 0))) {
            if (!add_digit(n, peek(m, 0)))
                return false;
            group++;
            (*length)++;
        } else if (peek(m, 0) == ',' && is_digit(peek(m, 1))) {
            if (grouped ? group != 3 : group == 0 || group > 3)
                return false;
            grouped = true;
            group = 0;
        } else {
            return !grouped || group == 3;
        }
    }
}

static bool read_exponent(struct mend *m, int *exponent)
{
    size_t sign = peek(m, 1) == '-' || peek(m, 1) == '+';
    if ((peek(m, 0) != 'e' && peek(m, 0) != 'E') || !is_digit(peek(m, 1 + sign)))
        return true;
    bool negative = peek(m, 1) == '-';
    int size = 0;
    m->at += 1 + sign;
    for (; is_digit(peek(m, 0)); m->at++) {
        size = size * 10 + (peek(m, 0) - '0');
        if (size > EXPONENT_MOST)
            return false;
    }
    *exponent = negative ? -size : size;
    return true;
}

/* Digits, point, digits, exponent. `length`: digits before the point. */
static bool read_number(struct mend *m, struct number *n, size_t *length)
{
    size_t fraction = 0;
    int exponent = 0;
    *n = (struct number){.count = 0};
    if (!read_whole(m, n, length))
        return false;
    if (peek(m, 0) == '.' && (*length || is_digit(peek(m, 1)))) {
        for (m->at++; is_digit(peek(m, 0)); m->at++, fraction++) {
            n->scale++;
            if (!add_digit(n, peek(m, 0)))
                return false;
        }
    }
    if (*length + fraction == 0 || !read_exponent(m, &exponent))
        return false;
    n->scale -= exponent;
    return true;
}

/* 千万 is ten million: a small unit, a large one, or both. Returns the power of ten. */
static int read_units(struct mend *m)
{
    int power = 0;
    power += take(m, "千") ? 3 : take(m, "百") ? 2 : take(m, "十") ? 1 : 0;
    power += take(m, "兆") ? 12 : take(m, "億") ? 8 : take(m, "万") ? 4 : 0;
    return power;
}

/* Brings the number to a scale that is not negative. */
static bool settle(struct number *n)
{
    for (; n->scale < 0; n->scale++)
        if (n->count && !add_digit(n, '0'))
            return false;
    return true;
}

/* The terms of 2万6千 and 1億2,000万: units fall, and no term reaches into the one before. A last
 * term without unit must fill its place (1万2345), for 2万6 could be 26000 too. */
static bool read_terms(struct mend *m, struct number *sum)
{
    size_t length;
    if (!read_number(m, sum, &length))
        return false;
    int power = read_units(m), before = power;
    sum->scale -= power;
    if (power && is_digit(peek(m, 0)) && sum->scale > -power)
        return false;
    while (before && is_digit(peek(m, 0))) {
        struct number term;
        if (!settle(sum) || !read_number(m, &term, &length))
            return false;
        power = read_units(m);
        term.scale -= power;
        if (power >= before || term.scale > 0 || !settle(&term) || (int)term.count > before ||
            (power == 0 && (int)length != before) || sum->count < term.count)
            return false;
        memcpy(sum->digits + sum->count - term.count, term.digits, term.count);
        before = power;
    }
    return settle(sum);
}

/* A character that makes another number of the one before it: 5年半, 10数名, 5〜. */
static bool is_more_number(int32_t c)
{
    static const char characters[] = "半数〇一二三四五六七八九十百千万億兆〜～~0123456789";
    struct slice list = {characters, sizeof characters - 1};
    for (size_t at = 0; at < list.len;)
        if (text_next(list, &at) == c)
            return true;
    return false;
}

/* What may stand behind the number: a unit in words, or %. */
static bool is_suffix(struct slice rest)
{
    static const char joins[] = "/:-.,*^+";
    size_t at = 0;
    if (text_length(rest) > SUFFIX_LENGTH || slice_starts(rest, "から"))
        return false;
    if (rest.len && memchr(joins, rest.at[0], sizeof joins))
        return false;
    while (at < rest.len) {
        int32_t c = text_next(rest, &at);
        if (c < ' ' || is_more_number(c))
            return false;
    }
    return true;
}

/* Canonical text, if at most 18 digits. */
static bool write_number(const struct number *n, bool negative, char mended[DECIMAL_TEXT_SIZE])
{
    char padded[NUMBER_DIGITS + DECIMAL_DIGITS];
    size_t scale = (size_t)n->scale, start = 0, len = 0, count = 0;
    bool zero = true;
    if (scale >= DECIMAL_DIGITS)
        return false;
    for (size_t i = n->count; i <= scale; i++)
        padded[count++] = '0';
    memcpy(padded + count, n->digits, n->count);
    count += n->count;
    while (count - start > scale + 1 && padded[start] == '0')
        start++;
    for (size_t i = start; i < count; i++)
        zero = zero && padded[i] == '0';
    if (count - start > DECIMAL_DIGITS)
        return false;
    if (negative && !zero)
        mended[len++] = '-';
    memcpy(mended + len, padded + start, count - start - scale);
    len += count - start - scale;
    if (scale) {
        mended[len++] = '.';
        memcpy(mended + len, padded + count - scale, scale);
        len += scale;
    }
    mended[len] = '\0';
    return true;
}

/* The sign, also as bookkeeping (△ ▲) and typography (− – ‐) have it. */
static bool take_minus(struct mend *m)
{
    static const char *const signs[] = {"-", "△", "▲", "−", "–", "‐", "マイナス"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (take(m, signs[i]))
            return true;
    return false;
}

static void skip_currency(struct mend *m)
{
    if (!take(m, "¥"))
        take(m, "￥");
}

bool decimal_mend(struct slice text, char mended[DECIMAL_TEXT_SIZE])
{
    struct mend m = {.len = 0};
    struct number number;
    mended[0] = '\0';
    m.len = fold(text, m.bytes, sizeof m.bytes);
    skip_prefixes(&m);
    skip_currency(&m);
    bool negative = take_minus(&m);
    if (!negative && !take(&m, "+"))
        take(&m, "プラス");
    skip_currency(&m);
    return read_terms(&m, &number) && is_suffix((struct slice){m.bytes + m.at, m.len - m.at}) &&
           write_number(&number, negative, mended);
}
