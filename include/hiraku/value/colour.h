/* Colours of sRGB, and how well two of them can be told apart (WCAG 2.2, «contrast ratio» and
 * «relative luminance»). */
#ifndef HIRAKU_VALUE_COLOUR_H
#define HIRAKU_VALUE_COLOUR_H

#include "hiraku/base/slice.h"

#include <stdint.h>

struct colour {
    uint8_t red, green, blue;
};

enum { COLOUR_TEXT_SIZE = 8 }; /* "#rrggbb" and NUL */

/* #rgb or #rrggbb (CSS Color 4 s.5.2), in either case; false: it is none. */
bool colour_read(struct slice text, struct colour *colour);
/* #rrggbb, in small letters. */
void colour_write(struct colour colour, char text[COLOUR_TEXT_SIZE]);

/* 0 (black) to 1 (white): WCAG 2.2, «relative luminance», whose coefficients are those of sRGB
 * (IEC 61966-2-1), with its threshold 0.04045. */
double colour_luminance(struct colour colour);
/* 1 to 21, the same both ways round; not rounded. */
double colour_contrast(struct colour one, struct colour other);

/* `colour` as little mixed with black or with white as is needed for this contrast with each of
 * the others; false: neither reaches it. */
bool colour_mend(struct colour colour, const struct colour *others, size_t count, double contrast,
                 struct colour *mended);

#endif
