/* A figure as a point: see kpi_chart.h. */
#include "hiraku/pages/chart/kpi_chart.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/service/details.h"
#include "hiraku/value/period_part.h"

/* What stands before and behind a number, by language. */
static const struct {
    const char *code;
    unsigned mark;
    const char *before[2], *behind[2];
} qualifiers[] = {
    {"approximate", CHART_APPROXIMATE, {"約", "about "}, {"", ""}},
    {"at_least", CHART_AT_LEAST, {"", "≥ "}, {"以上", ""}},
    {"more_than", CHART_AT_LEAST, {"", "> "}, {"超", ""}},
    {"at_most", CHART_AT_MOST, {"", "≤ "}, {"以下", ""}},
    {"less_than", CHART_AT_MOST, {"", "< "}, {"未満", ""}},
};

static const struct {
    enum detail_cell cell;
    unsigned mark;
    const char *code;
} marks[] = {
    {DETAIL_CERTAINTY, CHART_INFERRED, "inferred"},
    {DETAIL_CERTAINTY, CHART_DISPUTED, "disputed"},
    {DETAIL_STATUS, CHART_PROVISIONAL, "provisional"},
    {DETAIL_STATUS, CHART_ESTIMATED, "estimated"},
    {DETAIL_STATUS, CHART_REVISED, "revised"},
};

struct slice chart_code_word(const char *column, struct slice code, enum language language)
{
    const struct column *codes = model_column(model_cube(), slice_of(column));
    const struct code *found = codes ? column_code(codes, code) : NULL;
    if (!found)
        return code;
    return slice_of(language == LANGUAGE_EN ? found->title_en : found->title_ja);
}

static void kpi_point_marks(const struct detail *detail, enum language language,
                            struct chart_point *point)
{
    struct slice qualifier = detail->point.cells[POINT_QUALIFIER];
    for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers && point->value.len; i++)
        if (slice_is(qualifier, qualifiers[i].code)) {
            point->marks |= qualifiers[i].mark;
            point->text[0] = slice_of(qualifiers[i].before[language]);
            point->text[1] = slice_of(qualifiers[i].behind[language]);
        }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (slice_is(detail->cells[marks[i].cell], marks[i].code))
            point->marks |= marks[i].mark;
    if (detail->cells[DETAIL_REVISED].len)
        point->marks |= CHART_REVISED;
}

/* FY2023, FY2023–FY2025; other periods as in prose. */
static struct slice kpi_point_english(const struct point *point, struct arena *arena)
{
    struct slice text = point->cells[POINT_PERIOD];
    const char *slash = text.len ? memchr(text.at, '/', text.len) : NULL;
    char label[PERIOD_LABEL_SIZE];
    if (point->period.fiscal && point->dated && slash)
        return arena_printf(arena, "%.*s–%.*s", (int)(slash - text.at), text.at,
                            (int)(text.len - (size_t)(slash - text.at) - 1), slash + 1);
    if (point->period.fiscal && point->dated)
        return text;
    period_label_en(&point->period, text, label);
    return arena_copy(arena, slice_of(label));
}

/* R5 of the fiscal year that is called 令和5年度, which has the era of its October. */
static struct slice kpi_point_era(const struct point *point, const struct chart_context *context)
{
    struct slice text = point->cells[POINT_PERIOD];
    char label[PERIOD_LABEL_SIZE];
    struct date october = {point->period.starts.year, 10, 1};
    const struct era *era = era_on(october);
    if (context->language == LANGUAGE_EN)
        return era && point->period.fiscal && point->period.precision == PERIOD_YEAR
                   ? arena_printf(context->arena, "%c%d", era->letter, october.year - era->year)
                   : SLICE_NONE;
    period_label_era(&point->period, text, label);
    return arena_copy(context->arena, slice_of(label));
}

static void kpi_point_period(const struct point *from, const struct chart_context *context,
                             struct chart_point *point)
{
    const struct period *period = &from->period;
    struct slice text = from->cells[POINT_PERIOD];
    char label[PERIOD_LABEL_SIZE];
    point->place = text;
    point->dated = from->cells[POINT_STARTS].len > 0 || from->cells[POINT_ENDS].len > 0;
    if (!point->dated) {
        point->label = slice_of(chart_word(context->language, WORD_UNDATED));
        return;
    }
    point->from = date_days(period->open_start ? period->ends : period->starts);
    point->to = date_days(period->open_end ? period->starts : period->ends);
    period_label_ja(period, text, label);
    point->label = context->language == LANGUAGE_EN ? kpi_point_english(from, context->arena)
                                                    : arena_copy(context->arena, slice_of(label));
    point->era = kpi_point_era(from, context);
}

void kpi_point(const struct detail *detail, const struct chart_context *context,
               struct chart_point *point)
{
    const struct slice *cells = detail->point.cells;
    *point = (struct chart_point){.id = cells[POINT_ID], .value = cells[POINT_VALUE]};
    kpi_point_period(&detail->point, context, point);
    kpi_point_marks(detail, context->language, point);
    point->former = detail->former;
    if (detail->gap)
        point->reason = slice_of(chart_word(context->language, WORD_NO_ROW));
    else if (!point->value.len)
        point->reason =
            chart_code_word(point_columns[POINT_MISSING], cells[POINT_MISSING], context->language);
}
