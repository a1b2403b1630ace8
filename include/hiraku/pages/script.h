/* The script of all pages: api/pages/script.js, compiled in, and the element that loads it. */
#ifndef HIRAKU_PAGES_SCRIPT_H
#define HIRAKU_PAGES_SCRIPT_H

struct page;

/* At most 12,000 bytes. Everything that a page tells is there without it. */
extern const char page_script[];

/* The first 16 digits of its SHA-256. */
extern const char page_script_hash[];

/* The element `script` with the words that the script says, in the language of the page. */
void page_script_element(struct page *page);

#endif
