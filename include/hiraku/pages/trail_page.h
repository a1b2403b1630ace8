/* What became of records, on pages: of all, and of those of one record. */
#ifndef HIRAKU_PAGES_TRAIL_PAGE_H
#define HIRAKU_PAGES_TRAIL_PAGE_H

#include "hiraku/pages/list_page.h"

struct page;
struct trail;
struct trail_rows;

/* The page of the list of the first records of the trail. */
struct list_look trail_look(const struct trail *trail);

/* A section of the page of a record: a sentence for each of the rows. Nothing where there is none.
 */
void trail_section(struct page *page, const struct trail_rows *rows);

#endif
