/* Pages in HTML: what stands around the text of every page, and the few pieces that text is made
 * of. Private to api/http. */
#ifndef HIRAKU_HTTP_RESPONSE_PAGE_H
#define HIRAKU_HTTP_RESPONSE_PAGE_H

#include "hiraku/base/slice.h"
#include "hiraku/http/routing/request_page.h"

struct out;
struct problem;
struct request;

/* Everything up to and with the heading. `path` is that of the page, for the link to the other
 * language. */
void page_begin(struct request *request, struct out *out, const char *title, const char *path);
void page_end(struct request *request, struct out *out);

/* The Japanese or the English text. */
const char *page_pick(struct request *request, const char *ja, const char *en);

/* Character data and attribute values. */
void page_text(struct out *out, const char *text);
void page_link(struct out *out, struct slice path, struct slice text);

/* `<name>text</name>`. */
void page_element(struct out *out, const char *name, const char *text);

/* Text with **strong** and `code`, in paragraphs parted by empty lines; `lang` is NULL for the
 * language of the page. */
void page_prose(struct out *out, const char *text, const char *lang);
/* The same without paragraphs. */
void page_inline(struct out *out, const char *text);

/* A table that can be scrolled by keyboard where it is wider than the window: its heading cells are
 * separated by '|', `name` says what it holds. */
void page_table_begin(struct out *out, const char *name, const char *heads);
void page_table_end(struct out *out);

#endif
