/* Numbers as people write them, taken apart: «約1.2億円以上», «△5», «１，０００», «2万6千人».
 *
 * What stands before and behind the digits is given back, not judged: which unit, which «about» it
 * is depends on where it stands (api/ingest/meant_number.c). Numbers stay text; no double occurs.
 */
#ifndef HIRAKU_VALUE_WRITTEN_NUMBER_H
#define HIRAKU_VALUE_WRITTEN_NUMBER_H

#include "hiraku/value/decimal.h"

enum { WRITTEN_DIGITS = 40, WRITTEN_TEXT_SIZE = 192 };

struct written_number {
    char bytes[WRITTEN_TEXT_SIZE]; /* the folded text; what `before` and `behind` borrow from */
    struct slice before, behind;   /* words, without sign, currency and 千 百万 億 */
    struct slice currency;         /* the sign before the digits, or empty */
    char digits[WRITTEN_DIGITS + 1];
    size_t count;  /* value = digits / 10^scale, with 千 百万 億 already counted */
    int scale;     /* may be negative */
    int fraction;  /* digits printed behind the point */
    int power;     /* 10^power: what 千 百万 億 multiplied the last digits by */
    bool negative; /* also △ ▲ − */
    bool several;  /* 1億2,000万: more than one of 千 百万 億 */
    bool rounded;  /* written so that digits may be lost: 3.00002E+12 */
};

/* false: there is no one number (10〜20, 5/8, 2万6, 第5回5人), or it has two readings. */
bool written_number_read(struct slice text, struct written_number *number);

/* The canonical text of value / 10^power, NUL-terminated; no zeros behind those that were printed.
 * false: more than 18 digits, or digits may be lost. */
bool written_number_write(const struct written_number *number, int power,
                          char text[DECIMAL_TEXT_SIZE]);

/* The power of ten of the 千 百万 億 at the beginning of a unit (千円: 3), which is moved behind
 * them. */
int written_unit_power(struct slice *unit);

#endif
