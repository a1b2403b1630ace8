/* The figures of a KPI as a table. Numbers have the digits that were published. */
#include "kpi_page_parts.h"

#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/shown_cell.h"
#include "hiraku/service/details.h"
#include "hiraku/value/iri.h"

#include <stdio.h>

enum { FIGURE_TEXT_SIZE = 64 };

struct kpi_figures {
    struct page *page;
    const struct kpi_page *kpi;
    bool divided; /* by item, segment or area */
    bool noted;   /* there is something to be known of one of them */
    bool sourced; /* they are from several sources; else that stands below */
    size_t left_out;
};

static void kpi_figures_look_at(struct kpi_figures *figures, size_t i)
{
    const struct chart_context *context = &figures->kpi->context;
    const struct detail *detail = &figures->kpi->details->points[i];
    struct chart_point point;
    kpi_point(detail, context, &point);
    figures->divided |= kpi_point_division(detail, context).len > 0;
    figures->noted |= kpi_is_noted(detail, &point);
}

/* Calls for each figure that is in the table, in their order. */
static void kpi_figures_each(struct kpi_figures *figures,
                             void (*take)(struct kpi_figures *figures, size_t i),
                             void (*skip)(struct kpi_figures *figures, size_t count))
{
    struct kpi_shown shown = kpi_shown_begin(figures->kpi->details);
    struct kpi_span span;
    while (kpi_shown_next(&shown, &span)) {
        for (size_t i = 0; i < span.head; i++)
            take(figures, span.first + i);
        if (span.between > 0)
            skip(figures, span.between);
        for (size_t i = 0; i < span.tail; i++)
            take(figures, span.first + span.head + span.between + i);
    }
}

static void kpi_figures_count(struct kpi_figures *figures, size_t count)
{
    figures->left_out += count;
}

/* Which columns there are, and how many rows are not. */
static void kpi_figures_look(struct kpi_figures *figures)
{
    const struct details *details = figures->kpi->details;
    kpi_figures_each(figures, kpi_figures_look_at, kpi_figures_count);
    for (size_t i = 0; i < details->count; i++)
        figures->sourced |= !slice_equal(details->points[i].cells[DETAIL_SOURCE],
                                         details->points[0].cells[DETAIL_SOURCE]);
}

/* What tells the figure from others, with the way to its page: what it is divided by, else when. */
static void kpi_figures_name(const struct kpi_figures *figures, const struct detail *detail,
                             const struct chart_point *point)
{
    struct page *page = figures->page;
    struct html *html = &page->html;
    struct slice division = kpi_point_division(detail, &figures->kpi->context);
    const struct page_address address =
        page_address_of_record(page->context, model_cube()->name, point->id);
    if (!detail->gap) {
        html_open(html, "a");
        page_attribute(page, "href", "", &address);
    }
    if (figures->divided && division.len)
        html_slice(html, division);
    else if (figures->divided)
        html_text(html, chart_word(page->context->language, WORD_ALL));
    else
        kpi_period_write(page, point);
    if (!detail->gap)
        html_close(html);
}

static void kpi_figures_source(struct page *page, const struct detail *detail)
{
    const struct column *source = model_column(model_cube(), slice_of("source"));
    struct slice id = detail->cells[DETAIL_SOURCE];
    struct slice title = kpi_word_of(page->context, detail->cells[DETAIL_SOURCE_JA],
                                     detail->cells[DETAIL_SOURCE_EN]);
    if (!source || !source->ref || !id.len)
        return;
    const struct page_address address =
        page_address_of_record(page->context, source->ref->name, id);
    page_link(page, &address, title.len ? title : id);
}

static void kpi_figures_row(struct kpi_figures *figures, size_t i)
{
    const struct detail *detail = &figures->kpi->details->points[i];
    struct page *page = figures->page;
    struct html *html = &page->html;
    struct chart_point point;
    kpi_point(detail, &figures->kpi->context, &point);
    page_row(page);
    html_attribute(html, "class", "when");
    kpi_figures_name(figures, detail, &point);
    page_cell(page);
    html_attribute(html, "class", "number whole");
    kpi_value_write(page, figures->kpi->details, &point);
    if (figures->divided) {
        page_cell(page);
        kpi_period_write(page, &point);
    }
    page_cell(page);
    html_attribute(html, "class", "whole");
    kpi_kind_write(page, detail);
    if (figures->noted) {
        page_cell(page);
        html_attribute(html, "class", "long");
        kpi_notes_write(page, detail, &point);
    }
    if (figures->sourced) {
        page_cell(page);
        html_attribute(html, "class", "long");
        kpi_figures_source(page, detail);
    }
    page_row_close(page);
}

/* 2,800件: how many figures there are of something. */
static void kpi_figures_number(struct page *page, size_t count)
{
    char digits[FIGURE_TEXT_SIZE], bytes[FIGURE_TEXT_SIZE];
    struct out number;
    snprintf(digits, sizeof digits, "%zu", count);
    out_open_buffer(&number, bytes, sizeof bytes);
    shown_number(&number, slice_of(digits));
    html_slice(&page->html, out_written(&number));
}

static void kpi_figures_between(struct kpi_figures *figures, size_t count)
{
    struct page *page = figures->page;
    struct html *html = &page->html;
    size_t columns = 2U + figures->divided + figures->noted + figures->sourced;
    page_row(page);
    html_attribute(html, "class", "when");
    html_text(html, "…");
    page_cell(page);
    html_attribute_printf(html, "colspan", "%zu", columns);
    html_text(html, page_word(page->context, "この間の", ""));
    kpi_figures_number(page, count);
    html_text(html, page_word(page->context, "件は省略", " values between, left out here"));
    page_row_close(page);
}

/* Where all of them are. */
static void kpi_figures_elsewhere(struct kpi_figures *figures)
{
    struct page *page = figures->page;
    struct html *html = &page->html;
    struct page_address list = page_address_of(page->context, slice_of(model_cube()->name));
    struct page_address file = kpi_data_address(page, figures->kpi, "/series", "csv");
    char bytes[ID_MAX * 3 + FIGURE_TEXT_SIZE];
    struct out query;
    out_open_buffer(&query, bytes, sizeof bytes);
    out_text(&query, model_cube_subject()->name);
    out_char(&query, '=');
    iri_segment(&query, page->self.id);
    list.query = out_written(&query);
    html_open(html, "p");
    html_text(html, page_word(page->context, "この表は、", "The table leaves out "));
    kpi_figures_number(page, figures->left_out);
    html_text(html,
              page_word(page->context, "件を省いています。すべての値: ", " values. All of them: "));
    page_link(page, &list, slice_of(page_word(page->context, "一覧", "list")));
    html_text(html, page_word(page->context, "、", ", "));
    page_link(page, &file, slice_of("CSV"));
    html_close(html);
    html_line(html);
}

static void kpi_figures_heads(const struct kpi_figures *figures)
{
    struct page *page = figures->page;
    const char *period = page_word(page->context, "期間", "Period");
    kpi_head_write(page, figures->divided ? page_word(page->context, "内訳", "Breakdown") : period,
                   NULL);
    kpi_head_write(page, page_word(page->context, "値", "Value"), "number");
    if (figures->divided)
        kpi_head_write(page, period, NULL);
    kpi_head_write(page, page_word(page->context, "種類", "Kind"), NULL);
    if (figures->noted)
        kpi_head_write(page, page_word(page->context, "注記", "Notes"), NULL);
    if (figures->sourced)
        kpi_head_write(page, page_word(page->context, "出典", "Source"), NULL);
}

void kpi_figures_write(struct page *page, const struct kpi_page *kpi)
{
    struct kpi_figures figures = {.page = page, .kpi = kpi};
    const struct page_context *context = page->context;
    if (kpi->details->count == 0)
        return;
    kpi_figures_look(&figures);
    const char *title = figures.left_out
                            ? page_word(context, "値の一覧（一部）", "Values (some of them)")
                            : page_word(context, "値の一覧", "All values");
    html_open(&page->html, "h2");
    html_attribute(&page->html, "id", "figures");
    html_text(&page->html, title);
    html_close(&page->html);
    html_line(&page->html);
    if (figures.left_out > 0)
        kpi_figures_elsewhere(&figures);
    page_table_open(page, title, figures.left_out == 0);
    kpi_figures_heads(&figures);
    page_table_head_close(page);
    kpi_figures_each(&figures, kpi_figures_row, kpi_figures_between);
    page_table_close(page);
    if (!figures.sourced && kpi->details->points[0].cells[DETAIL_SOURCE].len) {
        html_open(&page->html, "p");
        html_text(&page->html, page_word(context, "すべての値の出典: ", "Source of all values: "));
        kpi_figures_source(page, &kpi->details->points[0]);
        html_close(&page->html);
        html_line(&page->html);
    }
}
