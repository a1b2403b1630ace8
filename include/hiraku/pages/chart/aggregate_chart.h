/* Groups of rows with their measures as bars, a plot for each measure. Pure. */
#ifndef HIRAKU_PAGES_CHART_AGGREGATE_CHART_H
#define HIRAKU_PAGES_CHART_AGGREGATE_CHART_H

#include "hiraku/pages/chart/kpi_chart.h"

struct aggregate;
struct group_bar;

/* Bars come in descending order unless the groups are times, which are in theirs. Of several
 * columns the first is the heading of the bars. As `shares` each heading has one bar, which its
 * groups are parts of. NULL: the arena has overflowed. */
const struct chart *aggregate_chart(const struct aggregate *aggregate, const struct group_bar *bars,
                                    size_t count, bool shares, const struct chart_context *context);

#endif
