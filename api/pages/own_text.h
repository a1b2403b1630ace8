/* Markdown as elements of a page. Private to api/pages. */
#ifndef HIRAKU_API_PAGES_OWN_TEXT_H
#define HIRAKU_API_PAGES_OWN_TEXT_H

#include "hiraku/base/status.h"

struct markdown;
struct own_page_outline;
struct page;
struct problem;

/* All of it but its title; `lang` (may be NULL) is its language where that is not the page's. No
 * HTML of the text is passed on, and of its links only those that own_link_read allows are links.
 * The headings begin at h2 and leave no level out. */
enum status own_text_write(struct page *page, struct markdown *markdown,
                           const struct own_page_outline *outline, const char *lang,
                           struct problem *p);

#endif
