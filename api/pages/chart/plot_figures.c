/* Numbers that stand alone: large, with what they are and of when below. */
#include "plot.h"

#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/pages/html.h"

#include <stdio.h>

enum { AIR = 800, AFTER = 600, NAME_SIZE = 400 };
/* The number is bold: so many hundredths of the width of other text. */
enum { BOLD = 115 };

/* What stands below the number: 2023年度（令和5年度） 実績値 */
static struct slice plot_figure_name(const struct chart *chart, const struct chart_series *series,
                                     const struct chart_point *point, char text[NAME_SIZE])
{
    bool era = point->era.len > 0 && point->era.len < 100;
    int len =
        snprintf(text, NAME_SIZE, "%.*s%s%.*s%s %.*s",
                 (int)(point->label.len < 120 ? point->label.len : 0), point->label.at,
                 era ? chart_word(chart->language, WORD_OPEN) : "", era ? (int)point->era.len : 0,
                 era ? point->era.at : "", era ? chart_word(chart->language, WORD_CLOSE) : "",
                 (int)(series->name.len < 140 ? series->name.len : 0), series->name.at);
    return (struct slice){text, len > 0 ? (size_t)len : 0};
}

static long plot_figure_height(const struct chart *chart, const struct chart_series *series,
                               const struct chart_point *point, long width)
{
    char text[NAME_SIZE];
    struct slice name = plot_figure_name(chart, series, point, text);
    size_t lines = chart_text_lines(name, svg_text_size(SVG_TEXT), width);
    return ((long)lines * svg_line_height(SVG_TEXT) + svg_line_height(SVG_BIG)) * PX + AIR;
}

static long plot_figures_height(const struct chart *chart, const struct chart_panel *panel,
                                long width)
{
    long height = 0;
    for (size_t i = 0; i < panel->count; i++)
        for (size_t j = 0; j < panel->series[i].count; j++)
            height +=
                plot_figure_height(chart, &panel->series[i], &panel->series[i].points[j], width);
    return height;
}

static void plot_figure(struct plot *plot, const struct chart_series *series,
                        const struct chart_point *point, long y)
{
    char number[PLOT_TEXT_SIZE], text[NAME_SIZE];
    bool there = point->value.len > 0;
    struct slice value = there ? plot_value(point, number) : point->reason;
    struct slice name = plot_figure_name(plot->chart, series, point, text);
    long x = plot->whole.x, base = y + (svg_line_height(SVG_BIG) - 10L) * PX;
    plot_open_point(plot, series, point, &(struct svg_at){x, base, SVG_START});
    svg_text(plot->html, there ? SVG_BIG : SVG_TEXT, &(struct svg_at){0, 0, SVG_START}, value);
    svg_close(plot->html);
    if (there)
        svg_text(plot->html, SVG_TEXT,
                 &(struct svg_at){x + chart_text_width(value, svg_text_size(SVG_BIG)) * BOLD / 100 +
                                      AFTER,
                                  base, SVG_START},
                 plot->panel->unit);
    for (y = base + svg_line_height(SVG_TEXT) * (long)PX + 200; name.len;
         y += svg_line_height(SVG_TEXT) * (long)PX)
        svg_text(plot->html, SVG_TEXT, &(struct svg_at){x, y, SVG_START},
                 chart_text_line(&name, svg_text_size(SVG_TEXT), plot->whole.width));
}

static void plot_figures_draw(struct plot *plot)
{
    long y = plot->whole.y;
    for (size_t i = 0; i < plot->panel->count; i++)
        for (size_t j = 0; j < plot->panel->series[i].count; j++) {
            const struct chart_series *series = &plot->panel->series[i];
            plot_figure(plot, series, &series->points[j], y);
            y += plot_figure_height(plot->chart, series, &series->points[j], plot->whole.width);
        }
}

const struct plot_kind plot_figures = {plot_figures_height, plot_figures_draw};
