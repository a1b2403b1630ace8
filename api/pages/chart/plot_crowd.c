/* Series of so many values that nobody could point at one: they are drawn as one line, or as one
 * outline of columns, that goes through every value. Those whose sign says more than where they are
 * stand out: they are drawn as in other series, too. */
#include "plot.h"

#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/pages/html.h"

#include <stdio.h>

enum {
    CROWDED = 200, /* of a pixel, from one value to the next */
    COUNT_SIZE = 24,
    SHAPED = CHART_APPROXIMATE | CHART_AT_LEAST | CHART_AT_MOST | CHART_INFERRED | CHART_DISPUTED
};

bool plot_is_crowded(const struct plot *plot, const struct chart_series *series)
{
    return (long)series->count * CROWDED > plot->area.width;
}

static bool plot_crowd_joins(const struct chart_series *series, size_t i)
{
    return series->points[i].dated && series->points[i].value.len > 0;
}

bool plot_stands_out(const struct chart_series *series, size_t i)
{
    const struct chart_point *point = &series->points[i];
    bool joined = (i > 0 && plot_crowd_joins(series, i - 1)) ||
                  (i + 1 < series->count && plot_crowd_joins(series, i + 1));
    return point->marks & SHAPED || point->former.len > 0 || !point->dated || !joined ||
           i + 1 == series->count;
}

/* 実績値：3,000件の値（2015年1月1日〜2023年3月19日） */
static void plot_crowd_tip(const struct plot *plot, const struct chart_series *series, size_t count,
                           const struct chart_point *ends[2])
{
    enum language language = plot->chart->language;
    struct html *html = plot->html;
    char digits[COUNT_SIZE], number[CHART_NUMBER_SIZE];
    snprintf(digits, sizeof digits, "%zu", count);
    html_open(html, "title");
    html_slice(html, series->name);
    html_text(html, chart_word(language, WORD_COLON));
    html_slice(html, chart_number(slice_of(digits), number));
    html_text(html, chart_word(language, WORD_VALUES));
    html_text(html, chart_word(language, WORD_OPEN));
    html_slice(html, ends[0]->label);
    html_text(html, chart_word(language, WORD_TO));
    html_slice(html, ends[1]->label);
    html_text(html, chart_word(language, WORD_CLOSE));
    html_close(html);
}

void plot_open_crowd(struct plot *plot, const struct chart_series *series)
{
    const struct chart_point *ends[2] = {NULL, NULL};
    size_t count = 0;
    for (size_t i = 0; i < series->count; i++)
        if (plot_crowd_joins(series, i)) {
            ends[0] = ends[0] ? ends[0] : &series->points[i];
            ends[1] = &series->points[i];
            count++;
        }
    svg_group(plot->html, "hk-crowd");
    html_attribute(plot->html, "data-role", plot_role_name(series->role));
    html_attribute_printf(plot->html, "data-count", "%zu", count);
    if (count == 0)
        return;
    html_attribute_slice(plot->html, "data-from", ends[0]->place);
    html_attribute_slice(plot->html, "data-to", ends[1]->place);
    plot_crowd_tip(plot, series, count, ends);
}

void plot_crowd_columns(struct plot *plot, const struct chart_series *series)
{
    struct svg_path path = svg_path_begin(
        plot->html, series->role == CHART_ACTUAL ? SVG_FILLED : SVG_HOLLOW_DASHED, series->colour);
    long zero = chart_scale_units(&plot->scale, 0), end = 0, from, to, y;
    bool on = false;
    plot_open_crowd(plot, series);
    for (size_t i = 0; i < series->count; i++) {
        const struct chart_point *point = &series->points[i];
        if (!plot_crowd_joins(series, i) || !chart_scale_place(&plot->scale, point->value, &y))
            continue;
        chart_span_ends(&plot->span, point, &from, &to);
        if (on && from != end)
            svg_path_line(&path, end, zero);
        if (!on || from != end)
            svg_path_move(&path, from, zero);
        svg_path_line(&path, from, y);
        svg_path_line(&path, to, y);
        on = true;
        end = to;
    }
    if (on)
        svg_path_line(&path, end, zero);
    svg_path_end(&path);
    svg_close(plot->html);
}
