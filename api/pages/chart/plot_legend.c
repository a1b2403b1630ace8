/* The legend: the names of the series beside what they are drawn with, in lines above the plot. */
#include "plot.h"

#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/html.h"

enum { SWATCH = 2600, AFTER = 1800, LINE = 2000, BASE = 450 };

static long plot_legend_entry(const struct chart_series *series, long room)
{
    long width = chart_text_width(series->name, svg_text_size(SVG_TEXT)) + SWATCH;
    return width > room ? room : width;
}

/* Where entry `i` stands, of those before which there are. */
static void plot_legend_place(const struct chart_panel *panel, size_t i, long width, long *x,
                              long *line)
{
    *x = *line = 0;
    for (size_t j = 0; j <= i; j++) {
        long entry = plot_legend_entry(&panel->series[j], width);
        if (*x > 0 && *x + entry > width) {
            *x = 0;
            ++*line;
        }
        if (j < i)
            *x += entry + AFTER;
    }
}

static bool plot_legend_is_empty(const struct chart_panel *panel)
{
    return panel->count == 0 || (panel->count == 1 && panel->series[0].name.len == 0);
}

long plot_legend_height(const struct chart_panel *panel, long width)
{
    long x, line;
    if (plot_legend_is_empty(panel))
        return 0;
    plot_legend_place(panel, panel->count - 1, width, &x, &line);
    return (line + 1) * LINE;
}

void plot_swatch(const struct plot *plot, const struct chart_series *series)
{
    static const enum svg_paint lines[CHART_ROLES] = {SVG_STROKE, SVG_DASHED, SVG_DOTTED,
                                                      SVG_DOTTED};
    struct html *html = plot->html;
    bool column = plot->panel->kind != CHART_LINE && plot->panel->kind != CHART_STEP;
    if (column) {
        html_open(html, "rect");
        svg_paint(html, series->role == CHART_ACTUAL ? SVG_FILLED : SVG_HOLLOW_DASHED,
                  series->colour);
        svg_length(html, "x", -800);
        svg_length(html, "y", -600);
        svg_length(html, "width", 1600);
        svg_length(html, "height", 1200);
        html_close(html);
        return;
    }
    struct svg_path path = svg_path_begin(html, lines[series->role], series->colour);
    svg_path_move(&path, -1000, 0);
    svg_path_line(&path, 1000, 0);
    svg_path_end(&path);
    plot_sign(html, series, 0);
}

void plot_legend(struct plot *plot, long y)
{
    long width = plot->whole.width;
    if (plot_legend_is_empty(plot->panel))
        return;
    for (size_t i = 0; i < plot->panel->count; i++) {
        const struct chart_series *series = &plot->panel->series[i];
        char buffer[CHART_FIT_SIZE];
        long x, line;
        plot_legend_place(plot->panel, i, width, &x, &line);
        x += plot->whole.x;
        long middle = y + line * LINE + LINE / 2;
        svg_group_at(plot->html, "hk-key", x + 1000, middle);
        plot_swatch(plot, series);
        svg_close(plot->html);
        struct slice name =
            chart_text_fit(series->name, svg_text_size(SVG_TEXT), width - SWATCH, buffer);
        svg_text(plot->html, SVG_TEXT, &(struct svg_at){x + SWATCH, middle + BASE, SVG_START},
                 name);
    }
}
