/* Where the pages are that an instance writes itself, and the list of them at the foot of all
 * pages. Private to api/pages. */
#ifndef HIRAKU_API_PAGES_OWN_PAGES_H
#define HIRAKU_API_PAGES_OWN_PAGES_H

#include "hiraku/pages/page.h"

/* The address of the page with this name. */
struct page_address own_pages_address(const struct page_context *context, struct slice name);
/* "ja" or "en". */
const char *own_pages_lang(enum language language);

/* All of them, each with what it is called; nothing where there is none. */
void own_pages_list(struct page *page);

#endif
