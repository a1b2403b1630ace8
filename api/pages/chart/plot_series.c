/* Lines, steps and columns of a plot over time. A line ends where a value is missing. */
#include "plot.h"

#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/html.h"

enum {
    COLUMN_MOST = 6400,
    COLUMN_LEAST = 300,
    SIGN = 500,
    ARROW = 1400,
    RING = 450,
    SHARE_OF_PERIOD = 76,
    DENSE = 900 /* points nearer to each other are small */
};

static const enum svg_paint strokes[CHART_ROLES] = {
    [CHART_ACTUAL] = SVG_STROKE,
    [CHART_TARGET] = SVG_DASHED,
    [CHART_PROJECTION] = SVG_DOTTED,
    [CHART_BASELINE] = SVG_DOTTED,
};

static bool plot_place(const struct plot *plot, const struct chart_point *point, struct svg_at *at)
{
    *at = (struct svg_at){.x = chart_span_place(&plot->span, plot->panel->kind, point)};
    return point->value.len && chart_scale_place(&plot->scale, point->value, &at->y);
}

/* What was told before, dotted, with a line to what is told now. */
static void plot_former(const struct plot *plot, const struct chart_point *point, long y)
{
    long before;
    if (!point->former.len || !chart_scale_place(&plot->scale, point->former, &before))
        return;
    svg_line(plot->html, SVG_FORMER, &(struct svg_box){0, before - y, 0, y - before});
    html_open(plot->html, "circle");
    svg_look(plot->html, SVG_FORMER);
    svg_length(plot->html, "cy", before - y);
    svg_length(plot->html, "r", 350);
    html_close(plot->html);
}

static void plot_points(struct plot *plot, const struct chart_series *series)
{
    struct svg_at at;
    bool dense = (long)series->count * DENSE > plot->area.width;
    bool crowded = plot_is_crowded(plot, series);
    for (size_t i = 0; i < series->count; i++)
        if ((!crowded || plot_stands_out(series, i)) && plot_place(plot, &series->points[i], &at))
            plot_field_keep(&plot->field,
                            &(struct svg_box){at.x - SIGN, at.y - SIGN, 2L * SIGN, 2L * SIGN});
    for (size_t i = 0; i < series->count; i++) {
        const struct chart_point *point = &series->points[i];
        if ((crowded && !plot_stands_out(series, i)) || !plot_place(plot, point, &at))
            continue;
        plot_open_point(plot, series, point, &at);
        plot_former(plot, point, at.y);
        if (dense && !point->marks)
            plot_dot(plot->html, series);
        else
            plot_sign(plot->html, series, point->marks);
        svg_close(plot->html);
    }
}

static struct plot_sign_room plot_room(const struct chart_point *point, const struct svg_at *at)
{
    bool ring = point->marks & (CHART_APPROXIMATE | CHART_DISPUTED);
    return (struct plot_sign_room){.x = at->x,
                                   .y = at->y,
                                   .above = point->marks & CHART_AT_LEAST ? ARROW
                                            : ring                        ? RING
                                                                          : 0,
                                   .below = point->marks & CHART_AT_MOST ? ARROW
                                            : ring                       ? RING
                                                                         : 0};
}

void plot_numbers(struct plot *plot, const struct chart_series *series)
{
    char text[PLOT_TEXT_SIZE];
    bool crowded = plot_is_crowded(plot, series);
    struct svg_at at;
    for (size_t i = series->count; i-- > 0;) {
        const struct chart_point *point = &series->points[i];
        if ((crowded && !plot_stands_out(series, i)) || !plot_place(plot, point, &at))
            continue;
        const struct plot_sign_room room = plot_room(point, &at);
        plot_label(plot, &room, plot_value(point, text));
    }
}

/* A line to the next place, which labels keep clear of. */
static void plot_go(struct plot *plot, struct svg_path *path, long x, long y)
{
    plot_field_keep_line(&plot->field,
                         &(struct svg_box){path->x, path->y, x - path->x, y - path->y});
    svg_path_line(path, x, y);
}

void plot_lines(struct plot *plot, const struct chart_series *series)
{
    struct svg_path path = svg_path_begin(plot->html, strokes[series->role], series->colour);
    bool on = false, crowded = plot_is_crowded(plot, series);
    struct svg_at at;
    if (crowded)
        plot_open_crowd(plot, series);
    for (size_t i = 0; i < series->count; i++) {
        if (!series->points[i].dated)
            continue;
        bool there = plot_place(plot, &series->points[i], &at);
        if (there && on)
            plot_go(plot, &path, at.x, at.y);
        else if (there)
            svg_path_move(&path, at.x, at.y);
        on = there;
    }
    svg_path_end(&path);
    if (crowded)
        svg_close(plot->html);
    plot_points(plot, series);
}

/* A step goes up where a period ends. */
void plot_steps(struct plot *plot, const struct chart_series *series)
{
    struct svg_path path = svg_path_begin(plot->html, strokes[series->role], series->colour);
    bool on = false, crowded = plot_is_crowded(plot, series);
    struct svg_at at;
    if (crowded)
        plot_open_crowd(plot, series);
    for (size_t i = 0; i < series->count; i++) {
        bool there = plot_place(plot, &series->points[i], &at);
        if (there && on) {
            plot_go(plot, &path, at.x, path.y);
            plot_go(plot, &path, at.x, at.y);
        } else if (there) {
            svg_path_move(&path, at.x, at.y);
        }
        on = there;
    }
    svg_path_end(&path);
    if (crowded)
        svg_close(plot->html);
    plot_points(plot, series);
}

/* --- columns --- */

static void plot_column(struct plot *plot, const struct chart_series *series,
                        const struct chart_point *point, const struct svg_box *box)
{
    long zero = chart_scale_units(&plot->scale, 0);
    struct svg_at at = {box->x + box->width / 2, box->y, SVG_START};
    if (point->value.at[0] == '-')
        at.y = box->y + box->height;
    plot_open_point(plot, series, point, &at);
    html_open(plot->html, "rect");
    svg_paint(plot->html, series->role == CHART_ACTUAL ? SVG_FILLED : SVG_HOLLOW_DASHED,
              series->colour);
    svg_length(plot->html, "x", -box->width / 2);
    svg_length(plot->html, "y", box->y - at.y);
    svg_length(plot->html, "width", box->width);
    svg_length(plot->html, "height", box->height);
    html_close(plot->html);
    plot_former(plot, point, at.y);
    if (at.y == zero || point->marks & (CHART_APPROXIMATE | CHART_AT_LEAST | CHART_AT_MOST |
                                        CHART_INFERRED | CHART_DISPUTED))
        plot_sign(plot->html, series, point->marks);
    svg_close(plot->html);
}

void plot_slot(const struct plot *plot, size_t series, const struct chart_point *point, long *from,
               long *to)
{
    long count = (long)plot->panel->count;
    chart_span_ends(&plot->span, point, from, to);
    if (plot->panel->kind != CHART_COLUMN)
        return;
    long room = (*to - *from) * SHARE_OF_PERIOD / 100;
    if (room > COLUMN_MOST * count)
        room = COLUMN_MOST * count;
    long width = room / count < COLUMN_LEAST ? COLUMN_LEAST : room / count;
    *from = (*from + *to) / 2 - room / 2 + (long)series * width;
    *to = *from + width - (count > 1 ? 100 : 0);
}

static bool plot_column_box(const struct plot *plot, size_t series, const struct chart_point *point,
                            struct svg_box *box)
{
    long from, to, y, zero = chart_scale_units(&plot->scale, 0);
    if (!point->value.len || !chart_scale_place(&plot->scale, point->value, &y))
        return false;
    plot_slot(plot, series, point, &from, &to);
    *box = (struct svg_box){from, y < zero ? y : zero, to - from, y < zero ? zero - y : y - zero};
    return true;
}

void plot_columns(struct plot *plot, size_t index)
{
    const struct chart_series *series = &plot->panel->series[index];
    bool crowded = plot_is_crowded(plot, series);
    struct svg_box box;
    if (crowded)
        plot_crowd_columns(plot, series);
    for (size_t i = 0; i < series->count; i++)
        if ((!crowded || plot_stands_out(series, i)) &&
            plot_column_box(plot, index, &series->points[i], &box)) {
            plot_field_keep(&plot->field, &box);
            plot_column(plot, series, &series->points[i], &box);
        }
}

void plot_column_numbers(struct plot *plot, size_t index)
{
    const struct chart_series *series = &plot->panel->series[index];
    bool crowded = plot_is_crowded(plot, series);
    char text[PLOT_TEXT_SIZE];
    struct svg_box box;
    for (size_t i = series->count; i-- > 0;) {
        const struct chart_point *point = &series->points[i];
        if ((crowded && !plot_stands_out(series, i)) || !plot_column_box(plot, index, point, &box))
            continue;
        bool below = point->value.at[0] == '-', sign = point->marks || box.height == 0;
        struct svg_at at = {box.x + box.width / 2, below ? box.y + box.height : box.y, SVG_START};
        struct plot_sign_room room = plot_room(point, &at);
        room.above += sign ? 300 : -300;
        if (below)
            room.above = 100L * ARROW; /* outside: not above */
        plot_label(plot, &room, plot_value(point, text));
    }
}
