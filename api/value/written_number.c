/* One number with the usual trimmings, taken apart and written: full-width digits, thousands
 * separators, △ for minus, 万 and 億, words and a unit around it. It does not choose between two
 * readings: where digits remain over (10〜20, 5/8, 2万6) there is no answer. */
#include "hiraku/value/written_number.h"

#include "hiraku/base/utf8.h"
#include "hiraku/value/fold.h"

enum { WORDS_LENGTH = 12, EXPONENT_MOST = 40, ROUNDED_DIGITS = 6, ROUNDED_EXPONENT = 11 };

/* The folded text, and how far it has been read. */
struct written {
    const char *bytes;
    size_t len, at;
};

/* A number while it is read: `digits` without point, of which `scale` stand behind it. */
struct number {
    char digits[WRITTEN_DIGITS + 1];
    size_t count;
    int scale, fraction;
    bool rounded;
};

static char peek(const struct written *m, size_t ahead)
{
    return m->at + ahead < m->len ? m->bytes[m->at + ahead] : '\0';
}

static bool number_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool number_take(struct written *m, const char *word)
{
    size_t len = strlen(word);
    if (m->len - m->at < len || memcmp(m->bytes + m->at, word, len) != 0)
        return false;
    m->at += len;
    return true;
}

static bool add_digit(struct number *n, char c)
{
    if (n->count == 0 && c == '0' && n->scale == 0)
        return true;
    if (n->count == WRITTEN_DIGITS)
        return false;
    n->digits[n->count++] = c;
    return true;
}

/* Digits in groups of three, if there is a comma at all: 1,800 and 12,345,678, but not 1,80. */
static bool read_whole(struct written *m, struct number *n, size_t *length)
{
    size_t group = 0;
    bool grouped = false;
    for (*length = 0;; m->at++) {
        if (number_is_digit(peek(m, 0))) {
            if (!add_digit(n, peek(m, 0)))
                return false;
            group++;
            (*length)++;
        } else if (peek(m, 0) == ',' && number_is_digit(peek(m, 1))) {
            if (grouped ? group != 3 : group == 0 || group > 3)
                return false;
            grouped = true;
            group = 0;
        } else {
            return !grouped || group == 3;
        }
    }
}

/* A spreadsheet shows numbers of twelve and more digits as 1.23457E+11: then six digits are all
 * that is left. */
static bool read_exponent(struct written *m, struct number *n, int *exponent)
{
    size_t sign = peek(m, 1) == '-' || peek(m, 1) == '+';
    if ((peek(m, 0) != 'e' && peek(m, 0) != 'E') || !number_is_digit(peek(m, 1 + sign)))
        return true;
    bool negative = peek(m, 1) == '-';
    int size = 0;
    m->at += 1 + sign;
    for (; number_is_digit(peek(m, 0)); m->at++) {
        size = size * 10 + (peek(m, 0) - '0');
        if (size > EXPONENT_MOST)
            return false;
    }
    *exponent = negative ? -size : size;
    n->rounded = n->count >= ROUNDED_DIGITS || (!negative && size >= ROUNDED_EXPONENT);
    return true;
}

/* Digits, point, digits, exponent. `length`: digits before the point. */
static bool written_read_number(struct written *m, struct number *n, size_t *length)
{
    size_t fraction = 0;
    int exponent = 0;
    *n = (struct number){.count = 0};
    if (!read_whole(m, n, length))
        return false;
    if (peek(m, 0) == '.' && (*length || number_is_digit(peek(m, 1)))) {
        for (m->at++; number_is_digit(peek(m, 0)); m->at++, fraction++) {
            n->scale++;
            if (!add_digit(n, peek(m, 0)))
                return false;
        }
    }
    if (*length + fraction == 0 || !read_exponent(m, n, &exponent))
        return false;
    n->fraction = n->scale;
    n->scale -= exponent;
    return true;
}

/* 千万 is ten million: a small unit, a large one, or both. Returns the power of ten. */
static int read_units(struct written *m)
{
    int power = 0;
    power += number_take(m, "千") ? 3 : number_take(m, "百") ? 2 : number_take(m, "十") ? 1 : 0;
    power += number_take(m, "兆") ? 12 : number_take(m, "億") ? 8 : number_take(m, "万") ? 4 : 0;
    return power;
}

/* Brings the number to a scale that is not negative. */
static bool number_settle(struct number *n)
{
    for (; n->scale < 0; n->scale++)
        if (n->count && !add_digit(n, '0'))
            return false;
    return true;
}

/* The terms of 2万6千 and 1億2,000万: units fall, and no term reaches into the one before. A last
 * term without unit must fill its place (1万2345), for 2万6 could be 26000 too. */
static bool read_terms(struct written *m, struct number *sum, struct written_number *number)
{
    size_t length;
    if (!written_read_number(m, sum, &length))
        return false;
    int power = read_units(m), before = power;
    number->power = power;
    sum->scale -= power;
    if (power && number_is_digit(peek(m, 0)) && sum->scale > -power)
        return false;
    while (before && number_is_digit(peek(m, 0))) {
        struct number term;
        if (!number_settle(sum) || !written_read_number(m, &term, &length))
            return false;
        power = read_units(m);
        term.scale -= power;
        if (power >= before || term.scale > 0 || !number_settle(&term) ||
            (int)term.count > before || (power == 0 && (int)length != before) ||
            sum->count < term.count)
            return false;
        memcpy(sum->digits + sum->count - term.count, term.digits, term.count);
        number->several = true;
        before = power;
    }
    return true;
}

/* A character that makes another number of the one before it: 5年半, 10数名, 5〜. */
static bool is_more_number(int32_t c)
{
    static const char characters[] = "半数〇一二三四五六七八九十百千万億兆〜～~0123456789";
    struct slice list = {characters, sizeof characters - 1};
    for (size_t at = 0; at < list.len;)
        if (utf8_next(list, &at) == c)
            return true;
    return false;
}

/* What may stand behind the number: words, %, and + alone. */
static bool is_suffix(struct slice rest)
{
    static const char joins[] = "/:-.,*^+";
    size_t at = 0;
    if (utf8_length(rest) > WORDS_LENGTH || slice_starts(rest, "から"))
        return false;
    if (slice_is(rest, "+"))
        return true;
    if (rest.len && memchr(joins, rest.at[0], sizeof joins))
        return false;
    while (at < rest.len) {
        int32_t c = utf8_next(rest, &at);
        if (c < ' ' || is_more_number(c))
            return false;
    }
    return true;
}

/* The sign, also as bookkeeping (△ ▲) and typography (− – ‐) have it. */
static bool take_minus(struct written *m)
{
    static const char *const signs[] = {"-", "△", "▲", "−", "–", "‐", "マイナス"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (number_take(m, signs[i]))
            return true;
    return false;
}

static void take_currency(struct written *m, struct slice *currency)
{
    static const char *const signs[] = {"¥", "￥", "$", "€"};
    size_t from = m->at;
    for (size_t i = 0; i < sizeof signs / sizeof *signs && m->at == from; i++)
        number_take(m, signs[i]);
    if (m->at > from)
        *currency = (struct slice){m->bytes + from, m->at - from};
}

/* Sign and currency in either order. */
static void take_signs(struct written *m, struct written_number *number)
{
    take_currency(m, &number->currency);
    number->negative = take_minus(m);
    if (!number->negative && !number_take(m, "+"))
        number_take(m, "プラス");
    if (number->currency.len == 0)
        take_currency(m, &number->currency);
}

/* Moves over the words before the number. */
static bool skip_words(struct written *m, struct written_number *number)
{
    struct slice text = {m->bytes, m->len};
    for (size_t words = 0; words <= WORDS_LENGTH && m->at < m->len; words++) {
        struct written ahead = *m;
        take_signs(&ahead, number);
        if (number_is_digit(peek(&ahead, 0)) ||
            (peek(&ahead, 0) == '.' && number_is_digit(peek(&ahead, 1)))) {
            number->before = (struct slice){m->bytes, m->at};
            *m = ahead;
            return true;
        }
        number->currency = SLICE_NONE;
        if (utf8_next(text, &m->at) < 0)
            return false;
    }
    return false;
}

bool written_number_read(struct slice text, struct written_number *number)
{
    struct number sum;
    *number = (struct written_number){.count = 0};
    struct written m = {number->bytes, fold(text, number->bytes, sizeof number->bytes), 0};
    if (!skip_words(&m, number) || !read_terms(&m, &sum, number))
        return false;
    number->behind = (struct slice){m.bytes + m.at, m.len - m.at};
    memcpy(number->digits, sum.digits, sum.count);
    number->count = sum.count;
    number->scale = sum.scale;
    number->fraction = sum.fraction;
    number->rounded = sum.rounded;
    return is_suffix(number->behind);
}

/* Digits with `scale` of them behind the point. */
static void number_put_digits(const struct number *n, bool negative, char text[DECIMAL_TEXT_SIZE])
{
    size_t scale = (size_t)n->scale, len = 0;
    bool zero = true;
    for (size_t i = 0; i < n->count; i++)
        zero = zero && n->digits[i] == '0';
    if (negative && !zero)
        text[len++] = '-';
    memcpy(text + len, n->digits, n->count - scale);
    len += n->count - scale;
    if (scale) {
        text[len++] = '.';
        memcpy(text + len, n->digits + n->count - scale, scale);
        len += scale;
    }
    text[len] = '\0';
}

bool written_number_write(const struct written_number *number, int power,
                          char text[DECIMAL_TEXT_SIZE])
{
    struct number plain = {.scale = number->scale + power};
    const char *digits = number->digits;
    size_t count = number->count;
    text[0] = '\0';
    for (; count > 0 && *digits == '0'; digits++)
        count--;
    while (plain.scale > number->fraction && count > 0 && digits[count - 1] == '0') {
        count--;
        plain.scale--;
    }
    if (count == 0)
        plain.scale = number->fraction;
    if (plain.scale >= DECIMAL_DIGITS || number->rounded)
        return false;
    for (int i = (int)count; i <= plain.scale; i++)
        plain.digits[plain.count++] = '0';
    if (plain.count + count > WRITTEN_DIGITS)
        return false;
    memcpy(plain.digits + plain.count, digits, count);
    plain.count += count;
    if (!number_settle(&plain) || plain.count > DECIMAL_DIGITS)
        return false;
    number_put_digits(&plain, number->negative, text);
    return true;
}

int written_unit_power(struct slice *unit)
{
    struct written m = {unit->at, unit->len, 0};
    int power = read_units(&m);
    *unit = (struct slice){unit->at + m.at, unit->len - m.at};
    return power;
}
