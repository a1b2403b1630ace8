/* The parts of a sum: one bar a series, each part as wide as its share, and a line for each part
 * with its value as published. No percentage is computed. */
#include "plot.h"

#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/html.h"

enum { BAR = 3000, HEAD = 2600, LINE = 2000, AIR = 1200, SWATCH = 2000, BASE = 450, EDGE = 100 };

static long plot_shares_height(const struct chart *chart, const struct chart_panel *panel,
                               long width)
{
    long height = 0;
    (void)chart, (void)width;
    for (size_t i = 0; i < panel->count; i++)
        height += (panel->series[i].name.len ? HEAD : 0) + BAR + AIR / 2 +
                  (long)panel->series[i].count * LINE + AIR;
    return height;
}

/* The sum of what came before each part, and of all. */
static bool plot_shares_sum(const struct chart_series *series, size_t count, struct decimal *sum)
{
    *sum = (struct decimal){0, 0};
    for (size_t i = 0; i < count; i++) {
        struct decimal value;
        if (decimal_parse(series->points[i].value, &value) == DECIMAL_GOOD &&
            !decimal_add(*sum, value, sum))
            return false;
    }
    return true;
}

static long plot_shares_place(const struct plot *plot, struct decimal at, struct decimal all)
{
    struct decimal share;
    long width = plot->whole.width;
    if (all.units <= 0 || !decimal_divide(at, all, 9, &share))
        return plot->whole.x;
    return plot->whole.x + (long)(share.units * width / 1000000000);
}

/* Parts that are called the same have the same colour in every bar. */
static unsigned plot_part_colour(const struct plot *plot, struct slice label)
{
    const struct chart_panel *panel = plot->panel;
    unsigned colour = 0;
    for (size_t i = 0; i < panel->count; i++)
        for (size_t j = 0; j < panel->series[i].count; j++) {
            struct slice other = panel->series[i].points[j].label;
            bool known = false;
            if (slice_equal(other, label))
                return colour;
            for (size_t k = 0; k <= i && !known; k++)
                for (size_t l = 0; l < (k < i ? panel->series[k].count : j) && !known; l++)
                    known = slice_equal(panel->series[k].points[l].label, other);
            colour += !known;
        }
    return colour;
}

static void plot_part(struct plot *plot, const struct chart_series *series, size_t i, long y)
{
    const struct chart_point *point = &series->points[i];
    const struct chart_series part = {.name = series->name, .role = series->role};
    struct decimal all, before, behind;
    if (!plot_shares_sum(series, series->count, &all) || !plot_shares_sum(series, i, &before) ||
        !plot_shares_sum(series, i + 1, &behind))
        return;
    long from = plot_shares_place(plot, before, all), to = plot_shares_place(plot, behind, all);
    plot_open_point(plot, &part, point, &(struct svg_at){from, y, SVG_START});
    html_open(plot->html, "rect");
    svg_paint(plot->html, SVG_FILLED, plot_part_colour(plot, point->label));
    svg_length(plot->html, "width", to - from > 2L * EDGE ? to - from - EDGE : to - from);
    svg_length(plot->html, "height", BAR);
    html_close(plot->html);
    svg_close(plot->html);
}

static void plot_part_line(struct plot *plot, const struct chart_point *point, long y)
{
    char text[PLOT_TEXT_SIZE], buffer[CHART_FIT_SIZE];
    int size = svg_text_size(SVG_TEXT);
    struct slice value = point->value.len ? plot_value(point, text) : point->reason;
    long room = plot->whole.width - SWATCH - chart_text_width(value, size) - AIR;
    long base = y + LINE / 2 + BASE, right = plot->whole.x + plot->whole.width;
    html_open(plot->html, "rect");
    svg_paint(plot->html, SVG_FILLED, plot_part_colour(plot, point->label));
    svg_length(plot->html, "x", plot->whole.x);
    svg_length(plot->html, "y", y + 400);
    svg_length(plot->html, "width", 1200);
    svg_length(plot->html, "height", 1200);
    html_close(plot->html);
    svg_text(plot->html, SVG_TEXT, &(struct svg_at){plot->whole.x + SWATCH, base, SVG_START},
             chart_text_fit(point->label, size, room, buffer));
    svg_text(plot->html, SVG_STRONG, &(struct svg_at){right, base, SVG_END}, value);
}

static void plot_shares_draw(struct plot *plot)
{
    long y = plot->whole.y;
    for (size_t i = 0; i < plot->panel->count; i++) {
        const struct chart_series *series = &plot->panel->series[i];
        if (series->name.len) {
            svg_text(plot->html, SVG_STRONG, &(struct svg_at){plot->whole.x, y + 1700, SVG_START},
                     series->name);
            y += HEAD;
        }
        for (size_t j = 0; j < series->count; j++)
            plot_part(plot, series, j, y);
        y += BAR + AIR / 2;
        for (size_t j = 0; j < series->count; j++, y += LINE)
            plot_part_line(plot, &series->points[j], y);
        y += AIR;
    }
}

const struct plot_kind plot_shares = {plot_shares_height, plot_shares_draw};
