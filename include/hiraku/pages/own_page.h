/* A page that the instance writes itself, in Markdown. */
#ifndef HIRAKU_PAGES_OWN_PAGE_H
#define HIRAKU_PAGES_OWN_PAGE_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

struct html;
struct out;
struct own_file;
struct page_context;
struct problem;

/* The page NAME in `language`, which need not be that of what stands around it. Errors are those of
 * reading the text. */
struct own_page_shown {
    const struct own_file *file;
    struct slice name;
    enum language language;
};
enum status own_page(const struct page_context *context, const struct own_page_shown *shown,
                     struct out *out, struct problem *p);

#endif
