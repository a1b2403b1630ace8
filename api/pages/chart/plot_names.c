/* The names of lines at their ends, in place of a legend, where all lines come near to the right
 * side and there is room. */
#include "plot.h"

#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/html.h"

enum {
    WIDE = 48000, /* no narrower picture has them */
    SHARE = 30,   /* percent of the width, at most */
    NEAR = 85,    /* percent of the time, at least */
    NAMES_MAX = 8,
    SWATCH = 2800,
    LINE = 1800,
    BASE = 450
};

/* The last value of a series; NULL: none that has a date. */
static const struct chart_point *plot_name_end(const struct chart_series *series)
{
    for (size_t i = series->count; i-- > 0;)
        if (series->points[i].value.len && series->points[i].dated)
            return &series->points[i];
    return NULL;
}

static bool plot_name_is_near(const struct chart *chart, const struct chart_series *series)
{
    struct chart_span span = {.dated = false};
    const struct chart_point *end = plot_name_end(series);
    for (size_t i = 0; i < chart->count; i++)
        if (chart->panels[i].kind <= CHART_COLUMN)
            chart_span_add(&span, &chart->panels[i]);
    return end && (end->to + 1 - span.first) * 100 >= (span.last - span.first) * NEAR;
}

long plot_names_width(const struct chart *chart, const struct chart_panel *panel, long width)
{
    long widest = 0;
    if (panel->kind > CHART_STEP || panel->count < 2 || panel->count > NAMES_MAX || width < WIDE)
        return 0;
    for (size_t i = 0; i < panel->count; i++) {
        long name = chart_text_width(panel->series[i].name, svg_text_size(SVG_TEXT)) + SWATCH;
        widest = name > widest ? name : widest;
        if (!plot_name_is_near(chart, &panel->series[i]))
            return 0;
    }
    return widest * 100 > width * SHARE ? 0 : widest;
}

/* The places of the names, in the order of the series: beside their lines, a line apart. */
static void plot_names_lay(const struct plot *plot, long y[NAMES_MAX])
{
    size_t order[NAMES_MAX] = {0}, count = plot->panel->count;
    long bottom = plot->area.y + plot->area.height;
    for (size_t i = 0; i < count; i++) {
        y[i] = bottom;
        chart_scale_place(&plot->scale, plot_name_end(&plot->panel->series[i])->value, &y[i]);
        size_t at = i;
        for (; at > 0 && y[order[at - 1]] > y[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    for (size_t i = 1; i < count; i++)
        if (y[order[i]] < y[order[i - 1]] + LINE)
            y[order[i]] = y[order[i - 1]] + LINE;
    for (size_t i = count; i-- > 0;) {
        if (y[order[i]] > bottom)
            y[order[i]] = bottom;
        bottom = y[order[i]] - LINE;
    }
}

void plot_names(struct plot *plot)
{
    long y[NAMES_MAX], x = plot->area.x + plot->area.width;
    plot_names_lay(plot, y);
    for (size_t i = 0; i < plot->panel->count; i++) {
        svg_group_at(plot->html, "hk-key", x + SWATCH / 2 - 200, y[i]);
        plot_swatch(plot, &plot->panel->series[i]);
        svg_close(plot->html);
        svg_text(plot->html, SVG_TEXT, &(struct svg_at){x + SWATCH, y[i] + BASE, SVG_START},
                 plot->panel->series[i].name);
    }
}
