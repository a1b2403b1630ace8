/* Where a value is missing: a band over the period, those beside one another as one, and why. */
#include "plot.h"

#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/html.h"

enum { SIDE = 300, BASE = 420 };

/* How many points from `from` on are missing for the same reason, without a value between. */
static size_t plot_gap_length(const struct chart_series *series, size_t from)
{
    size_t count = 1;
    while (from + count < series->count && series->points[from].dated &&
           series->points[from + count].dated && !series->points[from + count].value.len &&
           slice_equal(series->points[from].reason, series->points[from + count].reason))
        count++;
    return count;
}

static struct svg_box plot_gap_band(const struct plot *plot, size_t series, size_t first,
                                    size_t last)
{
    const struct chart_point *points = plot->panel->series[series].points;
    const struct svg_box *area = &plot->area;
    long from, to, end, start;
    plot_slot(plot, series, &points[first], &from, &end);
    plot_slot(plot, series, &points[last], &start, &to);
    struct svg_box band = {from + SIDE, area->y + SIDE, to - from - 2L * SIDE,
                           area->height - 2L * SIDE};
    if (band.width < SIDE) {
        band.x = (from + to - SIDE) / 2;
        band.width = SIDE;
    }
    return band;
}

void plot_gaps(struct plot *plot, size_t series)
{
    const struct chart_series *of = &plot->panel->series[series];
    long y = plot->area.y + plot->area.height;
    for (size_t i = 0; i < of->count; i++) {
        if (of->points[i].value.len)
            continue;
        size_t length = plot_gap_length(of, i);
        struct svg_box band = plot_gap_band(plot, series, i, i + length - 1);
        svg_rect(plot->html, SVG_BAND, &band);
        for (size_t j = 0; j < length; j++) {
            long x = chart_span_place(&plot->span, plot->panel->kind, &of->points[i + j]);
            plot_open_point(plot, of, &of->points[i + j], &(struct svg_at){x, y, SVG_START});
            svg_close(plot->html);
        }
        i += length - 1;
    }
}

/* In the middle of the band, or at its top, as wide as it may be there; else it stays in the tool
 * tip. */
static void plot_gap_reason(struct plot *plot, const struct svg_box *band, struct slice reason)
{
    int size = svg_text_size(SVG_SOFT);
    long width = chart_text_width(reason, size), x = band->x + band->width / 2;
    long middle = band->y + band->height / 2 + BASE, top = band->y + size * (long)PX + 200;
    const long bases[] = {middle, top, middle + 2L * size * (long)PX, top + 2L * size * (long)PX};
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        struct svg_box box = {x - width / 2, bases[i] - size * (long)PX, width,
                              (size + 3) * (long)PX};
        if (!plot_field_take(&plot->field, &box))
            continue;
        svg_text(plot->html, SVG_SOFT, &(struct svg_at){x, bases[i], SVG_MIDDLE}, reason);
        return;
    }
}

void plot_gap_reasons(struct plot *plot, size_t series)
{
    const struct chart_series *of = &plot->panel->series[series];
    for (size_t i = 0; i < of->count; i++) {
        if (of->points[i].value.len)
            continue;
        size_t length = plot_gap_length(of, i);
        struct svg_box band = plot_gap_band(plot, series, i, i + length - 1);
        plot_gap_reason(plot, &band, of->points[i].reason);
        i += length - 1;
    }
}
