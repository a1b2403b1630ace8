/* Events on an axis of time: a lane a series, in it a line for each event, a bar from its first day
 * to its last or a diamond where these are one; an end that is not stated is an arrow. Years below,
 * 西暦 above 和暦. */
#include "plot.h"

#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/html.h"
#include "hiraku/value/period.h"

#include <stdio.h>

enum {
    ROW = 3400,
    HEAD = 2600,
    BAR = 900,
    AXIS = 4200,
    LEAST = 700, /* shorter than this it is a diamond */
    TICK = 500,
    FIRST_LINE = 1700,
    LINE = 1650,
    YEAR_ROOM = 7000
};

static long plot_events_height(const struct chart *chart, const struct chart_panel *panel,
                               long width)
{
    long height = AXIS;
    (void)chart, (void)width;
    for (size_t i = 0; i < panel->count; i++)
        height += (panel->series[i].name.len ? HEAD : 0) + (long)panel->series[i].count * ROW;
    return height;
}

static long plot_events_place(const struct plot *plot, long day)
{
    const struct chart_point point = {.from = day, .to = day - 1, .dated = true};
    return chart_span_place(&plot->span, CHART_STEP, &point);
}

static void plot_events_year(struct plot *plot, int year, long y)
{
    char text[16], label[PERIOD_LABEL_SIZE], era[PERIOD_LABEL_SIZE];
    struct period period;
    long x = plot_events_place(plot, date_days((struct date){year, 1, 1}));
    bool english = plot->chart->language == LANGUAGE_EN;
    snprintf(text, sizeof text, "%d", year);
    svg_line(plot->html, SVG_GRID, &(struct svg_box){x, plot->area.y, 0, y + TICK - plot->area.y});
    if (period_parse(slice_of(text), 1, &period) != PERIOD_GOOD)
        return;
    long most = plot->whole.x + plot->whole.width - YEAR_ROOM / 3;
    x = x > most ? most : x;
    period_label_ja(&period, slice_of(text), label);
    period_label_era(&period, slice_of(text), era);
    svg_text(plot->html, SVG_SOFT, &(struct svg_at){x, y + FIRST_LINE, SVG_MIDDLE},
             slice_of(english ? text : label));
    if (!english && !strstr(era, "・"))
        svg_text(plot->html, SVG_SOFT, &(struct svg_at){x, y + FIRST_LINE + LINE, SVG_MIDDLE},
                 slice_of(era));
}

/* The first days of years, as many as there is room for. */
static void plot_events_years(struct plot *plot)
{
    static const int steps[] = {1, 2, 5, 10, 20, 50, 100};
    long y = plot->area.y + plot->area.height;
    int first = date_from_days(plot->span.first).year, last = date_from_days(plot->span.last).year;
    size_t step = 0;
    while (step + 1 < sizeof steps / sizeof *steps &&
           (last - first + 1) / steps[step] * (long)YEAR_ROOM > plot->area.width)
        step++;
    svg_line(plot->html, SVG_AXIS, &(struct svg_box){plot->area.x, y, plot->area.width, 0});
    for (int year = first + 1; year <= last; year++)
        if (year % steps[step] == 0)
            plot_events_year(plot, year, y);
}

/* Above its bar, to the left where it would leave the picture on the right. */
static void plot_event_name(struct plot *plot, const struct chart_point *point, long x, long y)
{
    char buffer[CHART_FIT_SIZE], text[512];
    int size = svg_text_size(SVG_TEXT);
    const char *gap = point->era.len ? "　" : "";
    snprintf(text, sizeof text, "%.*s%s%.*s",
             (int)(point->label.len < 300 ? point->label.len : 300), point->label.at,
             plot->chart->language == LANGUAGE_EN && *gap ? ", " : gap,
             (int)(point->era.len < 150 ? point->era.len : 0), point->era.at);
    struct slice name = chart_text_fit(slice_of(text), size, plot->whole.width, buffer);
    long width = chart_text_width(name, size), most = plot->whole.x + plot->whole.width - width;
    if (x > most)
        x = most;
    svg_text(plot->html, SVG_TEXT, &(struct svg_at){x, y, SVG_START}, name);
}

static void plot_event(struct plot *plot, const struct chart_series *series,
                       const struct chart_point *point, long y)
{
    long from = plot->area.x, to = from;
    if (point->dated)
        chart_span_ends(&plot->span, point, &from, &to);
    plot_open_point(plot, series, point, &(struct svg_at){from, y + ROW - BAR, SVG_START});
    if (to - from < LEAST) {
        struct chart_series sign = *series;
        sign.role = point->dated ? CHART_TARGET : CHART_BASELINE;
        plot_sign(plot->html, &sign, point->marks & (CHART_INFERRED | CHART_DISPUTED));
    } else {
        html_open(plot->html, "rect");
        svg_paint(plot->html, point->marks & CHART_INFERRED ? SVG_HOLLOW_DASHED : SVG_FILLED,
                  series->colour);
        svg_length(plot->html, "y", -BAR / 2);
        svg_length(plot->html, "width", to - from);
        svg_length(plot->html, "height", BAR);
        html_close(plot->html);
    }
    svg_close(plot->html);
    plot_event_name(plot, point, from, y + ROW - 2L * BAR);
}

static void plot_events_draw(struct plot *plot)
{
    const struct chart_panel *panel = plot->panel;
    plot->area = plot->whole;
    plot->area.height -= AXIS;
    chart_span_add(&plot->span, panel);
    plot->span.undated = false;
    chart_span_lay(&plot->span, plot->area.x, plot->area.x + plot->area.width);
    if (plot->span.dated)
        plot_events_years(plot);
    long y = plot->area.y;
    for (size_t i = 0; i < panel->count; i++) {
        const struct chart_series *series = &panel->series[i];
        if (series->name.len) {
            svg_text(plot->html, SVG_STRONG, &(struct svg_at){plot->whole.x, y + 1700, SVG_START},
                     series->name);
            y += HEAD;
        }
        for (size_t j = 0; j < series->count; j++, y += ROW)
            plot_event(plot, series, &series->points[j], y);
    }
}

const struct plot_kind plot_events = {plot_events_height, plot_events_draw};
