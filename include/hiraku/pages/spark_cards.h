/* Subjects of figures (KPIs) as cards: what each is called, its course as a spark line, and the
 * last value of that as it was published. */
#ifndef HIRAKU_PAGES_SPARK_CARDS_H
#define HIRAKU_PAGES_SPARK_CARDS_H

#include "hiraku/base/slice.h"

struct chart;
struct page;
struct spark;

struct spark_card {
    struct slice id;
    const struct chart *chart; /* of its figures (kpi_chart.h) */
};

/* Nothing where there is none. */
void spark_cards_write(struct page *page, const struct spark_card *cards, size_t count);

/* The course that a card shows, where it has several values; width and height are left as they
 * are. */
bool spark_of_chart(struct spark *spark, const struct chart *chart);

#endif
