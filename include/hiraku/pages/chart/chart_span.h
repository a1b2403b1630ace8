/* The axis of time: days to places, each day as wide as every other, and a slot before it for what
 * has no date. Places are in hundredths of a pixel. */
#ifndef HIRAKU_PAGES_CHART_CHART_SPAN_H
#define HIRAKU_PAGES_CHART_CHART_SPAN_H

#include "hiraku/pages/chart/chart.h"

/* The width of the slot of what has no date. */
enum { CHART_SLOT = 9000 };

struct chart_span {
    long first, last; /* days since 1970-01-01; the last is the one behind the end */
    bool dated, undated;
    long from, to; /* the places of first and last */
    long slot;     /* the middle of the slot */
};

/* Takes the points of a panel into account. */
void chart_span_add(struct chart_span *span, const struct chart_panel *panel);
/* Lays it between two places, once all is added. */
void chart_span_lay(struct chart_span *span, long from, long to);

/* Where a point is, by the kind of its panel; and where its period begins and ends. */
long chart_span_place(const struct chart_span *span, enum chart_kind kind,
                      const struct chart_point *point);
void chart_span_ends(const struct chart_span *span, const struct chart_point *point, long *from,
                     long *to);

#endif
