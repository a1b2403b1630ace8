/* The links of an answer of the service, found and replaced; all else stays byte by byte.
 *
 * In HTML: the attributes href, src and action that begin with a slash. Everywhere: absolute
 * addresses that begin with the base URL; of lists in JSON where their next page is. */
#ifndef HIRAKU_STATIC_SITE_STATIC_LINKS_H
#define HIRAKU_STATIC_SITE_STATIC_LINKS_H

#include "hiraku/base/slice.h"

struct out;

enum static_link {
    STATIC_LINK,     /* href or src: path, query and fragment */
    STATIC_FORM,     /* action: a path */
    STATIC_ABSOLUTE, /* path and query of an absolute address */
    STATIC_NEXT,     /* path and query of the next page of a list */
};

/* Writes what takes the place of a link and returns true; false: it stays as it is. `link` is
 * decoded (`&`, not `&amp;`); what is written has to need no escape. */
typedef bool static_links_find(void *context, enum static_link kind, struct slice link,
                               struct out *to);

struct static_links {
    struct slice base; /* no slash at its end */
    static_links_find *find;
    void *context;
};

void static_links_html(const struct static_links *links, struct slice html, struct out *out);
/* Of JSON, XML and other text. */
void static_links_text(const struct static_links *links, struct slice text, bool json,
                       struct out *out);

#endif
