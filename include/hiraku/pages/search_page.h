/* The page of /search: words in all tables, the most relevant records first. */
#ifndef HIRAKU_PAGES_SEARCH_PAGE_H
#define HIRAKU_PAGES_SEARCH_PAGE_H

#include "hiraku/pages/page.h"

struct arena;
struct search;

/* Begins it; `search` has been found (search_find), or is NULL: nothing was asked for. `parameters`
 * are its own in the canonical form. */
struct page search_page_begin(const struct page_context *context, const struct search *search,
                              struct slice parameters, struct arena *arena, struct out *out);
/* What its page is called, in the arena; want of memory latches that. */
const char *search_page_title(const struct search *search, enum language language,
                              struct arena *arena);
/* A figure_sink of search_columns with the page as its context: one hit. */
void search_page_hit(void *page, const struct slice *cells);
void search_page_finish(struct page *page, const struct search *search, struct arena *arena);

#endif
