/* What a KPI has at one time, as bars in descending order: those of one segment below each other
 * where the items of several segments are told, as surveys have them. */
#include "kpi_parts.h"

#include "hiraku/base/arena.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/service/details.h"

#include <stdlib.h>

/* Whether two bars belong below each other. */
static bool kpi_bars_share(const struct detail *a, const struct detail *b)
{
    const struct slice *x = a->point.cells, *y = b->point.cells;
    bool items = x[POINT_ITEM].len > 0 && y[POINT_ITEM].len > 0;
    return slice_equal(x[POINT_ACCUMULATION], y[POINT_ACCUMULATION]) &&
           slice_equal(x[POINT_VALUE_TYPE], y[POINT_VALUE_TYPE]) &&
           (!items ||
            (slice_equal(a->of[0], b->of[0]) && slice_equal(x[POINT_SEGMENT], y[POINT_SEGMENT]) &&
             slice_equal(x[POINT_AREA], y[POINT_AREA])));
}

/* Whose bars they are, and of which segment. */
static struct slice kpi_bars_heading(const struct kpi_charting *charting,
                                     const struct detail *detail)
{
    struct detail only = *detail;
    only.point.cells[POINT_ITEM] = SLICE_NONE;
    only.cells[DETAIL_ITEM_JA] = only.cells[DETAIL_ITEM_EN] = SLICE_NONE;
    return kpi_division(charting, &only, 0);
}

static struct slice kpi_bars_name(const struct kpi_charting *charting, const struct detail *detail)
{
    struct slice type = kpi_type_word(charting, detail), division = SLICE_NONE;
    if (detail->point.cells[POINT_ITEM].len)
        division = kpi_bars_heading(charting, detail);
    if (!division.len)
        return type;
    if (kpi_role(detail->point.cells[POINT_VALUE_TYPE]) == CHART_ACTUAL)
        return division;
    return arena_printf(charting->context->arena, "%.*s%s%.*s%s", (int)division.len, division.at,
                        chart_word(charting->context->language, WORD_OPEN), (int)type.len, type.at,
                        chart_word(charting->context->language, WORD_CLOSE));
}

/* The bars that share with the one at `from`, unless it shares with one before it. */
static bool kpi_bars_series(const struct kpi_charting *charting, size_t from,
                            struct chart_series *series, struct chart_point *points)
{
    const struct details *details = charting->details;
    const struct detail *leader = &details->points[from];
    for (size_t i = 0; i < from; i++)
        if (kpi_bars_share(&details->points[i], leader))
            return false;
    *series = (struct chart_series){.name = kpi_bars_name(charting, leader),
                                    .role = kpi_role(leader->point.cells[POINT_VALUE_TYPE]),
                                    .points = points};
    for (size_t i = from; i < details->count; i++) {
        const struct detail *detail = &details->points[i];
        if (!kpi_bars_share(detail, leader))
            continue;
        bool item = detail->point.cells[POINT_ITEM].len > 0;
        struct detail only = *detail;
        if (item)
            only.point.cells[POINT_SEGMENT] = only.point.cells[POINT_AREA] = SLICE_NONE;
        for (int cell = DETAIL_SEGMENT_JA; item && cell <= DETAIL_AREA_EN; cell++)
            only.cells[cell] = SLICE_NONE;
        if (item)
            only.of[0] = only.of[1] = SLICE_NONE;
        struct slice label = kpi_division(charting, &only, 0);
        struct chart_point *point = &points[series->count++];
        *point = charting->points[i];
        point->label = label.len ? label : series->name;
        point->era = SLICE_NONE;
    }
    qsort(points, series->count, sizeof *points,
          kpi_ranks(details) ? chart_point_compare_ranks : chart_point_compare);
    return true;
}

void kpi_bar_panel(struct kpi_charting *charting, struct slice accumulation)
{
    const struct details *details = charting->details;
    struct arena *arena = charting->context->arena;
    struct chart_series *series = arena_alloc(arena, details->count * sizeof *series);
    struct chart_point *points = arena_alloc(arena, details->count * sizeof *points);
    struct slice time = SLICE_NONE;
    size_t count = 0, used = 0;
    if (!series || !points)
        return;
    for (size_t i = 0; i < details->count; i++) {
        const struct slice *cells = details->points[i].point.cells;
        if (!slice_equal(cells[POINT_ACCUMULATION], accumulation) ||
            !kpi_bars_series(charting, i, &series[count], points + used))
            continue;
        time = charting->points[i].label;
        used += series[count++].count;
    }
    struct chart_panel *panel = kpi_begin_panel(charting, accumulation, CHART_BAR, series);
    panel->count = count;
    panel->title = arena_printf(arena, "%.*s%s%.*s", (int)panel->title.len, panel->title.at,
                                charting->context->language == LANGUAGE_EN ? ", " : "　",
                                (int)time.len, time.at);
}
