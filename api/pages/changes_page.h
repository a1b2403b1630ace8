/* The rows of changes on a page. */
#ifndef HIRAKU_API_PAGES_CHANGES_PAGE_H
#define HIRAKU_API_PAGES_CHANGES_PAGE_H

struct arena;
struct list_page;
struct page;

/* The form for their conditions and a table of them. */
void changes_page_rows(struct page *page, const struct list_page *list, struct arena *arena);

#endif
