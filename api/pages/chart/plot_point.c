/* A value: its attributes, its tool tip, its sign. The shape tells actual values, targets,
 * projections and baselines apart; a dotted ring tells of an approximate one, a dashed edge of an
 * inferred one, a second ring of a disputed one, an arrow of a bound. */
#include "plot.h"

#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/pages/html.h"

#include <stdio.h>

enum { RADIUS = 450, DOT = 100, RING = 850, ARROW = 1700, HEAD = 350 };

struct slice plot_value(const struct chart_point *point, char text[PLOT_TEXT_SIZE])
{
    char number[CHART_NUMBER_SIZE];
    struct slice value = chart_number(point->value, number);
    int len = snprintf(text, PLOT_TEXT_SIZE, "%.*s%.*s%.*s",
                       (int)(point->text[0].len < 40 ? point->text[0].len : 0), point->text[0].at,
                       (int)value.len, value.at,
                       (int)(point->text[1].len < 40 ? point->text[1].len : 0), point->text[1].at);
    for (unsigned bit = 0; bit < CHART_MARKS; bit++)
        if (point->marks & 1U << bit)
            len += snprintf(text + len, (size_t)(PLOT_TEXT_SIZE - len), "%s", chart_mark_sign(bit));
    return (struct slice){text, (size_t)len};
}

static void plot_tip_number(const struct plot *plot, struct slice value)
{
    char number[CHART_NUMBER_SIZE];
    if (plot->chart->language == LANGUAGE_EN || !plot->panel->unit_before)
        html_text(plot->html, plot->panel->unit_before);
    html_slice(plot->html, chart_number(value, number));
    if (plot->chart->language == LANGUAGE_EN && plot->panel->unit.len)
        html_text(plot->html, " ");
    html_slice(plot->html, plot->panel->unit);
}

static void plot_tip_marks(const struct plot *plot, const struct chart_point *point)
{
    enum language language = plot->chart->language;
    for (unsigned bit = 0; bit < CHART_MARKS; bit++)
        if (point->marks & 1U << bit) {
            html_text(plot->html, chart_word(language, WORD_COMMA));
            html_text(plot->html, chart_mark_word(language, bit));
        }
    if (!point->former.len)
        return;
    html_text(plot->html, chart_word(language, WORD_COMMA));
    html_text(plot->html, chart_word(language, WORD_FORMER));
    html_text(plot->html, " ");
    plot_tip_number(plot, point->former);
}

/* 2024年度（令和6年度） 目標値：約5.00億円、暫定値 */
static void plot_tip(const struct plot *plot, const struct chart_series *series,
                     const struct chart_point *point)
{
    enum language language = plot->chart->language;
    struct html *html = plot->html;
    html_open(html, "title");
    html_slice(html, point->label);
    if (point->era.len) {
        html_text(html, chart_word(language, WORD_OPEN));
        html_slice(html, point->era);
        html_text(html, chart_word(language, WORD_CLOSE));
    }
    html_text(html, " ");
    html_slice(html, series->name);
    if (point->value.len || point->reason.len)
        html_text(html, chart_word(language, WORD_COLON));
    if (point->value.len) {
        html_slice(html, point->text[0]);
        plot_tip_number(plot, point->value);
        html_slice(html, point->text[1]);
    } else {
        html_slice(html, point->reason);
    }
    plot_tip_marks(plot, point);
    html_close(html);
}

const char *plot_role_name(enum chart_role role)
{
    static const char *const roles[CHART_ROLES] = {"actual", "target", "projection", "baseline"};
    return roles[role];
}

void plot_open_point(struct plot *plot, const struct chart_series *series,
                     const struct chart_point *point, const struct svg_at *at)
{
    struct html *html = plot->html;
    svg_group_at(html, point->value.len ? "hk-point" : "hk-missing", at->x, at->y);
    html_attribute(html, "data-role", plot_role_name(series->role));
    html_attribute_slice(html, "data-place", point->place);
    html_attribute_slice(html, "data-value", point->value);
    if (point->id.len)
        html_attribute_slice(html, "data-id", point->id);
    if (point->former.len)
        html_attribute_slice(html, "data-former", point->former);
    plot_tip(plot, series, point);
}

static void plot_circle(struct html *html, enum svg_paint paint, unsigned colour, long radius,
                        const char *dash)
{
    html_open(html, "circle");
    svg_paint(html, paint, colour);
    svg_length(html, "r", radius);
    if (dash)
        html_attribute(html, "stroke-dasharray", dash);
    html_close(html);
}

static void plot_corners(struct html *html, const struct chart_series *series, enum svg_paint paint)
{
    static const long corners[CHART_ROLES][4][2] = {
        [CHART_TARGET] = {{0, -600}, {600, 0}, {0, 600}, {-600, 0}},
        [CHART_PROJECTION] = {{0, -550}, {550, 450}, {-550, 450}, {0, -550}},
        [CHART_BASELINE] = {{-450, -450}, {450, -450}, {450, 450}, {-450, 450}},
    };
    struct svg_path path = svg_path_begin(html, paint, series->colour);
    for (int i = 0; i < 4; i++)
        (i ? svg_path_line : svg_path_move)(&path, corners[series->role][i][0],
                                            corners[series->role][i][1]);
    svg_path_shut(&path);
    svg_path_end(&path);
}

static void plot_arrow(struct html *html, unsigned colour, long way)
{
    struct svg_path path = svg_path_begin(html, SVG_STROKE, colour);
    svg_path_move(&path, 0, 0);
    svg_path_line(&path, 0, way * ARROW);
    svg_path_move(&path, -HEAD, way * (ARROW - HEAD));
    svg_path_line(&path, 0, way * ARROW);
    svg_path_line(&path, HEAD, way * (ARROW - HEAD));
    svg_path_end(&path);
}

void plot_sign(struct html *html, const struct chart_series *series, unsigned marks)
{
    bool inferred = marks & CHART_INFERRED;
    if (marks & CHART_AT_LEAST)
        plot_arrow(html, series->colour, -1);
    if (marks & CHART_AT_MOST)
        plot_arrow(html, series->colour, 1);
    if (series->role == CHART_ACTUAL)
        plot_circle(html, inferred ? SVG_OPEN : SVG_FILLED, series->colour, RADIUS,
                    inferred ? "2 2" : NULL);
    else
        plot_corners(html, series, SVG_OPEN);
    if (marks & CHART_APPROXIMATE)
        plot_circle(html, SVG_DOTTED, series->colour, RING, NULL);
    if (marks & CHART_DISPUTED)
        plot_circle(html, SVG_STROKE, series->colour, RING, NULL);
}

void plot_dot(struct html *html, const struct chart_series *series)
{
    plot_circle(html, SVG_FILLED, series->colour, DOT, NULL);
}
