/* Categories as bars, one below the other in the order in which they come; and the parts of a sum.
 * Nothing is left out: what has no value has its reason in place of a bar. */
#include "plot.h"

#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/html.h"

enum {
    NARROW = 48000,
    LABEL_SHARE = 38, /* percent of the width, at most */
    BAR = 1800,
    ROW_AIR = 1000,
    HEAD = 2600,
    BESIDE = 700,
    BASE = 450,
    LINES_MAX = 3
};

/* How the rows of a panel are laid out. */
struct bars {
    long label;  /* the width of the labels; all of it where they stand above */
    bool above;  /* labels stand above their bars */
    long number; /* the room for numbers */
};

static struct bars plot_bars_lay(const struct chart_panel *panel, long width)
{
    struct bars bars = {.above = width < NARROW};
    char text[PLOT_TEXT_SIZE];
    for (size_t i = 0; i < panel->count; i++)
        for (size_t j = 0; j < panel->series[i].count; j++) {
            const struct chart_point *point = &panel->series[i].points[j];
            long label = chart_text_width(point->label, svg_text_size(SVG_TEXT));
            long number =
                chart_text_width(plot_value(point, text), svg_text_size(SVG_TEXT)) + 2L * BESIDE;
            bars.label = label > bars.label ? label : bars.label;
            bars.number = number > bars.number ? number : bars.number;
        }
    if (bars.label > width * LABEL_SHARE / 100)
        bars.label = width * LABEL_SHARE / 100;
    if (bars.above)
        bars.label = width;
    return bars;
}

static long plot_bars_lines(const struct bars *bars, const struct chart_point *point)
{
    size_t lines = chart_text_lines(point->label, svg_text_size(SVG_TEXT), bars->label);
    return (long)(lines > LINES_MAX ? LINES_MAX : lines);
}

static long plot_bars_row(const struct bars *bars, const struct chart_point *point)
{
    long text = plot_bars_lines(bars, point) * svg_line_height(SVG_TEXT) * PX;
    if (bars->above)
        return text + BAR + ROW_AIR;
    return (text > BAR ? text : BAR) + ROW_AIR;
}

static long plot_bars_head(const struct chart_panel *panel, size_t series)
{
    const struct chart_series *one = &panel->series[series];
    return (panel->count > 1 || one->role != CHART_ACTUAL) && one->name.len ? HEAD : 0;
}

static long plot_bars_height(const struct chart *chart, const struct chart_panel *panel, long width)
{
    struct bars bars = plot_bars_lay(panel, width);
    long height = ROW_AIR;
    (void)chart;
    for (size_t i = 0; i < panel->count; i++) {
        height += plot_bars_head(panel, i);
        for (size_t j = 0; j < panel->series[i].count; j++)
            height += plot_bars_row(&bars, &panel->series[i].points[j]);
    }
    return height;
}

static void plot_bars_label(struct plot *plot, const struct bars *bars,
                            const struct chart_point *point, long y)
{
    struct slice rest = point->label;
    long lines = plot_bars_lines(bars, point), line = svg_line_height(SVG_TEXT) * (long)PX;
    long x = bars->above ? plot->whole.x : plot->whole.x + bars->label;
    long base = y + (bars->above ? 1400 : BAR / 2 + BASE - (lines - 1) * line / 2);
    if (!bars->above && lines * line > BAR)
        base = y + 1400;
    for (long i = 0; i < lines; i++) {
        char buffer[CHART_FIT_SIZE];
        struct slice text =
            i + 1 < lines ? chart_text_line(&rest, svg_text_size(SVG_TEXT), bars->label)
                          : chart_text_fit(rest, svg_text_size(SVG_TEXT), bars->label, buffer);
        svg_text(plot->html, SVG_TEXT,
                 &(struct svg_at){x, base + i * line, bars->above ? SVG_START : SVG_END}, text);
    }
}

static void plot_bar(struct plot *plot, const struct chart_series *series,
                     const struct chart_point *point, long y)
{
    long zero = chart_scale_units(&plot->scale, 0), end = zero;
    char text[PLOT_TEXT_SIZE];
    bool there = point->value.len && chart_scale_place(&plot->scale, point->value, &end);
    struct svg_at at = {end, y, SVG_START};
    plot_open_point(plot, series, point, &at);
    html_open(plot->html, "rect");
    svg_paint(plot->html, series->role == CHART_ACTUAL ? SVG_FILLED : SVG_HOLLOW_DASHED,
              series->colour);
    svg_length(plot->html, "x", end < zero ? 0 : zero - end);
    svg_length(plot->html, "y", 0);
    svg_length(plot->html, "width", end < zero ? zero - end : end - zero);
    svg_length(plot->html, "height", BAR);
    html_close(plot->html);
    svg_close(plot->html);
    at = (struct svg_at){end + (end < zero ? -BESIDE : BESIDE), y + BAR / 2 + BASE,
                         end < zero ? SVG_END : SVG_START};
    svg_text(plot->html, there ? SVG_STRONG : SVG_SOFT, &at,
             there ? plot_value(point, text) : point->reason);
}

static void plot_bars_scale(struct plot *plot, const struct bars *bars)
{
    struct chart_range range = {.any = false};
    long from = plot->whole.x + (bars->above ? 0 : bars->label + BESIDE);
    for (size_t i = 0; i < plot->panel->count; i++)
        for (size_t j = 0; j < plot->panel->series[i].count; j++)
            chart_range_add(&range, plot->panel->series[i].points[j].value);
    plot->scale = chart_scale_of(&range, true, 5);
    if (range.any && range.least.units < 0)
        from += bars->number;
    plot->scale.from = from;
    plot->scale.to = plot->whole.x + plot->whole.width - bars->number;
    /* no axis is drawn: the longest bar may take all of the room */
    decimal_units most;
    if (range.any && range.least.units >= 0 && range.most.units > 0 &&
        chart_scale_of_units(&plot->scale, range.most, &most))
        plot->scale.high = most;
}

static void plot_bars_draw(struct plot *plot)
{
    const struct chart_panel *panel = plot->panel;
    struct bars bars = plot_bars_lay(panel, plot->whole.width);
    long y = plot->whole.y + ROW_AIR / 2, top = y;
    plot_bars_scale(plot, &bars);
    for (size_t i = 0; i < panel->count; i++) {
        const struct chart_series *series = &panel->series[i];
        if (plot_bars_head(panel, i)) {
            svg_text(plot->html, SVG_STRONG, &(struct svg_at){plot->whole.x, y + 1700, SVG_START},
                     series->name);
            y += HEAD;
        }
        for (size_t j = 0; j < series->count; j++) {
            const struct chart_point *point = &series->points[j];
            long row = plot_bars_row(&bars, point) - ROW_AIR;
            plot_bars_label(plot, &bars, point,
                            bars.above
                                ? y
                                : y + (row - BAR) / 2 -
                                      (plot_bars_lines(&bars, point) > 1 ? (row - BAR) / 2 : 0));
            plot_bar(plot, series, point, bars.above ? y + row - BAR : y + (row - BAR) / 2);
            y += row + ROW_AIR;
        }
    }
    long zero = chart_scale_units(&plot->scale, 0);
    svg_line(plot->html, SVG_AXIS, &(struct svg_box){zero, top, 0, y - top - ROW_AIR / 2});
}

const struct plot_kind plot_bars = {plot_bars_height, plot_bars_draw};
