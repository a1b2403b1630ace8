/* See chart_span.h. */
#include "hiraku/pages/chart/chart_span.h"

enum { ROOM = 1200 };

void chart_span_add(struct chart_span *span, const struct chart_panel *panel)
{
    for (size_t i = 0; i < panel->count; i++)
        for (size_t j = 0; j < panel->series[i].count; j++) {
            const struct chart_point *point = &panel->series[i].points[j];
            if (!point->dated) {
                span->undated = true;
                continue;
            }
            if (!span->dated || point->from < span->first)
                span->first = point->from;
            if (!span->dated || point->to + 1 > span->last)
                span->last = point->to + 1;
            span->dated = true;
        }
}

void chart_span_lay(struct chart_span *span, long from, long to)
{
    span->slot = from + CHART_SLOT / 2;
    span->from = from + (span->undated ? CHART_SLOT + ROOM : ROOM);
    span->to = to - ROOM;
    if (!span->dated) {
        span->slot = (from + to) / 2;
        span->last = span->first + 1;
    }
}

/* Twice the days, so that the middle of a period is a whole number. */
static long chart_span_of(const struct chart_span *span, long twice)
{
    return span->from +
           (twice - 2 * span->first) * (span->to - span->from) / (2 * (span->last - span->first));
}

long chart_span_place(const struct chart_span *span, enum chart_kind kind,
                      const struct chart_point *point)
{
    if (!point->dated)
        return span->slot;
    return chart_span_of(span,
                         kind == CHART_STEP ? 2 * point->to + 2 : point->from + point->to + 1);
}

void chart_span_ends(const struct chart_span *span, const struct chart_point *point, long *from,
                     long *to)
{
    *from = point->dated ? chart_span_of(span, 2 * point->from) : span->slot - CHART_SLOT / 3;
    *to = point->dated ? chart_span_of(span, 2 * point->to + 2) : span->slot + CHART_SLOT / 3;
}
