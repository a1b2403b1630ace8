/* Axes: lines at round numbers, and periods below, 西暦 above 和暦, as many as there is room for.
 */
#include "plot.h"

#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/pages/html.h"

enum { GAP = 800, BASE = 420, TICK = 500, FIRST_LINE = 1700, LINE = 1650, AIR = 900, MIDDLE = 2 };

long plot_value_width(const struct chart_scale *scale)
{
    char text[DECIMAL_TEXT_SIZE], number[CHART_NUMBER_SIZE];
    long widest = 0;
    for (int i = 0; chart_scale_tick(scale, i, text); i++) {
        struct slice tick = chart_number(slice_of(text), number);
        long width = chart_text_width(tick, svg_text_size(SVG_SOFT));
        if (width > widest)
            widest = width;
    }
    return widest + GAP;
}

/* Two strokes across the axis, where it leaves out what is below. */
static void plot_break(struct plot *plot)
{
    long x = plot->area.x + 2L * TICK, y = plot->area.y + plot->area.height - TICK / 2;
    svg_group(plot->html, "hk-broken");
    svg_title(plot->html, slice_of(chart_word(plot->chart->language, WORD_BROKEN)));
    for (int i = 0; i < 2; i++)
        svg_line(plot->html, SVG_BREAK,
                 &(struct svg_box){x - TICK, y - (long)i * TICK + TICK / 2, 2L * TICK, -TICK});
    svg_close(plot->html);
}

void plot_value_axis(struct plot *plot)
{
    const struct svg_box *area = &plot->area;
    char text[DECIMAL_TEXT_SIZE], number[CHART_NUMBER_SIZE];
    svg_group(plot->html, "hk-values");
    for (int i = 0; chart_scale_tick(&plot->scale, i, text); i++) {
        long y = chart_scale_units(&plot->scale, plot->scale.low + i * plot->scale.step);
        bool zero = slice_is(slice_of(text), "0") || (i == 0 && !plot->scale.broken);
        if (plot->panel->ranks && slice_is(slice_of(text), "0"))
            continue;
        svg_line(plot->html, zero ? SVG_AXIS : SVG_GRID,
                 &(struct svg_box){area->x, y, area->width, 0});
        svg_text(plot->html, SVG_SOFT, &(struct svg_at){area->x - GAP / 2, y + BASE, SVG_END},
                 chart_number(slice_of(text), number));
    }
    if (plot->scale.broken)
        plot_break(plot);
    svg_close(plot->html);
}

/* --- time --- */

static void plot_period(struct plot *plot, struct plot_field *labels,
                        const struct chart_point *point)
{
    int size = svg_text_size(SVG_SOFT);
    const struct svg_box *area = &plot->area;
    struct slice lines[] = {point->label, point->era};
    if (!point->dated && plot->span.dated)
        lines[0] = slice_of(chart_word(plot->chart->language, WORD_UNDATED));
    long width = chart_text_width(lines[0], size), other = chart_text_width(lines[1], size);
    width = (other > width ? other : width) + AIR;
    long x = chart_span_place(&plot->span, plot->panel->kind, point), middle = x;
    long most = plot->whole.x + plot->whole.width - width / 2, y = area->y + area->height;
    if (middle > most)
        middle = most;
    if (middle < plot->whole.x + width / 2)
        middle = plot->whole.x + width / 2;
    if (!plot_field_take(labels, &(struct svg_box){middle - width / 2, y, width, 1}))
        return;
    svg_line(plot->html, SVG_AXIS, &(struct svg_box){x, y, 0, TICK});
    for (int i = 0; i < 2; i++)
        if (lines[i].len)
            svg_text(plot->html, SVG_SOFT,
                     &(struct svg_at){middle, y + FIRST_LINE + (long)i * LINE, SVG_MIDDLE},
                     lines[i]);
}

/* The last period of each series first, then the first, then what there is still room for. */
static void plot_periods(struct plot *plot, struct plot_field *labels)
{
    const struct chart_panel *panel = plot->panel;
    for (size_t i = 0; i < panel->count; i++)
        if (panel->series[i].count > 0) {
            plot_period(plot, labels, &panel->series[i].points[panel->series[i].count - 1]);
            plot_period(plot, labels, &panel->series[i].points[0]);
        }
    for (size_t i = 0; i < panel->count; i++)
        for (size_t j = 1; j + 1 < panel->series[i].count && labels->count < PLOT_LABELS_MAX; j++)
            plot_period(plot, labels, &panel->series[i].points[j]);
}

void plot_time_axis(struct plot *plot)
{
    const struct svg_box *area = &plot->area;
    struct plot_field *labels = &plot->field;
    long y = area->y + area->height;
    labels->count = labels->line_count = 0;
    labels->within = (struct svg_box){plot->whole.x, y, plot->whole.width, 100L * PX};
    svg_group(plot->html, "hk-times");
    if (plot->span.undated && plot->span.dated)
        for (int i = 0; i < 2; i++)
            svg_line(plot->html, SVG_GRID,
                     &(struct svg_box){area->x + CHART_SLOT + i * 300L, area->y, 0, area->height});
    plot_periods(plot, labels);
    svg_close(plot->html);
}
