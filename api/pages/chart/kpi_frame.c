/* What stands around the plots of KPIs: see kpi_parts.h. */
#include "kpi_parts.h"

#include "hiraku/base/arena.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/service/details.h"

enum { SOURCES_BYTES = 400 };

/* Whether the list has the title already. */
static bool kpi_has_source(struct slice list, struct slice title)
{
    for (size_t i = 0; i + title.len <= list.len; i++)
        if (memcmp(list.at + i, title.at, title.len) == 0)
            return true;
    return false;
}

struct slice kpi_sources(const struct kpi_charting *charting, struct slice known)
{
    const struct details *details = charting->details;
    const char *comma = chart_word(charting->context->language, WORD_COMMA);
    for (size_t i = 0; i < details->count && known.len < SOURCES_BYTES; i++) {
        const struct slice *cells = details->points[i].cells;
        struct slice title = kpi_word(charting, cells[DETAIL_SOURCE_JA], cells[DETAIL_SOURCE_EN]);
        if (!title.len || kpi_has_source(known, title))
            continue;
        known = known.len ? arena_printf(charting->context->arena, "%.*s%s%.*s", (int)known.len,
                                         known.at, comma, (int)title.len, title.at)
                          : title;
    }
    return known;
}

/* 2023年度（令和5年度） */
static struct slice kpi_time(const struct kpi_charting *charting, const struct chart_point *point)
{
    enum language language = charting->context->language;
    if (!point->era.len)
        return point->label;
    return arena_printf(charting->context->arena, "%.*s%s%.*s%s", (int)point->label.len,
                        point->label.at, chart_word(language, WORD_OPEN), (int)point->era.len,
                        point->era.at, chart_word(language, WORD_CLOSE));
}

struct slice kpi_subtitle(const struct kpi_charting *charting)
{
    const struct slice *about = charting->details->about;
    enum language language = charting->context->language;
    const char *gap = language == LANGUAGE_EN ? " · " : "　";
    struct slice place =
        kpi_word(charting, about[SUBJECT_MUNICIPALITY_JA], about[SUBJECT_MUNICIPALITY_EN]);
    struct slice unit = kpi_word(charting, about[SUBJECT_UNIT_JA], about[SUBJECT_UNIT_EN]);
    struct slice time = SLICE_NONE;
    if (charting->chart->count == 1 && charting->panels[0].kind == CHART_BAR)
        time = kpi_time(charting, &charting->points[0]);
    return arena_printf(charting->context->arena, "%.*s%s%.*s%s%s%s%.*s", (int)place.len, place.at,
                        place.len ? gap : "", (int)time.len, time.at, time.len ? gap : "",
                        chart_word(language, WORD_UNIT), chart_word(language, WORD_COLON),
                        (int)unit.len, unit.at);
}
