/* What a card shows of a KPI or of another record: see card.h. */
#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/pages/card.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/embed_page.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/record_name.h"
#include "hiraku/pages/record_page.h"
#include "hiraku/pages/shown_cell.h"
#include "hiraku/pages/spark_cards.h"
#include "hiraku/query/view.h"
#include "hiraku/service/details.h"

#include "kpi_page_parts.h"

enum { CARD_SPARK_WIDTH = 552, CARD_SPARK_HEIGHT = 70, CARD_WORDS = 8192 };

/* 約 5.00, and what stands behind the number with its unit. */
static void card_of_figure(struct card *card, const struct page_context *context,
                           const struct details *details, const struct chart_context *drawn)
{
    const struct detail *figure = embed_choose(details);
    struct chart_point point;
    char number[CHART_NUMBER_SIZE];
    if (!figure)
        return;
    kpi_point(figure, drawn, &point);
    struct slice digits = chart_number(point.value, number);
    struct slice unit = kpi_unit_word(context, details);
    struct slice kind = chart_code_word(point_columns[POINT_VALUE_TYPE],
                                        figure->point.cells[POINT_VALUE_TYPE], context->language);
    struct slice division = kpi_point_division(figure, drawn);
    card->number = arena_printf(drawn->arena, "%.*s%.*s", (int)point.text[0].len, point.text[0].at,
                                (int)digits.len, digits.at);
    card->unit = arena_printf(drawn->arena, "%.*s%.*s", (int)unit.len, unit.at,
                              (int)point.text[1].len, point.text[1].at);
    const char *between = page_word(context, "・", ", ");
    card->when = arena_printf(drawn->arena, "%.*s%s%.*s%s%.*s", (int)point.label.len,
                              point.label.at, between, (int)kind.len, kind.at,
                              division.len ? between : "", (int)division.len, division.at);
    card->source =
        kpi_word_of(context, figure->cells[DETAIL_SOURCE_JA], figure->cells[DETAIL_SOURCE_EN]);
}

void card_of_figures(const struct page_context *context, const struct details *details,
                     const struct chart_context *drawn, struct out *out)
{
    const char *publisher = page_own_word(context, context->instance->publisher_name);
    struct card card = {.language = context->language,
                        .name = kpi_word_of(context, details->about[SUBJECT_NAME_JA],
                                            details->about[SUBJECT_NAME_EN]),
                        .text = kpi_word_of(context, details->about[SUBJECT_DEFINITION_JA],
                                            details->about[SUBJECT_DEFINITION_EN]),
                        .publisher = slice_of(publisher)};
    struct spark spark = {.width = CARD_SPARK_WIDTH, .height = CARD_SPARK_HEIGHT};
    const struct chart *chart = kpi_chart(details, drawn);
    card_of_figure(&card, context, details, drawn);
    if (chart && card.number.len && spark_of_chart(&spark, chart))
        card.spark = &spark;
    card_write(&card, out);
    if (!chart || arena_overflowed(drawn->arena))
        out_fail(out, STATUS_NO_MEMORY, "the card of a KPI");
}

/* What kind of thing it is, how it stands, and when. */
static struct slice card_about(const struct page_context *context, const struct row *row,
                               struct arena *arena)
{
    const struct view *view = row->view;
    struct out words;
    out_open_memory(&words, CARD_WORDS);
    for (size_t i = 0; i < view->count; i++) {
        const struct column *column = view->columns[i];
        bool told = (column->codes && column->flags & COL_REQUIRED) || column->type == TYPE_PERIOD;
        if (view->through[i] || !told || !row->cells[i].len)
            continue;
        out_text(&words, words.len ? page_word(context, "・", ", ") : "");
        shown_text(context, row, i, &words);
    }
    return out_keep(&words, arena);
}

static struct slice card_source(const struct page_context *context, const struct row *row)
{
    const struct view *view = row->view;
    const char *lang;
    for (size_t i = 0; i < view->count; i++)
        if (!view->through[i] && view->columns[i]->flags & COL_PROVENANCE &&
            view->columns[i]->ref && row->cells[i].len)
            return shown_reference_name(context, row, i, &lang);
    return SLICE_NONE;
}

void card_of_record(const struct page_context *context, const struct row *row, struct arena *arena,
                    struct out *out)
{
    const char *lang;
    struct out name;
    out_open_memory(&name, CARD_WORDS);
    record_name_write(context, row, NULL, &name, &lang);
    const struct card card = {
        .language = context->language,
        .name = out_keep(&name, arena),
        .when = card_about(context, row, arena),
        .text = slice_of(record_page_description(context, row, arena)),
        .source = card_source(context, row),
        .publisher = slice_of(page_own_word(context, context->instance->publisher_name))};
    card_write(&card, out);
    if (arena_overflowed(arena))
        out_fail(out, STATUS_NO_MEMORY, "the card of a record");
}
