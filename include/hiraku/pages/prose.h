/* Text with **strong** and `code`, in paragraphs parted by empty lines. */
#ifndef HIRAKU_PAGES_PROSE_H
#define HIRAKU_PAGES_PROSE_H

struct html;

/* `lang` is NULL for the language of the page. */
void prose_paragraphs(struct html *html, const char *text, const char *lang);
/* The same without paragraphs. */
void prose_inline(struct html *html, const char *text);

#endif
