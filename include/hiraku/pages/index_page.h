/* The page of /: what this instance is, what is new, what there is. */
#ifndef HIRAKU_PAGES_INDEX_PAGE_H
#define HIRAKU_PAGES_INDEX_PAGE_H

#include "hiraku/pages/page.h"

struct arena;
struct query;
struct resource;
struct row_set;

/* Rows of a table that stand on the first page (resource.front). */
struct index_front {
    const struct query *query;
    struct slice parameters; /* the same in the canonical form */
    const struct row_set *rows;
};

struct page index_page_begin(const struct page_context *context, struct out *out);
/* Nothing where there is no row. */
void index_page_front(struct page *page, const struct index_front *front);
/* The way to all rows of a table under the conditions, which are in the canonical form. */
void index_page_all(struct page *page, const struct resource *table, struct slice parameters);
/* The tables; then the newest releases, rows of releases_resource. */
void index_page_tables(struct page *page);
void index_page_releases(struct page *page, const struct row_set *releases);
void index_page_finish(struct page *page);

#endif
