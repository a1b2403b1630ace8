/* Decimals as published text: `-?(0|[1-9][0-9]*)(\.[0-9]+)?`, at most 18 digits in all, "-0" and
 * "-0.00" are not canonical (write 0, 0.00). No exponent, no leading +, no thousands separator. The
 * text is the value: 5.00 stays 5.00. No double occurs. */
#ifndef HIRAKU_VALUE_DECIMAL_H
#define HIRAKU_VALUE_DECIMAL_H

#include "hiraku/base/slice.h"

#include <stdint.h>

enum { DECIMAL_DIGITS = 18, DECIMAL_TEXT_SIZE = 48, DECIMAL_KEY_SIZE = 24 };

/* Wider than ISO C has; the word __extension__ lets -Wpedantic pass it. */
__extension__ typedef __int128 decimal_units;

/* value = units / 10^scale; |units| < 10^18 when parsed; sums may be larger. */
struct decimal {
    decimal_units units;
    unsigned scale; /* 0–18 */
};

enum decimal_fault {
    DECIMAL_GOOD,
    DECIMAL_NOT_A_NUMBER,
    DECIMAL_NOT_CANONICAL, /* 01, +1, .5, 5., -0, 1e3: the mended form is unambiguous */
    DECIMAL_TOO_LONG,      /* more than 18 digits */
};

/* Parses exactly the canonical form. */
enum decimal_fault decimal_parse(struct slice text, struct decimal *value);

/* Writes the canonical text with `scale` decimals, NUL-terminated; returns its length. */
size_t decimal_format(struct decimal value, char text[DECIMAL_TEXT_SIZE]);

/* Exact; the result has the larger scale. false: does not fit. */
bool decimal_add(struct decimal a, struct decimal b, struct decimal *sum);

/* Exact; the result has the larger scale. false: does not fit. */
bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *difference);

/* a / b with `scale` decimals (at most 36), rounded half to even. false: b is zero, or the result
 * does not fit. */
bool decimal_divide(struct decimal a, struct decimal b, unsigned scale, struct decimal *quotient);

/* -1, 0, 1; 5.0 and 5.00 are equal. */
int decimal_compare(struct decimal a, struct decimal b);

/* A text whose byte order is the numeric order, equal for equal values; NUL-terminated; returns its
 * length. */
size_t decimal_key(struct decimal value, char key[DECIMAL_KEY_SIZE]);

/* The canonical decimal a person most likely meant («約1,800社», «１，０００», «△5», «95%»),
 * NUL-terminated in `mended`; false when there is none («-», «数名»). */
bool decimal_mend(struct slice text, char mended[DECIMAL_TEXT_SIZE]);

/* A whole number in the form of a decimal without fraction, within [low, high]. */
bool decimal_parse_int(struct slice text, int64_t low, int64_t high, int64_t *value);

#endif
