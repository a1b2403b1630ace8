/* Subjects (KPIs) side by side: in one plot where their definitions let them be compared, else each
 * in plots of its own, with a sentence that says what differs. Pure. */
#ifndef HIRAKU_PAGES_CHART_COMPARE_CHART_H
#define HIRAKU_PAGES_CHART_COMPARE_CHART_H

#include "hiraku/pages/chart/kpi_chart.h"

struct compare;
struct details;

/* `each`: the figures of compare->subjects, in their order; whose they are is written into them.
 * The chart borrows from them; NULL: the arena has overflowed. */
const struct chart *compare_chart(const struct compare *compare, struct details *each,
                                  const struct chart_context *context);

#endif
