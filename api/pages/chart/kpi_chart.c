/* Which plots a KPI has, and which series: see kpi_chart.h. A run (what shares all but the period)
 * becomes a series; runs of one accumulation become a plot. */
#include "kpi_parts.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/pages/chart/chart_describe.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/service/details.h"

/* More series than this are drawn in plots of their own. */
enum { SERIES_MOST = 8 };

struct kpi_run {
    size_t from, count;
};

static bool kpi_next_run(const struct details *details, struct kpi_run *run)
{
    run->from += run->count;
    run->count = 0;
    while (run->from + run->count < details->count &&
           detail_shares_run(&details->points[run->from], &details->points[run->from + run->count]))
        run->count++;
    return run->count > 0;
}

static bool kpi_run_is(const struct details *details, const struct kpi_run *run,
                       struct slice accumulation)
{
    return slice_equal(details->points[run->from].point.cells[POINT_ACCUMULATION], accumulation);
}

/* --- names --- */

static struct slice kpi_run_name(const struct kpi_charting *charting, const struct detail *detail)
{
    struct slice division = kpi_division(charting, detail, 0),
                 type = kpi_type_word(charting, detail);
    if (!division.len)
        return type;
    return arena_printf(charting->context->arena, "%.*s%s%.*s%s", (int)division.len, division.at,
                        chart_word(charting->context->language, WORD_OPEN), (int)type.len, type.at,
                        chart_word(charting->context->language, WORD_CLOSE));
}

/* --- what is drawn how --- */

static bool kpi_has_one_time(const struct kpi_charting *charting, struct slice accumulation)
{
    const struct details *details = charting->details;
    struct slice place = SLICE_NONE;
    for (size_t i = 0; i < details->count; i++) {
        const struct slice *cells = details->points[i].point.cells;
        if (!slice_equal(cells[POINT_ACCUMULATION], accumulation))
            continue;
        if (place.len && !slice_equal(place, cells[POINT_PERIOD]))
            return false;
        place = cells[POINT_PERIOD];
    }
    return true;
}

static size_t kpi_runs(const struct details *details, struct slice accumulation)
{
    struct kpi_run run = {0, 0};
    size_t count = 0;
    while (kpi_next_run(details, &run))
        count += kpi_run_is(details, &run, accumulation);
    return count;
}

static enum chart_kind kpi_kind(const struct kpi_charting *charting, struct slice accumulation)
{
    bool adds = slice_is(charting->details->about[SUBJECT_NATURE], "flow");
    if (kpi_has_one_time(charting, accumulation))
        return kpi_runs(charting->details, accumulation) > 1 ? CHART_BAR : CHART_FIGURE;
    if (slice_is(accumulation, "cumulative"))
        return CHART_STEP;
    return adds || slice_is(accumulation, "increment") ? CHART_COLUMN : CHART_LINE;
}

/* --- plots --- */

static bool kpi_shares_division(const struct detail *a, const struct detail *b)
{
    return slice_equal(a->of[0], b->of[0]) &&
           point_shares(&a->point, &b->point, POINT_ITEM, POINT_AREA - POINT_ITEM + 1);
}

/* A series a run: actual values first, then targets, projections, baselines. Of all divisions, or
 * of only that of one figure. */
static void kpi_time_panel(struct kpi_charting *charting, struct slice accumulation,
                           enum chart_kind kind, const struct detail *only)
{
    const struct details *details = charting->details;
    size_t runs = kpi_runs(details, accumulation), count = 0;
    struct chart_series *series = arena_alloc(charting->context->arena, runs * sizeof *series);
    if (!series || charting->chart->count == KPI_PANELS)
        return;
    struct chart_panel *panel = kpi_begin_panel(charting, accumulation, kind, series);
    for (int role = 0; role < CHART_ROLES; role++) {
        struct kpi_run run = {0, 0};
        while (kpi_next_run(details, &run)) {
            const struct detail *first = &details->points[run.from];
            if (!kpi_run_is(details, &run, accumulation) ||
                (only && !kpi_shares_division(first, only)) ||
                kpi_role(first->point.cells[POINT_VALUE_TYPE]) != (enum chart_role)role)
                continue;
            series[count] = (struct chart_series){.name = only ? kpi_type_word(charting, first)
                                                               : kpi_run_name(charting, first),
                                                  .role = (enum chart_role)role,
                                                  .colour = (unsigned)(count % CHART_COLOURS),
                                                  .points = &charting->points[run.from],
                                                  .count = run.count};
            count++;
        }
    }
    panel->count = count;
    if (only)
        panel->title = kpi_division(charting, only, 0);
}

/* Small multiples: a plot for each division, with the same axes. */
static void kpi_time_panels(struct kpi_charting *charting, struct slice accumulation,
                            enum chart_kind kind)
{
    const struct details *details = charting->details;
    struct kpi_run run = {0, 0};
    charting->chart->columns = 2;
    while (kpi_next_run(details, &run) && charting->chart->count < KPI_PANELS) {
        const struct detail *first = &details->points[run.from];
        struct kpi_run before = {0, 0};
        bool known = !kpi_run_is(details, &run, accumulation);
        while (!known && kpi_next_run(details, &before) && before.from < run.from)
            known = kpi_run_is(details, &before, accumulation) &&
                    kpi_shares_division(&details->points[before.from], first);
        if (known)
            continue;
        size_t at = charting->chart->count;
        kpi_time_panel(charting, accumulation, kind, first);
        charting->panels[at].group = (unsigned)kind + 1;
    }
}

/* The plots of a kind: those over time come before bars, and bars before numbers. */
static void kpi_panels(struct kpi_charting *charting, int first, int last)
{
    static const char *const accumulations[] = {"level", "increment", "cumulative"};
    for (size_t i = 0; i < sizeof accumulations / sizeof *accumulations; i++) {
        struct slice accumulation = slice_of(accumulations[i]);
        enum chart_kind kind = kpi_kind(charting, accumulation);
        size_t runs = kpi_runs(charting->details, accumulation);
        if (runs == 0 || (int)kind < first || (int)kind > last)
            continue;
        if (kind == CHART_BAR)
            kpi_bar_panel(charting, accumulation);
        else if (runs > SERIES_MOST && kind != CHART_FIGURE)
            kpi_time_panels(charting, accumulation, kind);
        else
            kpi_time_panel(charting, accumulation, kind, NULL);
    }
}

void kpi_add(struct kpi_charting *charting, const struct details *details, struct slice title)
{
    charting->details = details;
    charting->title = title;
    charting->points =
        arena_alloc(charting->context->arena, (details->count + 1) * sizeof *charting->points);
    for (size_t i = 0; i < details->count && charting->points; i++)
        kpi_point(&details->points[i], charting->context, &charting->points[i]);
    if (!charting->points)
        return;
    kpi_panels(charting, CHART_LINE, CHART_COLUMN);
    kpi_panels(charting, CHART_BAR, CHART_BAR);
    kpi_panels(charting, CHART_FIGURE, CHART_FIGURE);
}

bool kpi_begin(struct kpi_charting *charting, const struct chart_context *context)
{
    *charting = (struct kpi_charting){.context = context};
    charting->chart = arena_alloc(context->arena, sizeof *charting->chart);
    charting->panels = arena_alloc(context->arena, KPI_PANELS * sizeof *charting->panels);
    if (!charting->chart || !charting->panels)
        return false;
    *charting->chart = (struct chart){
        .language = context->language, .width = context->width, .panels = charting->panels};
    return true;
}

static void kpi_frame(struct kpi_charting *charting)
{
    const struct slice *about = charting->details->about;
    struct chart *chart = charting->chart;
    chart->id = arena_printf(charting->context->arena, "chart-%.*s", (int)about[SUBJECT_ID].len,
                             about[SUBJECT_ID].at);
    chart->title = kpi_word(charting, about[SUBJECT_NAME_JA], about[SUBJECT_NAME_EN]);
    chart->subtitle = kpi_subtitle(charting);
    chart_credit(chart, charting->context, kpi_sources(charting, SLICE_NONE));
    chart->description = chart_describe(chart, charting->context->arena);
    if (chart->count == 1 && chart->panels[0].kind != CHART_STEP)
        charting->panels[0].title = SLICE_NONE;
    for (size_t i = 0; i < chart->count; i++)
        if (chart->panels[i].ranks && chart->panels[i].kind == CHART_BAR)
            chart->notice = slice_of(chart_word(chart->language, WORD_RANKS));
    if (chart->count == 0)
        chart->notice = slice_of(chart_word(chart->language, WORD_NOTHING));
}

const struct chart *kpi_chart(const struct details *details, const struct chart_context *context)
{
    struct kpi_charting charting;
    if (!kpi_begin(&charting, context))
        return NULL;
    kpi_add(&charting, details, SLICE_NONE);
    if (charting.points)
        kpi_frame(&charting);
    return arena_overflowed(context->arena) ? NULL : charting.chart;
}
