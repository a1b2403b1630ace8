/* See kpi_parts.h. */
#include "kpi_parts.h"

#include "hiraku/base/arena.h"
#include "hiraku/service/details.h"

enum chart_role kpi_role(struct slice value_type)
{
    static const char *const names[CHART_ROLES] = {"actual", "target", "projection", "baseline"};
    for (int role = 0; role < CHART_ROLES; role++)
        if (slice_is(value_type, names[role]))
            return (enum chart_role)role;
    return CHART_ACTUAL;
}

struct slice kpi_division(const struct kpi_charting *charting, const struct detail *detail,
                          size_t first)
{
    static const enum detail_cell names[] = {DETAIL_ITEM_JA, DETAIL_SEGMENT_JA, DETAIL_AREA_JA};
    enum language language = charting->context->language;
    struct arena *arena = charting->context->arena;
    struct slice text = first == 0 ? kpi_word(charting, detail->of[0], detail->of[1]) : SLICE_NONE;
    for (size_t i = first; i < sizeof names / sizeof *names; i++) {
        struct slice name = detail->cells[names[i] + (language == LANGUAGE_EN)];
        if (!name.len)
            name = detail->cells[names[i]];
        if (!name.len)
            name = detail->point.cells[POINT_ITEM + (int)i];
        if (!name.len)
            continue;
        text = text.len
                   ? arena_printf(arena, "%.*s%s%.*s", (int)text.len, text.at,
                                  language == LANGUAGE_EN ? ", " : "・", (int)name.len, name.at)
                   : name;
    }
    return text;
}

struct slice kpi_point_division(const struct detail *detail, const struct chart_context *context)
{
    const struct kpi_charting charting = {.context = context};
    return kpi_division(&charting, detail, 0);
}

struct slice kpi_word(const struct kpi_charting *charting, struct slice ja, struct slice en)
{
    return charting->context->language == LANGUAGE_EN && en.len ? en : ja;
}

struct slice kpi_type_word(const struct kpi_charting *charting, const struct detail *detail)
{
    return chart_code_word(point_columns[POINT_VALUE_TYPE], detail->point.cells[POINT_VALUE_TYPE],
                           charting->context->language);
}

bool kpi_ranks(const struct details *details)
{
    return slice_is(details->about[SUBJECT_NATURE], "rank");
}

struct chart_panel *kpi_begin_panel(struct kpi_charting *charting, struct slice accumulation,
                                    enum chart_kind kind, const struct chart_series *series)
{
    enum language language = charting->context->language;
    const struct slice *about = charting->details->about;
    struct chart_panel *panel = &charting->panels[charting->chart->count++];
    *panel = (struct chart_panel){.kind = kind, .series = series};
    panel->title = chart_code_word(point_columns[POINT_ACCUMULATION], accumulation, language);
    panel->unit = about[language == LANGUAGE_EN && about[SUBJECT_UNIT_EN].len ? SUBJECT_UNIT_EN
                                                                              : SUBJECT_UNIT_JA];
    if (charting->title.len)
        panel->title = arena_printf(
            charting->context->arena, "%.*s%s%.*s", (int)charting->title.len, charting->title.at,
            language == LANGUAGE_EN ? ", " : "　", (int)panel->title.len, panel->title.at);
    panel->ranks = kpi_ranks(charting->details);
    return panel;
}
