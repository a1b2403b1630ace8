/* A stored number as decimal digits, without a double. Private to api/workbook. */
#ifndef HIRAKU_API_WORKBOOK_NUMBER_H
#define HIRAKU_API_WORKBOOK_NUMBER_H

#include "hiraku/base/slice.h"

#include <stdint.h>

enum {
    NUMBER_DIGITS = 15, /* that a spreadsheet keeps */
    NUMBER_POINT_MAX = 400,
    NUMBER_PLAIN_MAX = 40, /* places before or behind the point that are written without exponent */
    NUMBER_TEXT_SIZE = 128,
};

/* 0.d1d2d3… × 10^point; no digits: zero. The first and the last digit are not 0. */
struct number {
    bool negative;
    int count, point;
    char digits[NUMBER_DIGITS]; /* 0–9 */
};

/* xsd:double as spreadsheets write it, brought to 15 digits, half away from zero. false: no number,
 * or not between 10^±400. */
bool number_read(struct slice text, struct number *number);

/* Keeps so many places behind the point (negative: in front of it), half away from zero; true where
 * that changed it. */
bool number_round(struct number *number, int places);

/* With at least so many digits before the point, at least `least` and at most `most` behind it;
 * `most` −1: as many as there are. NUL-terminated; beyond NUMBER_PLAIN_MAX places 1.2E+50. */
void number_write(const struct number *number, int before, int least, int most,
                  char text[NUMBER_TEXT_SIZE]);

/* -1, 0, 1. */
int number_compare(const struct number *a, const struct number *b);

/* Whole part and the twelve digits behind the point, cut off; false: negative or 10^9 and more. */
bool number_split(const struct number *number, int64_t *whole, int64_t *fraction);

#endif
