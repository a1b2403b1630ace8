/* The style sheet of all pages: api/pages/style.css, compiled in. */
#ifndef HIRAKU_PAGES_STYLE_H
#define HIRAKU_PAGES_STYLE_H

/* Contrast of text is at least 7:1 in both colour schemes (WCAG 2.2, 1.4.6); nothing moves, nothing
 * is loaded. */
extern const char page_style[];

/* The first 16 digits of the SHA-256 of the sheet as it is served, with chart_style behind it. */
extern const char page_style_hash[];

#endif
