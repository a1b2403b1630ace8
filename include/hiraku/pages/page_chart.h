/* A chart on a page: once for broad windows and once for narrow ones, where its text would be too
 * small. Without a style sheet the broad one is shown. */
#ifndef HIRAKU_PAGES_PAGE_CHART_H
#define HIRAKU_PAGES_PAGE_CHART_H

struct chart;
struct page;

/* `chart->id` and `chart->width` are set here, the former to `id` and to that with "-narrow". */
void page_chart_write(struct page *page, struct chart *chart, const char *id);

#endif
