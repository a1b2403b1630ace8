/* The axis of values: from decimals to places, and the round numbers at its ticks. Exact but for
 * the place itself, which is the nearest hundredth of a pixel towards zero. */
#ifndef HIRAKU_PAGES_CHART_CHART_SCALE_H
#define HIRAKU_PAGES_CHART_CHART_SCALE_H

#include "hiraku/value/decimal.h"

/* Ticks are low, low + step, …, high. In units of 10^−scale. */
struct chart_scale {
    decimal_units low, high, step;
    unsigned scale;
    long from, to; /* the places of low and high */
    bool broken;   /* it does not begin at zero */
    bool any;      /* there are values */
};

/* What is to be shown. */
struct chart_range {
    struct decimal least, most;
    bool any;
};
/* Takes a canonical decimal into account; what is none is passed over. */
void chart_range_add(struct chart_range *range, struct slice value);

/* An axis on which the whole range is, between round numbers, with at most `ticks` steps. It has
 * zero where `from_zero`, else unless the values are close together and far from it. */
struct chart_scale chart_scale_of(const struct chart_range *range, bool from_zero, int ticks);

/* The place of a canonical decimal within the range; false: it is none. */
bool chart_scale_place(const struct chart_scale *scale, struct slice value, long *place);
/* A decimal in units of the scale; false: it does not fit. */
bool chart_scale_of_units(const struct chart_scale *scale, struct decimal value,
                          decimal_units *units);
/* The place of so many units. */
long chart_scale_units(const struct chart_scale *scale, decimal_units units);

/* The text of the tick `i` (0: low); false behind the last. */
bool chart_scale_tick(const struct chart_scale *scale, int i, char text[DECIMAL_TEXT_SIZE]);

#endif
