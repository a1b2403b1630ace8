/* Words of a KPI and its figures in the language of a page, and the heads of their tables. */
#include "kpi_page_parts.h"

#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/page.h"
#include "hiraku/service/details.h"

struct slice kpi_word_of(const struct page_context *context, struct slice ja, struct slice en)
{
    bool english = context->language == LANGUAGE_EN;
    struct slice wanted = english ? en : ja;
    return wanted.len ? wanted : english ? ja : en;
}

struct slice kpi_unit_word(const struct page_context *context, const struct details *details)
{
    return kpi_word_of(context, details->about[SUBJECT_UNIT_JA], details->about[SUBJECT_UNIT_EN]);
}

void kpi_period_write(struct page *page, const struct chart_point *point)
{
    struct html *html = &page->html;
    html_open(html, "data");
    html_attribute_slice(html, "value", point->place);
    html_slice(html, point->label);
    html_close(html);
    if (point->era.len && !slice_equal(point->era, point->label))
        html_printf(html, page_word(page->context, "（%.*s）", " (%.*s)"), (int)point->era.len,
                    point->era.at);
}

void kpi_head_write(struct page *page, const char *text, const char *class)
{
    page_head(page, slice_of(text));
    if (class)
        html_attribute(&page->html, "class", class);
    html_text(&page->html, text);
    html_close(&page->html);
}
