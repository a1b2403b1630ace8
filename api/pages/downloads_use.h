/* What may be done with files for download, and how they are opened. */
#ifndef HIRAKU_API_PAGES_DOWNLOADS_USE_H
#define HIRAKU_API_PAGES_DOWNLOADS_USE_H

struct page;

/* A heading that can be led to. */
void downloads_heading(struct page *page, const char *id, const char *text);

/* Before the files: where on the page the rest is. */
void downloads_use_lead(struct page *page);
/* Behind them: terms, how to quote, which file for which program, lines to copy. */
void downloads_use_write(struct page *page);

#endif
