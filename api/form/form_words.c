/* Figures in words: marks around a number, why there is none, progress, sources. */
#include "form_parts.h"

#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/pages/chart/kpi_chart.h"
#include "hiraku/pages/progress_words.h"
#include "hiraku/service/details.h"

enum { WORDS_MAX = 16 << 10 };

static const char *words_of(const struct form_context *context, const char *ja, const char *en)
{
    return context->asked->language == LANGUAGE_EN ? en : ja;
}

/* --- marks ------------------------------------------------------------------------------------ */

/* What stands before and behind a number that is not exact: as beside charts. */
static void words_marks(const struct form_figure *figure, const struct form_context *context,
                        struct slice marks[2])
{
    struct detail detail = {.gap = false};
    struct chart_context chart = {.arena = context->arena, .language = context->asked->language};
    struct chart_point point;
    detail.point.cells[POINT_VALUE] = figure->value;
    detail.point.cells[POINT_QUALIFIER] = figure->qualifier;
    kpi_point(&detail, &chart, &point);
    marks[0] = point.text[0];
    marks[1] = point.text[1];
}

/* --- reasons ---------------------------------------------------------------------------------- */

static struct slice words_reason(const struct form_figure *figure,
                                 const struct form_context *context)
{
    static const char *const words[][2] = {
        [FORM_TOLD] = {"", ""},
        [FORM_NO_ROW] = {"データに行がない", "no row in the data"},
        [FORM_NOT_EXACT] = {"正確でない値がある", "a value is not exact"},
        [FORM_NOT_ADDED] = {"年度で合計できない指標", "not added over years"},
        [FORM_NO_TARGET] = {"目標の年度ではない", "no year with a target"},
        [FORM_ZERO_TARGET] = {"目標が 0", "the target is 0"},
        [FORM_BEYOND] = {"桁が多すぎる", "too many digits"},
    };
    enum language language = context->asked->language;
    struct slice reason = figure->reason == FORM_TOLD && figure->code.len > 0
                              ? chart_code_word("missing", figure->code, language)
                              : slice_of(words[figure->reason][language]);
    if (figure->year == 0)
        return reason;
    return arena_printf(context->arena, words_of(context, "%d年度: %.*s", "FY%d: %.*s"),
                        figure->year, (int)reason.len, reason.at);
}

struct form_cell form_figure_cell(const struct form_figure *figure,
                                  const struct form_context *context)
{
    struct slice marks[2], reason;
    if (figure->value.len == 0) {
        reason = words_reason(figure, context);
        return (struct form_cell){
            .text =
                arena_printf(context->arena, words_of(context, "値なし（%.*s）", "no value (%.*s)"),
                             (int)reason.len, reason.at)};
    }
    words_marks(figure, context, marks);
    if (marks[0].len == 0 && marks[1].len == 0)
        return (struct form_cell){.text = figure->value, .number = true};
    return (struct form_cell){
        .text = arena_printf(context->arena, "%.*s%.*s%.*s", (int)marks[0].len,
                             marks[0].at ? marks[0].at : "", (int)figure->value.len,
                             figure->value.at, (int)marks[1].len, marks[1].at ? marks[1].at : "")};
}

/* --- progress --------------------------------------------------------------------------------- */

static struct progress_figure words_figure(const struct form_figure *figure,
                                           const struct form_context *context)
{
    struct slice marks[2];
    words_marks(figure, context, marks);
    return (struct progress_figure){.value = figure->value,
                                    .before = marks[0],
                                    .behind = marks[1],
                                    .reason = figure->value.len > 0 ? SLICE_NONE
                                                                    : words_reason(figure, context),
                                    .exact = figure->exact};
}

static struct slice words_cell(const struct form_context *context, const char *name)
{
    return form_record_text(&context->kpi->record, slice_of(name), context->asked->language);
}

struct slice form_progress(const struct form_figure *target, const struct form_figure *actual,
                           const struct form_context *context)
{
    enum language language = context->asked->language;
    struct slice between[2] = {
        form_record_text(&context->kpi->record, slice_of("unit"), LANGUAGE_JA),
        form_record_text(&context->kpi->record, slice_of("unit"), LANGUAGE_EN)};
    struct slice direction = words_cell(context, "direction"), reason;
    struct progress progress = {.language = language, .unit = between[language]};
    struct out words;
    if (target->value.len == 0) {
        reason = words_reason(target, context);
        return arena_printf(context->arena,
                            words_of(context, "目標なし（%.*s）", "no target (%.*s)"),
                            (int)reason.len, reason.at);
    }
    derivation_unit(DERIVE_DIFFERENCE, words_cell(context, "unit_code"), between);
    progress.unit_between = between[language];
    progress.wish = slice_is(direction, "increase")   ? PROGRESS_MORE
                    : slice_is(direction, "decrease") ? PROGRESS_LESS
                                                      : PROGRESS_NEITHER;
    progress.target = words_figure(target, context);
    progress.actual = words_figure(actual, context);
    out_open_memory(&words, WORDS_MAX);
    progress_words(&progress, &words);
    return out_keep(&words, context->arena);
}

/* --- sources ---------------------------------------------------------------------------------- */

struct slice form_sources(const struct form_context *context)
{
    const struct form_figures *figures = context->figures;
    const struct form_point *from[] = {figures->baseline.from, figures->planned.from,
                                       figures->actual.from, figures->actual_to_date.from,
                                       figures->planned_total.from};
    enum { SOURCES = sizeof from / sizeof *from };
    struct slice told = SLICE_NONE, before = SLICE_NONE;
    for (size_t i = 0; i < SOURCES; i++) {
        bool again = !from[i];
        for (size_t j = 0; j < i && !again; j++)
            again = from[i] == from[j];
        if (again)
            continue;
        struct slice title = from[i]->source[context->asked->language], place = from[i]->locator;
        if (title.len == 0)
            title = from[i]->source[LANGUAGE_JA];
        bool same = told.len > 0 && slice_equal(title, before);
        before = title;
        told = arena_printf(
            context->arena, "%.*s%s%.*s%s%.*s", (int)told.len, told.at ? told.at : "",
            told.len > 0 ? "; " : "", same ? 0 : (int)title.len, title.at ? title.at : "",
            !same && place.len > 0 ? ", " : "", (int)place.len, place.at ? place.at : "");
    }
    return told;
}
