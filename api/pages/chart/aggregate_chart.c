/* See aggregate_chart.h. */
#include "hiraku/pages/chart/aggregate_chart.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/pages/chart/chart_describe.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/service/group_bars.h"
#include "hiraku/service/group_name.h"

#include <stdlib.h>

/* What is made. */
struct aggregate_drawing {
    const struct aggregate *aggregate;
    const struct group_bar *bars;
    size_t count;
    bool shares;
    const struct chart_context *context;
};

static struct slice aggregate_measure_word(enum measure measure, enum language language)
{
    static const char *const words[MEASURES][2] = {
        [MEASURE_SUM] = {"合計", "sum"},    [MEASURE_AVG] = {"平均", "average"},
        [MEASURE_MIN] = {"最小", "least"},  [MEASURE_MAX] = {"最大", "greatest"},
        [MEASURE_COUNT] = {"件数", "rows"},
    };
    return slice_of(words[measure][language]);
}

static struct slice aggregate_column_title(const struct path *path, enum language language)
{
    return slice_of(language == LANGUAGE_EN ? path->column->title_en : path->column->title_ja);
}

/* --- bars --- */

/* A cell of a group in words; an empty one is told to be so. */
static struct slice aggregate_group_word(const struct aggregate_drawing *drawing,
                                         const struct group_bar *bar, size_t i)
{
    return bar->names[i].len ? bar->names[i]
                             : slice_of(chart_word(drawing->context->language, WORD_NOT_STATED));
}

/* The groups from `first` on, with points between them. */
static struct slice aggregate_label(const struct aggregate_drawing *drawing,
                                    const struct group_bar *bar, size_t first)
{
    struct slice text = SLICE_NONE;
    for (size_t i = first; i < drawing->aggregate->group_count; i++) {
        struct slice name = aggregate_group_word(drawing, bar, i);
        text = i == first
                   ? name
                   : arena_printf(drawing->context->arena, "%.*s%s%.*s", (int)text.len, text.at,
                                  drawing->context->language == LANGUAGE_EN ? ", " : "・",
                                  (int)name.len, name.at);
    }
    return text.len ? text : slice_of(chart_word(drawing->context->language, WORD_ALL));
}

static struct slice aggregate_place(const struct aggregate_drawing *drawing,
                                    const struct group_bar *bar)
{
    struct slice text = SLICE_NONE;
    for (size_t i = 0; i < drawing->aggregate->group_count; i++)
        text = i == 0 ? bar->cells[0]
                      : arena_printf(drawing->context->arena, "%.*s,%.*s", (int)text.len, text.at,
                                     (int)bar->cells[i].len, bar->cells[i].at);
    return text;
}

static void aggregate_point(const struct aggregate_drawing *drawing, const struct group_bar *bar,
                            size_t measure, struct chart_point *point)
{
    bool english = drawing->context->language == LANGUAGE_EN;
    bool heads = drawing->aggregate->group_count > 1;
    bool counts = drawing->aggregate->measures[measure] == MEASURE_COUNT;
    *point = (struct chart_point){.place = aggregate_place(drawing, bar),
                                  .label = aggregate_label(drawing, bar, heads ? 1 : 0),
                                  .value = bar->measures[measure]};
    if (!point->value.len)
        point->reason = slice_of(chart_word(drawing->context->language, WORD_NO_VALUE));
    else if (bar->inexact.len && !slice_is(bar->inexact, "0") && !counts) {
        point->marks = CHART_APPROXIMATE;
        point->text[0] = slice_of(english ? "about " : "約");
    }
}

/* The bars of one heading: those beside each other whose first cell is the same. */
static size_t aggregate_heading(const struct aggregate_drawing *drawing, size_t from)
{
    size_t count = 1;
    if (drawing->aggregate->group_count < 2)
        return drawing->count - from;
    while (from + count < drawing->count &&
           slice_equal(drawing->bars[from].cells[0], drawing->bars[from + count].cells[0]))
        count++;
    return count;
}

static void aggregate_panel(const struct aggregate_drawing *drawing, size_t measure,
                            struct chart_panel *panel)
{
    const struct aggregate *aggregate = drawing->aggregate;
    enum language language = drawing->context->language;
    struct arena *arena = drawing->context->arena;
    struct chart_series *series = arena_alloc(arena, (drawing->count + 1) * sizeof *series);
    struct chart_point *points = arena_alloc(arena, (drawing->count + 1) * sizeof *points);
    *panel =
        (struct chart_panel){.kind = drawing->shares ? CHART_SHARE : CHART_BAR, .series = series};
    panel->title = aggregate_measure_word(aggregate->measures[measure], language);
    if (!series || !points)
        return;
    for (size_t from = 0, length; from < drawing->count; from += length) {
        length = aggregate_heading(drawing, from);
        for (size_t i = from; i < from + length; i++)
            aggregate_point(drawing, &drawing->bars[i], measure, &points[i]);
        if (aggregate->group_count > 0 &&
            !group_is_time(&aggregate->paths[aggregate->group_count - 1]))
            qsort(points + from, length, sizeof *points, chart_point_compare);
        series[panel->count] = (struct chart_series){.points = points + from, .count = length};
        if (aggregate->group_count > 1)
            series[panel->count].name = aggregate_group_word(drawing, &drawing->bars[from], 0);
        panel->count++;
    }
    bool english = language == LANGUAGE_EN && drawing->count && drawing->bars[0].unit[1].len;
    if (drawing->count && aggregate->measures[measure] != MEASURE_COUNT)
        panel->unit = drawing->bars[0].unit[english];
    if (panel->unit.len)
        panel->title = arena_printf(arena, "%.*s%s%.*s%s", (int)panel->title.len, panel->title.at,
                                    chart_word(language, WORD_OPEN), (int)panel->unit.len,
                                    panel->unit.at, chart_word(language, WORD_CLOSE));
}

/* --- the frame --- */

static struct slice aggregate_title(const struct aggregate_drawing *drawing)
{
    const struct resource *table = drawing->aggregate->query.resource;
    enum language language = drawing->context->language;
    const char *name = language == LANGUAGE_EN ? table->title_en : table->title_ja;
    struct slice text = slice_of(name);
    const char *before = chart_word(language, WORD_BY);
    for (size_t i = 0; i < drawing->aggregate->group_count; i++) {
        struct slice title = aggregate_column_title(&drawing->aggregate->paths[i], language);
        text = arena_printf(drawing->context->arena, "%.*s%s%.*s", (int)text.len, text.at, before,
                            (int)title.len, title.at);
        before = chart_word(language, WORD_COMMA);
    }
    return text;
}

static bool aggregate_left_out(const struct aggregate_drawing *drawing)
{
    for (size_t i = 0; i < drawing->count; i++)
        if (drawing->bars[i].missing.len && !slice_is(drawing->bars[i].missing, "0"))
            return true;
    return false;
}

const struct chart *aggregate_chart(const struct aggregate *aggregate, const struct group_bar *bars,
                                    size_t count, bool shares, const struct chart_context *context)
{
    const struct aggregate_drawing drawing = {aggregate, bars, count, shares, context};
    struct chart *chart = arena_alloc(context->arena, sizeof *chart);
    struct chart_panel *panels = arena_alloc(context->arena, MEASURES * sizeof *panels);
    if (!chart || !panels)
        return NULL;
    *chart =
        (struct chart){.language = context->language, .width = context->width, .panels = panels};
    for (size_t i = 0; i < aggregate->measure_count && count > 0; i++)
        aggregate_panel(&drawing, i, &panels[chart->count++]);
    chart->id = slice_of("chart-aggregate");
    chart->title = aggregate_title(&drawing);
    if (count == 0)
        chart->notice = slice_of(chart_word(context->language, WORD_NOTHING));
    else if (aggregate_left_out(&drawing))
        chart->notice = slice_of(chart_word(context->language, WORD_LEFT_OUT));
    chart_credit(chart, context, SLICE_NONE);
    chart->description = chart_describe(chart, context->arena);
    return arena_overflowed(context->arena) ? NULL : chart;
}
