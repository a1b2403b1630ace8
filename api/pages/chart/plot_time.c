/* A plot over time: lines, steps or columns between their axes. */
#include "plot.h"

#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/pages/html.h"

enum {
    ALONE = 22000,
    ONE_OF_MANY = 16000,
    EMPTY = 7000,
    UNIT_LINE = 2400,
    PERIODS = 4200,
    TICKS = 5
};

static void plot_time_add(struct chart_range *range, const struct chart_panel *panel)
{
    for (size_t i = 0; i < panel->count; i++)
        for (size_t j = 0; j < panel->series[i].count; j++) {
            chart_range_add(range, panel->series[i].points[j].value);
            chart_range_add(range, panel->series[i].points[j].former);
        }
}

/* Of the panel and of those in its group. */
static struct chart_range plot_time_range(const struct chart *chart,
                                          const struct chart_panel *panel)
{
    struct chart_range range = {.any = false};
    plot_time_add(&range, panel);
    for (size_t i = 0; i < chart->count && panel->group; i++)
        if (chart->panels[i].group == panel->group)
            plot_time_add(&range, &chart->panels[i]);
    return range;
}

static long plot_time_inside(const struct chart *chart, const struct chart_panel *panel)
{
    if (!plot_time_range(chart, panel).any)
        return EMPTY;
    return chart->count > 1 ? ONE_OF_MANY : ALONE;
}

static long plot_time_legend(const struct chart *chart, const struct chart_panel *panel, long width)
{
    return plot_names_width(chart, panel, width) ? 0 : plot_legend_height(panel, width);
}

static long plot_time_height(const struct chart *chart, const struct chart_panel *panel, long width)
{
    return plot_time_legend(chart, panel, width) + UNIT_LINE + plot_time_inside(chart, panel) +
           PERIODS;
}

static struct chart_scale plot_time_scale(const struct chart *chart,
                                          const struct chart_panel *panel)
{
    const struct chart_range range = plot_time_range(chart, panel);
    return chart_scale_of(&range, panel->kind != CHART_LINE, TICKS);
}

/* The room for the numbers, the same in all plots, so that their times stand below each other. */
static long plot_time_left(const struct chart *chart)
{
    long widest = 0;
    for (size_t i = 0; i < chart->count; i++) {
        if (chart->panels[i].kind > CHART_COLUMN)
            continue;
        const struct chart_scale scale = plot_time_scale(chart, &chart->panels[i]);
        long width = plot_value_width(&scale);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void plot_time_lay(struct plot *plot)
{
    long legend = plot_time_legend(plot->chart, plot->panel, plot->whole.width);
    long right = plot_names_width(plot->chart, plot->panel, plot->whole.width);
    long left = plot_time_left(plot->chart);
    plot->scale = plot_time_scale(plot->chart, plot->panel);
    plot->area = (struct svg_box){plot->whole.x + left, plot->whole.y + legend + UNIT_LINE,
                                  plot->whole.width - left - right,
                                  plot_time_inside(plot->chart, plot->panel)};
    long top = plot->area.y, bottom = plot->area.y + plot->area.height;
    plot->scale.from = plot->panel->ranks ? top : bottom;
    plot->scale.to = plot->panel->ranks ? bottom : top;
    for (size_t i = 0; i < plot->chart->count; i++)
        if (plot->chart->panels[i].kind <= CHART_COLUMN)
            chart_span_add(&plot->span, &plot->chart->panels[i]);
    chart_span_lay(&plot->span, plot->area.x, plot->area.x + plot->area.width);
}

/* The unit, and that the axis is broken, above it. */
static void plot_time_unit(struct plot *plot)
{
    struct svg_at at = {plot->whole.x, plot->area.y - 1100, SVG_START};
    long width = chart_text_width(plot->panel->unit, svg_text_size(SVG_SOFT));
    svg_text(plot->html, SVG_SOFT, &at, plot->panel->unit);
    at.x += width + 1000;
    if (plot->scale.broken)
        svg_text(plot->html, SVG_SOFT, &at,
                 slice_of(chart_word(plot->chart->language, WORD_BROKEN)));
}

/* Where labels may be: inside the axes and a little above, but not upon the unit. */
static void plot_time_field(struct plot *plot)
{
    long width = chart_text_width(plot->panel->unit, svg_text_size(SVG_SOFT));
    plot->field.count = plot->field.line_count = 0;
    plot->field.within = (struct svg_box){plot->area.x, plot->area.y - UNIT_LINE + 300,
                                          plot->area.width, plot->area.height + UNIT_LINE};
    plot_field_keep(&plot->field,
                    &(struct svg_box){plot->whole.x, plot->area.y - UNIT_LINE, width, UNIT_LINE});
}

/* What belongs to a series, so that it can be hidden: lines and marks, reasons, numbers. */
static void plot_time_open(struct plot *plot, size_t series)
{
    svg_group(plot->html, "hk-series");
    html_attribute_printf(plot->html, "data-series", "%zu", series);
    html_attribute_slice(plot->html, "data-name", plot->panel->series[series].name);
}

static void plot_time_series(struct plot *plot, size_t i)
{
    enum chart_kind kind = plot->panel->kind;
    plot_time_open(plot, i);
    if (kind == CHART_COLUMN)
        plot_columns(plot, i);
    else
        (kind == CHART_STEP ? plot_steps : plot_lines)(plot, &plot->panel->series[i]);
    svg_close(plot->html);
}

static void plot_time_numbers(struct plot *plot, size_t i)
{
    plot_time_open(plot, i);
    if (plot->panel->kind == CHART_COLUMN)
        plot_column_numbers(plot, i);
    else
        plot_numbers(plot, &plot->panel->series[i]);
    svg_close(plot->html);
}

static void plot_time_gaps(struct plot *plot, size_t i, void (*part)(struct plot *, size_t))
{
    plot_time_open(plot, i);
    part(plot, i);
    svg_close(plot->html);
}

static void plot_time_draw(struct plot *plot)
{
    const struct chart_panel *panel = plot->panel;
    plot_time_lay(plot);
    if (plot_names_width(plot->chart, panel, plot->whole.width))
        plot_names(plot);
    else
        plot_legend(plot, plot->whole.y);
    plot_time_unit(plot);
    plot_value_axis(plot);
    plot_time_axis(plot);
    plot_time_field(plot);
    for (size_t i = 0; i < panel->count; i++)
        plot_time_gaps(plot, i, plot_gaps);
    for (size_t i = panel->count; i-- > 0;) /* the first on top */
        plot_time_series(plot, i);
    for (size_t i = 0; i < panel->count; i++)
        plot_time_gaps(plot, i, plot_gap_reasons);
    for (size_t i = 0; i < panel->count; i++)
        plot_time_numbers(plot, i);
}

const struct plot_kind plot_time = {plot_time_height, plot_time_draw};
