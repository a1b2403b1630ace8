/* See compare_chart.h. */
#include "hiraku/pages/chart/compare_chart.h"

#include "kpi_parts.h"

#include "hiraku/base/arena.h"
#include "hiraku/pages/chart/chart_describe.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/pages/chart/compare_words.h"
#include "hiraku/service/compare.h"
#include "hiraku/service/details.h"

enum { TITLES_BYTES = 300 };

static bool compare_chart_same(const struct compare *compare, enum subject_cell cell)
{
    for (size_t i = 1; i < compare->count; i++)
        if (!slice_equal(compare->subjects[0].cells[cell], compare->subjects[i].cells[cell]))
            return false;
    return true;
}

/* What tells a subject from the others: its place where they have one name, else its name. */
static struct slice compare_chart_name(const struct kpi_charting *charting,
                                       const struct compare *compare, const struct details *one)
{
    const struct slice *about = one->about;
    if (compare_chart_same(compare, SUBJECT_NAME_JA) && about[SUBJECT_MUNICIPALITY_JA].len &&
        !compare_chart_same(compare, SUBJECT_MUNICIPALITY))
        return kpi_word(charting, about[SUBJECT_MUNICIPALITY_JA], about[SUBJECT_MUNICIPALITY_EN]);
    return kpi_word(charting, about[SUBJECT_NAME_JA], about[SUBJECT_NAME_EN]);
}

/* The figures of all, as if they were of one. */
static struct details *compare_chart_together(const struct kpi_charting *charting,
                                              const struct compare *compare,
                                              const struct details *each)
{
    struct arena *arena = charting->context->arena;
    struct details *all = arena_alloc(arena, sizeof *all);
    size_t count = 0;
    for (size_t i = 0; i < compare->count; i++)
        count += each[i].count;
    struct detail *points = arena_alloc(arena, (count + 1) * sizeof *points);
    if (!all || !points)
        return NULL;
    *all = each[0];
    all->points = points;
    all->count = 0;
    for (size_t i = 0; i < compare->count; i++)
        for (size_t j = 0; j < each[i].count; j++) {
            struct detail *detail = &points[all->count++];
            *detail = each[i].points[j];
            /* kpi_word takes the one of the language, which is the same then */
            detail->of[LANGUAGE_JA] = detail->of[LANGUAGE_EN] =
                compare_chart_name(charting, compare, &each[i]);
        }
    if (!compare_chart_same(compare, SUBJECT_MUNICIPALITY))
        all->about[SUBJECT_MUNICIPALITY_JA] = all->about[SUBJECT_MUNICIPALITY_EN] = SLICE_NONE;
    return all;
}

/* 定義が異なるため、1つの図には重ねていません：単位、数え方 */
static struct slice compare_chart_notice(const struct compare *compare,
                                         const struct chart_context *context)
{
    enum language language = context->language;
    struct slice text = slice_of(chart_word(language, WORD_NO_COMPARISON));
    const char *before = chart_word(language, WORD_COLON);
    for (int i = 0; i < PROPERTIES; i++) {
        if (!compare->differs[i])
            continue;
        struct slice name = compare_property_title((enum property)i, language);
        text = arena_printf(context->arena, "%.*s%s%.*s", (int)text.len, text.at, before,
                            (int)name.len, name.at);
        before = chart_word(language, WORD_COMMA);
    }
    return text;
}

static struct slice compare_chart_title(const struct kpi_charting *charting,
                                        const struct compare *compare, const struct details *each)
{
    struct slice title = SLICE_NONE;
    size_t names = compare_chart_same(compare, SUBJECT_NAME_JA) ? 1 : compare->count;
    for (size_t i = 0; i < names && title.len < TITLES_BYTES; i++) {
        struct slice name =
            kpi_word(charting, each[i].about[SUBJECT_NAME_JA], each[i].about[SUBJECT_NAME_EN]);
        title = i == 0
                    ? name
                    : arena_printf(charting->context->arena, "%.*s%s%.*s", (int)title.len, title.at,
                                   charting->context->language == LANGUAGE_EN ? " / " : "／",
                                   (int)name.len, name.at);
    }
    return title;
}

static void compare_chart_frame(struct kpi_charting *charting, const struct compare *compare,
                                const struct details *each)
{
    struct chart *chart = charting->chart;
    struct slice sources = SLICE_NONE;
    chart->id = slice_of("chart-compare");
    chart->title = compare_chart_title(charting, compare, each);
    if (!*compare->differences)
        chart->subtitle = kpi_subtitle(charting);
    for (size_t i = 0; i < compare->count; i++) {
        charting->details = &each[i];
        sources = kpi_sources(charting, sources);
    }
    chart_credit(chart, charting->context, sources);
    chart->description = chart_describe(chart, charting->context->arena);
    if (chart->count == 0)
        chart->notice = slice_of(chart_word(chart->language, WORD_NOTHING));
}

const struct chart *compare_chart(const struct compare *compare, struct details *each,
                                  const struct chart_context *context)
{
    struct kpi_charting charting;
    if (!kpi_begin(&charting, context))
        return NULL;
    if (!*compare->differences) {
        struct details *all = compare_chart_together(&charting, compare, each);
        if (!all)
            return NULL;
        kpi_add(&charting, all, SLICE_NONE);
    }
    for (size_t i = 0; i < compare->count && *compare->differences; i++)
        kpi_add(&charting, &each[i], compare_chart_name(&charting, compare, &each[i]));
    if (*compare->differences) {
        charting.chart->notice = compare_chart_notice(compare, context);
        charting.chart->columns = 2;
    }
    if (charting.points)
        compare_chart_frame(&charting, compare, each);
    return arena_overflowed(context->arena) ? NULL : charting.chart;
}
