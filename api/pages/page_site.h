/* How an instance looks, on its pages: style sheets, icon, logo, links (release/site.h). */
#ifndef HIRAKU_API_PAGES_PAGE_SITE_H
#define HIRAKU_API_PAGES_PAGE_SITE_H

#include <stdbool.h>

struct page;

/* Style sheets and icon, in the head. In a frame of another site colours are all that the instance
 * gives. */
void page_site_styles(struct page *page, bool framed);
/* The logo, beside the name of the site, which says what it does. */
void page_site_logo(struct page *page);
/* The links of the instance, at the foot. */
void page_site_links(struct page *page);

#endif
