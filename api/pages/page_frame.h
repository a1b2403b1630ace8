/* What stands around the text of a page: its head, its header with navigation and search, where it
 * is, which release it shows, its footer. */
#ifndef HIRAKU_API_PAGES_PAGE_FRAME_H
#define HIRAKU_API_PAGES_PAGE_FRAME_H

struct page;
struct page_head;

/* From the doctype to the end of `head`; `html` stays open. */
void page_frame_head(struct page *page, const struct page_head *head);
void page_frame_header(struct page *page);
void page_frame_crumbs(struct page *page, const struct page_head *head);
/* Of a page whose address names a release: which one, and the way to the current one. */
void page_frame_release(struct page *page);
void page_footer_write(struct page *page);

#endif
