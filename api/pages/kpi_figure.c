/* A figure of a KPI in a table, in parts: its number, its kind, what must be known of it. */
#include "kpi_page_parts.h"

#include "hiraku/base/out.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/shown_cell.h"
#include "hiraku/service/details.h"

enum { KPI_NUMBER_SIZE = 64 };

void kpi_value_write(struct page *page, const struct details *details,
                     const struct chart_point *point)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    struct slice unit = kpi_unit_word(context, details);
    char bytes[KPI_NUMBER_SIZE];
    struct out number;
    if (!point->value.len) {
        html_open(html, "span");
        html_attribute(html, "class", "note");
        html_slice(html, point->reason);
        html_close(html);
        return;
    }
    out_open_buffer(&number, bytes, sizeof bytes);
    shown_number(&number, point->value);
    html_slice(html, point->text[0]);
    html_open(html, "data");
    html_attribute_slice(html, "value", point->value);
    html_slice(html, out_written(&number));
    html_close(html);
    html_text(html, unit.len ? shown_before_unit(unit) : "");
    html_slice(html, unit);
    html_slice(html, point->text[1]);
}

static void kpi_figure_code(struct page *page, const struct detail *detail, enum point_cell cell)
{
    struct slice code = detail->point.cells[cell];
    html_open(&page->html, "data");
    html_attribute_slice(&page->html, "value", code);
    html_slice(&page->html, chart_code_word(point_columns[cell], code, page->context->language));
    html_close(&page->html);
}

void kpi_kind_write(struct page *page, const struct detail *detail)
{
    kpi_figure_code(page, detail, POINT_VALUE_TYPE);
    html_text(&page->html, page_word(page->context, "・", ", "));
    kpi_figure_code(page, detail, POINT_ACCUMULATION);
}

bool kpi_is_noted(const struct detail *detail, const struct chart_point *point)
{
    for (unsigned bit = 0; bit < CHART_MARKS; bit++)
        if (point->marks & 1U << bit && *chart_mark_sign(bit))
            return true;
    return !detail->gap && detail->cells[DETAIL_TEXT].len > 0;
}

/* 訂正された値（公開版 2、訂正前 10.00） */
static void kpi_figure_revision(struct page *page, const struct detail *detail)
{
    struct html *html = &page->html;
    enum language language = page->context->language;
    struct slice release = detail->cells[DETAIL_REVISED];
    if (!release.len)
        return;
    html_printf(html, "%s%s %.*s", chart_word(language, WORD_OPEN),
                chart_word(language, WORD_RELEASE), (int)release.len, release.at);
    if (detail->former.len)
        html_printf(html, "%s%s %.*s", chart_word(language, WORD_COMMA),
                    chart_word(language, WORD_FORMER), (int)detail->former.len, detail->former.at);
    html_text(html, chart_word(language, WORD_CLOSE));
}

void kpi_notes_write(struct page *page, const struct detail *detail,
                     const struct chart_point *point)
{
    struct html *html = &page->html;
    enum language language = page->context->language;
    bool any = false;
    for (unsigned bit = 0; bit < CHART_MARKS; bit++) {
        if (!(point->marks & 1U << bit) || !*chart_mark_sign(bit))
            continue;
        html_text(html, any ? chart_word(language, WORD_COMMA) : "");
        html_text(html, chart_mark_word(language, bit));
        if (1U << bit == CHART_REVISED)
            kpi_figure_revision(page, detail);
        any = true;
    }
    if (!detail->cells[DETAIL_TEXT].len || detail->gap)
        return;
    html_text(html, any ? chart_word(language, WORD_COMMA) : "");
    html_text(html, page_word(page->context, "原文「", "printed: “"));
    page_text_in(page, "ja", detail->cells[DETAIL_TEXT]);
    html_text(html, page_word(page->context, "」", "”"));
}
