/* What the page of a KPI has beside what every record's page has: its chart, its figures as a
 * table, targets against what was reached, what was known when, and how to use them elsewhere. */
#ifndef HIRAKU_PAGES_KPI_PAGE_H
#define HIRAKU_PAGES_KPI_PAGE_H

#include "hiraku/pages/chart/kpi_chart.h"

#include <stddef.h>

struct chart;
struct details;
struct page;
struct row;

/* Widths of the charts in pixels; of more figures than KPI_PAGE_BOTH only the broad one is there.
 */
enum { KPI_PAGE_BROAD = 760, KPI_PAGE_NARROW = 344, KPI_PAGE_BOTH = 200 };

struct kpi_page {
    const struct details *details;      /* NULL: there are more figures than a page shows */
    struct chart_context context;       /* its arena is that of the details */
    struct slice name;                  /* of the KPI */
    const struct chart *broad, *narrow; /* narrow: may be NULL */
    const struct row *vintages;         /* of vintages_resource: of figures that were revised */
    size_t vintage_count;
    bool vintages_cut; /* there are more */
};

/* Before what is told of the KPI. */
void kpi_page_lead(struct page *page, const struct kpi_page *kpi);
/* Behind it. */
void kpi_page_body(struct page *page, const struct kpi_page *kpi);

#endif
