/* See number.h. */
#include "number.h"

#include <stdio.h>

static bool number_has_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Off with zeros at both ends. */
static void number_trim(struct number *number)
{
    int zeros = 0;
    while (zeros < number->count && number->digits[zeros] == 0)
        zeros++;
    memmove(number->digits, number->digits + zeros, (size_t)(number->count - zeros));
    number->count -= zeros;
    number->point -= zeros;
    while (number->count > 0 && number->digits[number->count - 1] == 0)
        number->count--;
    if (number->count == 0)
        *number = (struct number){.count = 0};
}

/* Adds one to the last digit. */
static void number_raise(struct number *number)
{
    int at = number->count;
    while (at > 0 && number->digits[at - 1] == 9)
        number->digits[--at] = 0;
    if (at > 0) {
        number->digits[at - 1]++;
    } else { /* 999 → 1000 */
        number->digits[0] = 1;
        number->count = 1;
        number->point++;
    }
}

/* Keeps the first `keep` digits; `next` is the one behind them. */
static void number_keep(struct number *number, int keep, int next)
{
    number->count = keep;
    if (next >= 5)
        number_raise(number);
    number_trim(number);
}

static bool number_exponent(struct slice text, int *exponent)
{
    bool negative = text.len > 0 && *text.at == '-';
    int value = 0;
    if (text.len > 0 && (*text.at == '-' || *text.at == '+'))
        text = slice_from(text, 1);
    if (text.len == 0 || text.len > 4)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (!number_has_digit(text.at[i]))
            return false;
        value = value * 10 + text.at[i] - '0';
    }
    *exponent = negative ? -value : value;
    return true;
}

bool number_read(struct slice text, struct number *number)
{
    bool point = false, digit = false, more = false;
    int next = 0, exponent = 0;
    *number = (struct number){.negative = text.len > 0 && *text.at == '-'};
    bool negative = number->negative;
    size_t at = text.len > 0 && (*text.at == '-' || *text.at == '+') ? 1 : 0;
    for (; at < text.len && (number_has_digit(text.at[at]) || (text.at[at] == '.' && !point));
         at++) {
        if (text.at[at] == '.') {
            point = true;
            continue;
        }
        int value = text.at[at] - '0';
        digit = true;
        if (number->count == 0 && value == 0) { /* leading zeros */
            number->point -= point;
        } else if (number->count < NUMBER_DIGITS) {
            number->digits[number->count++] = (char)value;
            number->point += !point;
        } else {
            next = more ? next : value;
            more = true;
            number->point += !point;
        }
    }
    if (at < text.len && (text.at[at] == 'e' || text.at[at] == 'E')) {
        if (!number_exponent(slice_from(text, at + 1), &exponent))
            return false;
        at = text.len;
    }
    if (!digit || at < text.len || number->point > NUMBER_POINT_MAX ||
        number->point < -NUMBER_POINT_MAX || exponent > NUMBER_POINT_MAX ||
        exponent < -NUMBER_POINT_MAX)
        return false;
    number->point += exponent;
    number_keep(number, number->count, next);
    number->negative = negative && number->count > 0;
    return true;
}

bool number_round(struct number *number, int places)
{
    int keep = number->point + places;
    bool negative = number->negative;
    if (keep >= number->count)
        return false;
    if (keep < 0) {
        *number = (struct number){.count = 0};
        return true;
    }
    number_keep(number, keep, number->digits[keep]);
    number->negative = negative && number->count > 0;
    return true;
}

/* The digit that stands `place` places before the point (1: the ones), negative: behind it. */
static char number_digit(const struct number *number, int place)
{
    int at = place > 0 ? number->point - place : number->point - 1 - place;
    return (char)('0' + (at >= 0 && at < number->count ? number->digits[at] : 0));
}

static void number_write_scientific(const struct number *number, char *text)
{
    if (number->negative)
        *text++ = '-';
    *text++ = (char)('0' + number->digits[0]);
    if (number->count > 1)
        *text++ = '.';
    for (int i = 1; i < number->count; i++)
        *text++ = (char)('0' + number->digits[i]);
    snprintf(text, 16, "E%+03d", number->point - 1);
}

void number_write(const struct number *number, int before, int least, int most,
                  char text[NUMBER_TEXT_SIZE])
{
    int behind = number->count > number->point ? number->count - number->point : 0;
    int whole = number->point > before ? number->point : before;
    if (behind < least)
        behind = least;
    if (most >= 0 && behind > most)
        behind = most;
    if (whole > NUMBER_PLAIN_MAX || behind > NUMBER_PLAIN_MAX) {
        number_write_scientific(number, text);
        return;
    }
    if (number->negative)
        *text++ = '-';
    if (whole <= 0)
        *text++ = '0';
    for (int place = whole; place > 0; place--)
        *text++ = number_digit(number, place);
    if (behind > 0)
        *text++ = '.';
    for (int place = 1; place <= behind; place++)
        *text++ = number_digit(number, -place);
    *text = '\0';
}

static int number_compare_size(const struct number *a, const struct number *b)
{
    if (a->count == 0 || b->count == 0 || a->point != b->point)
        return a->count == 0 || b->count == 0 ? (a->count > 0) - (b->count > 0)
                                              : (a->point > b->point) - (a->point < b->point);
    for (int i = 0; i < NUMBER_DIGITS; i++) {
        int one = i < a->count ? a->digits[i] : 0, other = i < b->count ? b->digits[i] : 0;
        if (one != other)
            return one > other ? 1 : -1;
    }
    return 0;
}

int number_compare(const struct number *a, const struct number *b)
{
    if (a->negative != b->negative)
        return a->negative ? -1 : 1;
    return a->negative ? -number_compare_size(a, b) : number_compare_size(a, b);
}

bool number_split(const struct number *number, int64_t *whole, int64_t *fraction)
{
    *whole = *fraction = 0;
    if (number->negative || number->point > 9)
        return false;
    for (int place = number->point; place > 0; place--)
        *whole = *whole * 10 + number_digit(number, place) - '0';
    for (int place = 1; place <= 12; place++)
        *fraction = *fraction * 10 + number_digit(number, -place) - '0';
    return true;
}
