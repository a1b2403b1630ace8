/* Decimals: reading, writing, adding, comparing and the sort key. Exact, with integers only.
 *
 * Mending what people wrote is mend.c. Nothing is rounded here. */
#include "hiraku/value/decimal.h"

enum { SCALE_MOST = 18, KEY_MIDDLE = 50, KEY_SIGNIFICANT = 20 };

__extension__ typedef unsigned __int128 magnitude;

static bool decimal_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static decimal_units power_of_ten(unsigned exponent)
{
    decimal_units power = 1;
    while (exponent--)
        power *= 10;
    return power;
}

/* The number of digits from `at` on; moves `at` behind them. */
static size_t skip_digits(struct slice text, size_t *at)
{
    size_t start = *at;
    while (*at < text.len && decimal_is_digit(text.at[*at]))
        (*at)++;
    return *at - start;
}

/* The shape of what is a number but not canonical: [+-]?(d+(.d*)?|.d+)([eE][+-]?d+)? */
static bool is_loose(struct slice text)
{
    size_t at = 0;
    if (at < text.len && (text.at[at] == '+' || text.at[at] == '-'))
        at++;
    size_t digits = skip_digits(text, &at);
    if (at < text.len && text.at[at] == '.') {
        at++;
        digits += skip_digits(text, &at);
    }
    if (digits && at < text.len && (text.at[at] == 'e' || text.at[at] == 'E')) {
        at++;
        if (at < text.len && (text.at[at] == '+' || text.at[at] == '-'))
            at++;
        digits = skip_digits(text, &at);
    }
    return digits && at == text.len;
}

static enum decimal_fault not_canonical(struct slice text)
{
    char mended[DECIMAL_TEXT_SIZE];
    if (!is_loose(text))
        return DECIMAL_NOT_A_NUMBER;
    return decimal_mend(text, mended) ? DECIMAL_NOT_CANONICAL : DECIMAL_TOO_LONG;
}

enum decimal_fault decimal_parse(struct slice text, struct decimal *value)
{
    size_t at = 0, fraction = 0;
    bool negative = text.len && text.at[0] == '-';
    at += negative;
    size_t start = at, whole = skip_digits(text, &at);
    bool zero_first = whole > 1 && text.at[start] == '0';
    bool point = at < text.len && text.at[at] == '.';
    if (point) {
        at++;
        fraction = skip_digits(text, &at);
    }
    if (whole == 0 || zero_first || at != text.len || (point && fraction == 0))
        return not_canonical(text);
    if (whole + fraction > DECIMAL_DIGITS)
        return DECIMAL_TOO_LONG;
    decimal_units units = 0;
    for (size_t i = start; i < text.len; i++)
        if (decimal_is_digit(text.at[i]))
            units = units * 10 + (text.at[i] - '0');
    if (negative && units == 0)
        return DECIMAL_NOT_CANONICAL;
    if (value)
        *value = (struct decimal){negative ? -units : units, (unsigned)fraction};
    return DECIMAL_GOOD;
}

/* Writes the digits of a magnitude from the end of `text` backwards; returns where they start. */
static char *decimal_put_digits(magnitude rest, unsigned least, char *end)
{
    for (unsigned i = 0; i < least || rest; i++) {
        *--end = (char)('0' + (int)(rest % 10));
        rest /= 10;
    }
    return end;
}

static magnitude magnitude_of(decimal_units units)
{
    return units < 0 ? 0 - (magnitude)units : (magnitude)units;
}

size_t decimal_format(struct decimal value, char text[DECIMAL_TEXT_SIZE])
{
    char buffer[DECIMAL_TEXT_SIZE], *end = buffer + sizeof buffer;
    char *at = decimal_put_digits(magnitude_of(value.units), value.scale + 1, end);
    size_t digits = (size_t)(end - at), len = 0;
    if (value.units < 0)
        text[len++] = '-';
    memcpy(text + len, at, digits - value.scale);
    len += digits - value.scale;
    if (value.scale) {
        text[len++] = '.';
        memcpy(text + len, end - value.scale, value.scale);
        len += value.scale;
    }
    text[len] = '\0';
    return len;
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *sum)
{
    unsigned scale = a.scale > b.scale ? a.scale : b.scale;
    decimal_units left, right, units;
    if (scale > SCALE_MOST ||
        __builtin_mul_overflow(a.units, power_of_ten(scale - a.scale), &left) ||
        __builtin_mul_overflow(b.units, power_of_ten(scale - b.scale), &right) ||
        __builtin_add_overflow(left, right, &units))
        return false;
    *sum = (struct decimal){units, scale};
    return true;
}

/* Whole parts first, then the fractions brought to 18 places: nothing can overflow. */
int decimal_compare(struct decimal a, struct decimal b)
{
    decimal_units unit_a = power_of_ten(a.scale), unit_b = power_of_ten(b.scale);
    decimal_units left = a.units / unit_a, right = b.units / unit_b;
    if (left == right) {
        left = a.units % unit_a * power_of_ten(SCALE_MOST - a.scale);
        right = b.units % unit_b * power_of_ten(SCALE_MOST - b.scale);
    }
    return (left > right) - (left < right);
}

/* The form is SEEDDD…: S is 0, 1 or 2 for negative, zero and positive; EE the decimal exponent plus
 * 50; D the significant digits without the zeros at the end. A negative number has every digit of
 * EE and D subtracted from nine and a ~ at the end, so that of two the longer sorts lower. At most
 * 20 significant digits: exact for every parsed value. */
size_t decimal_key(struct decimal value, char key[DECIMAL_KEY_SIZE])
{
    char buffer[DECIMAL_TEXT_SIZE], *end = buffer + sizeof buffer;
    char *at = decimal_put_digits(magnitude_of(value.units), 1, end);
    size_t len = 0;
    int exponent = KEY_MIDDLE + (int)(end - at) - (int)value.scale;
    bool negative = value.units < 0;
    if (value.units == 0) {
        memcpy(key, "1", 2);
        return 1;
    }
    if (end - at > KEY_SIGNIFICANT)
        end = at + KEY_SIGNIFICANT;
    while (end - at > 1 && end[-1] == '0')
        end--;
    key[len++] = negative ? '0' : '2';
    key[len++] = (char)('0' + exponent / 10);
    key[len++] = (char)('0' + exponent % 10);
    memcpy(key + len, at, (size_t)(end - at));
    len += (size_t)(end - at);
    if (negative) {
        for (size_t i = 1; i < len; i++)
            key[i] = (char)('0' + ('9' - key[i]));
        key[len < DECIMAL_KEY_SIZE - 1 ? len++ : len - 1] = '~';
    }
    key[len] = '\0';
    return len;
}

bool decimal_parse_int(struct slice text, int64_t low, int64_t high, int64_t *value)
{
    struct decimal parsed;
    if (decimal_parse(text, &parsed) != DECIMAL_GOOD || parsed.scale != 0 || parsed.units < low ||
        parsed.units > high)
        return false;
    *value = (int64_t)parsed.units;
    return true;
}
