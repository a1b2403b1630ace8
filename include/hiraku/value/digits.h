/* Identifiers with check digits. */
#ifndef HIRAKU_VALUE_DIGITS_H
#define HIRAKU_VALUE_DIGITS_H

#include "hiraku/base/slice.h"

struct arena;

enum digits_fault {
    DIGITS_GOOD,
    DIGITS_NOT_DIGITS, /* not exactly 6 or 13 ASCII digits */
    DIGITS_BAD_CHECK,
};

/* 全国地方公共団体コード (JIS X 0401, JIS X 0402, check digit by 総務省): abcdef, s =
 * 6a+5b+4c+3d+2e, f = (11 − s mod 11) mod 10. `mended` (may be NULL) gets the code with the right
 * check digit. */
enum digits_fault digits_municipality(struct slice code, char mended[7]);

enum { MUNICIPALITY_CODES_MEANT = 2 };

/* The codes that fewer or other digits may stand for: a wrong check digit, none (as statistics
 * write codes), a lost leading zero, both, a prefecture by its two digits. Whether such a place
 * exists only a table knows; but none has the numbers 001–099 in its prefecture. Returns how many.
 */
size_t digits_municipality_meant(struct slice digits, char codes[MUNICIPALITY_CODES_MEANT][7]);

/* The same for a code as people and spreadsheets write it: full-width digits, spaces, hyphens, «.0»
 * at its end. 0 where there is anything else. */
size_t digits_municipality_written(struct arena *arena, struct slice text,
                                   char codes[MUNICIPALITY_CODES_MEANT][7]);

/* 法人番号 (法人税法施行規則等・財務省令): the first digit is 9 − (Σ PₙQₙ mod 9) over the other
 * twelve, counted from the right, Q = 1 at odd places, 2 at even ones. */
enum digits_fault digits_corporate(struct slice number, char mended[14]);

#endif
