/* See kpi_page.h. The chart is there twice, for broad windows and for narrow ones: its text would
 * be too small to read in one if it were only scaled. The style sheet shows the one that fits;
 * where there is none, the broad one is shown. */
#include "hiraku/pages/kpi_page.h"

#include "kpi_page_parts.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/compare_page.h"
#include "hiraku/pages/list_query.h"
#include "hiraku/pages/page.h"
#include "hiraku/service/details.h"

static void kpi_page_chart(struct page *page, const struct chart *chart, const char *class)
{
    struct html *html = &page->html;
    html_open(html, "div");
    html_attribute(html, "class", class);
    if (strcmp(class, "narrow") == 0)
        html_attribute(html, "hidden", "hidden");
    chart_write(chart, html);
    html_close(html);
    html_line(html);
}

static void kpi_page_charts(struct page *page, const struct kpi_page *kpi)
{
    struct html *html = &page->html;
    if (kpi->details->count == 0)
        return;
    html_open(html, "div");
    html_attribute(html, "class", "chart");
    html_line(html);
    kpi_page_chart(page, kpi->broad, kpi->narrow ? "broad" : "only");
    if (kpi->narrow)
        kpi_page_chart(page, kpi->narrow, "narrow");
    html_close(html);
    html_line(html);
}

static void kpi_page_too_many(struct page *page)
{
    html_element(
        &page->html, "p",
        page_word(page->context,
                  "値が多いため、この画面には図と一覧を示していません。下のファイルにすべて"
                  "あります。",
                  "There are too many values for a chart and a table on this page. The "
                  "files below have all of them."));
    html_line(&page->html);
}

void kpi_page_lead(struct page *page, const struct kpi_page *kpi)
{
    if (kpi->details) {
        kpi_page_charts(page, kpi);
        kpi_progress_write(page, kpi);
        kpi_figures_write(page, kpi);
        kpi_vintages_write(page, kpi);
    } else {
        kpi_page_too_many(page);
    }
    compare_page_link(page, list_query_with(kpi->context.arena, SLICE_NONE,
                                            model_cube_subject()->name, page->self.id));
    page_heading(page, page_word(page->context, "この指標について", "About this indicator"));
}

void kpi_page_body(struct page *page, const struct kpi_page *kpi)
{
    kpi_data_write(page, kpi);
    kpi_use_write(page, kpi);
    if (arena_overflowed(kpi->context.arena))
        out_fail(page->html.out, STATUS_NO_MEMORY, "the page of a KPI");
}
