/* A series as small as a word: see chart.h. A value that is missing is a gap. */
#include "plot.h"

#include "hiraku/pages/html.h"

enum { EDGE = 400, COLUMN_SHARE = 80 };

static void spark_lay(struct plot *plot, const struct spark *spark)
{
    struct chart_range range = {.any = false};
    for (size_t i = 0; i < spark->series->count; i++)
        chart_range_add(&range, spark->series->points[i].value);
    plot->scale = chart_scale_of(&range, spark->kind != CHART_LINE, 4);
    decimal_units units;
    /* no axis is drawn: the values may take all of the room */
    if (range.any && chart_scale_of_units(&plot->scale, range.most, &units) &&
        units > plot->scale.low)
        plot->scale.high = units;
    plot->area = (struct svg_box){EDGE, EDGE, spark->width * (long)PX - 2L * EDGE,
                                  spark->height * (long)PX - 2L * EDGE};
    plot->scale.from = plot->area.y + plot->area.height;
    plot->scale.to = plot->area.y;
    chart_span_add(&plot->span, plot->panel);
    plot->span.undated = false;
    chart_span_lay(&plot->span, plot->area.x - 800, plot->area.x + plot->area.width + 800);
}

static bool spark_place(const struct plot *plot, const struct chart_point *point, struct svg_at *at)
{
    if (!point->dated || !point->value.len ||
        !chart_scale_place(&plot->scale, point->value, &at->y))
        return false;
    at->x = chart_span_place(&plot->span, plot->panel->kind, point);
    return true;
}

static void spark_line(struct plot *plot, const struct spark *spark)
{
    struct svg_path path = svg_path_begin(plot->html, SVG_STROKE, spark->series->colour);
    bool crowded = plot_is_crowded(plot, spark->series);
    struct svg_at at;
    bool on = false;
    if (crowded)
        plot_open_crowd(plot, spark->series);
    for (size_t i = 0; i < spark->series->count; i++) {
        bool there = spark_place(plot, &spark->series->points[i], &at);
        if (there && on && spark->kind == CHART_STEP)
            svg_path_line(&path, at.x, path.y);
        if (there)
            (on ? svg_path_line : svg_path_move)(&path, at.x, at.y);
        on = there;
    }
    svg_path_end(&path);
    if (crowded)
        svg_close(plot->html);
}

static void spark_column(struct plot *plot, const struct spark *spark,
                         const struct chart_point *point, const struct svg_at *at)
{
    long from, to, zero = chart_scale_units(&plot->scale, 0);
    chart_span_ends(&plot->span, point, &from, &to);
    long width = (to - from) * COLUMN_SHARE / 100;
    html_open(plot->html, "rect");
    svg_paint(plot->html, spark->series->role == CHART_ACTUAL ? SVG_FILLED : SVG_HOLLOW,
              spark->series->colour);
    svg_length(plot->html, "x", -width / 2);
    svg_length(plot->html, "y", zero < at->y ? zero - at->y : 0);
    svg_length(plot->html, "width", width);
    svg_length(plot->html, "height", zero < at->y ? at->y - zero : zero - at->y);
    html_close(plot->html);
}

/* Every value has its place and tool tip, unless they are a crowd; the last one is seen as a point.
 */
static void spark_points(struct plot *plot, const struct spark *spark)
{
    bool crowded = plot_is_crowded(plot, spark->series);
    size_t last = 0;
    struct svg_at at;
    for (size_t i = 0; i < spark->series->count; i++)
        if (spark_place(plot, &spark->series->points[i], &at))
            last = i;
    for (size_t i = 0; i < spark->series->count; i++) {
        const struct chart_point *point = &spark->series->points[i];
        if ((crowded && !plot_stands_out(spark->series, i)) || !spark_place(plot, point, &at))
            continue;
        plot_open_point(plot, spark->series, point, &at);
        if (spark->kind == CHART_COLUMN)
            spark_column(plot, spark, point, &at);
        else if (i == last)
            plot_sign(plot->html, spark->series, 0);
        else
            plot_dot(plot->html, spark->series);
        svg_close(plot->html);
    }
}

void spark_write(const struct spark *spark, struct html *html)
{
    const struct chart_panel panel = {
        .kind = spark->kind, .unit = spark->unit, .series = spark->series, .count = 1};
    const struct chart chart = {.language = spark->language, .panels = &panel, .count = 1};
    struct plot plot = {.html = html, .chart = &chart, .panel = &panel};
    spark_lay(&plot, spark);
    html_open(html, "svg");
    html_attribute(html, "xmlns", "http://www.w3.org/2000/svg");
    html_attribute(html, "class", "hk-chart hk-spark");
    html_attribute(html, "role", "img");
    html_attribute_slice(html, "aria-label", spark->label);
    html_attribute_printf(html, "viewBox", "0 0 %d %d", spark->width, spark->height);
    html_attribute_printf(html, "width", "%d", spark->width);
    html_attribute_printf(html, "height", "%d", spark->height);
    if (spark->kind != CHART_COLUMN)
        spark_line(&plot, spark);
    else if (plot_is_crowded(&plot, spark->series))
        plot_crowd_columns(&plot, spark->series);
    spark_points(&plot, spark);
    html_close(html);
}
