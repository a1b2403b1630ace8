/* What the parts of a plot share. A plot is a panel at its place in the picture. Lengths are in
 * hundredths of a pixel. */
#ifndef HIRAKU_PAGES_CHART_PLOT_H
#define HIRAKU_PAGES_CHART_PLOT_H

#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/chart/chart_scale.h"
#include "hiraku/pages/chart/chart_span.h"
#include "hiraku/pages/chart/svg.h"

enum { PLOT_LABELS_MAX = 200, PLOT_TEXT_SIZE = 160 };

/* Where something stands already. */
struct plot_field {
    struct svg_box boxes[PLOT_LABELS_MAX];
    size_t count;
    struct svg_box lines[PLOT_LABELS_MAX]; /* from x, y by width, height, which may be negative */
    size_t line_count;
    struct svg_box within; /* labels stay in it */
};

struct plot {
    struct html *html;
    const struct chart *chart;
    const struct chart_panel *panel;
    struct svg_box whole; /* the place of the panel */
    struct svg_box area;  /* within the axes */
    struct chart_scale scale;
    struct chart_span span;
    struct plot_field field;
};

/* --- how high it is, and drawing it: a row of this table for each kind --- */

struct plot_kind {
    long (*height)(const struct chart *chart, const struct chart_panel *panel, long width);
    void (*draw)(struct plot *plot);
};
extern const struct plot_kind plot_time, plot_bars, plot_shares, plot_figures, plot_events,
    plot_flow;

/* --- parts --- */

/* What is in the way of labels. */
void plot_field_keep(struct plot_field *field, const struct svg_box *box);
/* Whether the box is free and inside; it is kept then. */
bool plot_field_take(struct plot_field *field, const struct svg_box *box);
void plot_field_keep_line(struct plot_field *field, const struct svg_box *span);
/* Writes a text around a place where there is room: above, below, right, left, then nowhere
 * (false). So much above and below it belongs to its sign. */
struct plot_sign_room {
    long x, y, above, below;
};
bool plot_label(struct plot *plot, const struct plot_sign_room *at, struct slice text);

/* The legend: how many lines, and the lines themselves from the top of `whole`. */
long plot_legend_height(const struct chart_panel *panel, long width);
void plot_legend(struct plot *plot, long y);

/* What a series is drawn with, around the origin. */
void plot_swatch(const struct plot *plot, const struct chart_series *series);
/* The room for names at the ends of lines, in place of a legend; 0: there is a legend. */
long plot_names_width(const struct chart *chart, const struct chart_panel *panel, long width);
void plot_names(struct plot *plot);

void plot_value_axis(struct plot *plot);
void plot_time_axis(struct plot *plot);
/* The width of the numbers beside the axis. */
long plot_value_width(const struct chart_scale *scale);

/* What shows a series, and then its numbers, once everything that is in their way is there. */
void plot_lines(struct plot *plot, const struct chart_series *series);
void plot_steps(struct plot *plot, const struct chart_series *series);
void plot_columns(struct plot *plot, size_t series);
void plot_numbers(struct plot *plot, const struct chart_series *series);
void plot_column_numbers(struct plot *plot, size_t series);
/* The slot of a point of a series: its period, or of columns its share of that. */
void plot_slot(const struct plot *plot, size_t series, const struct chart_point *point, long *from,
               long *to);
/* The periods in which a value is missing, and then why. */
void plot_gaps(struct plot *plot, size_t series);
void plot_gap_reasons(struct plot *plot, size_t series);

/* Whether a series over time has more values than can be told apart: then a line is all that is
 * drawn of most of them, in a group that says how many they are; those that stand out are drawn
 * as in other series. */
bool plot_is_crowded(const struct plot *plot, const struct chart_series *series);
bool plot_stands_out(const struct chart_series *series, size_t i);
/* Opens that group: svg_close. */
void plot_open_crowd(struct plot *plot, const struct chart_series *series);
/* The outline of the columns, from zero, each as wide as its period. */
void plot_crowd_columns(struct plot *plot, const struct chart_series *series);

/* As it is called in attributes: actual, target … */
const char *plot_role_name(enum chart_role role);
/* Opens the group of a value with what it is: attributes and tool tip. svg_close. */
void plot_open_point(struct plot *plot, const struct chart_series *series,
                     const struct chart_point *point, const struct svg_at *at);
/* The sign of a value at the origin, by its role and marks. */
void plot_sign(struct html *html, const struct chart_series *series, unsigned marks);
/* The same, small and without its role. */
void plot_dot(struct html *html, const struct chart_series *series);
/* The value as it is labelled: 約26,000 †. */
struct slice plot_value(const struct chart_point *point, char text[PLOT_TEXT_SIZE]);

#endif
