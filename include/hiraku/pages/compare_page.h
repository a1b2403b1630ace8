/* The page of /compare: subjects (KPIs) side by side with all their figures; where they cannot be
 * compared, why, in place of a picture; and the form by which they are chosen. */
#ifndef HIRAKU_PAGES_COMPARE_PAGE_H
#define HIRAKU_PAGES_COMPARE_PAGE_H

#include "hiraku/pages/chart/kpi_chart.h"

struct chart;
struct compare;
struct details;
struct page;
struct page_context;
struct row_set;

/* So many subjects are offered at once; others are found by words. */
enum { COMPARE_PAGE_CHOICES = 60 };

struct compare_page {
    const struct compare *compare;
    bool chosen;                   /* at least two: the comparison was read */
    const struct details *details; /* parallel to its subjects; NULL: more than a page shows */
    const struct chart *chart;     /* NULL: they cannot be compared, or details is NULL */
    struct chart_context context;
    struct slice parameters;      /* of the page, in the canonical form */
    struct slice data;            /* those of the same as data */
    struct slice words;           /* among what has them readers choose; may be empty */
    const struct row_set *picked; /* rows of the subjects that are chosen */
    const struct row_set *found;  /* and of others, by place */
    bool more;                    /* that are not all */
};

/* Want of memory latches the arena of the context. */
void compare_page_write(const struct page_context *context, const struct compare_page *compared,
                        struct out *out);

/* The parameter of the words. */
extern const char compare_page_words[];

/* A paragraph with the way to the page; `query` are its parameters, empty: to choose. */
void compare_page_link(struct page *page, struct slice query);

#endif
