/* See page_chart.h. */
#include "hiraku/pages/page_chart.h"

#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/page.h"

#include <stdio.h>

enum { PAGE_CHART_NARROW = 344, PAGE_CHART_BROAD = 860, PAGE_CHART_ID = 64 };

static void page_chart_draw(struct page *page, struct chart *chart, bool narrow)
{
    struct html *html = &page->html;
    chart->width = narrow ? PAGE_CHART_NARROW : PAGE_CHART_BROAD;
    html_open(html, "div");
    html_attribute(html, "class", narrow ? "narrow" : "broad");
    if (narrow)
        html_attribute(html, "hidden", "hidden");
    chart_write(chart, html);
    html_close(html);
    html_line(html);
}

void page_chart_write(struct page *page, struct chart *chart, const char *id)
{
    char other[PAGE_CHART_ID];
    html_open(&page->html, "div");
    html_attribute(&page->html, "class", "chart");
    html_line(&page->html);
    chart->id = slice_of(id);
    page_chart_draw(page, chart, false);
    snprintf(other, sizeof other, "%s-narrow", id);
    chart->id = slice_of(other);
    page_chart_draw(page, chart, true);
    html_close(&page->html);
    html_line(&page->html);
}
