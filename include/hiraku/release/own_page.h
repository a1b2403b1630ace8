/* Pages that an instance writes itself, in Markdown (pages/NAME.LANGUAGE.md of own_files.h): which
 * there are, what they are called, where their links lead.
 *
 * The page «about» is at /about, any other at /about/NAME. Its first block is its title, a heading
 * of the first level. */
#ifndef HIRAKU_RELEASE_OWN_PAGE_H
#define HIRAKU_RELEASE_OWN_PAGE_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

struct markdown;
struct out;
struct own_file;
struct own_files;
struct problem;

/* The page that is at /about, and where the others are: /about/NAME. */
extern const char own_page_first[], own_page_place[];

/* The page in this language or, where there is none, in the other: `*language` is that of what was
 * found. NULL: there is none. */
const struct own_file *own_page_find(const struct own_files *files, struct slice name,
                                     enum language *language);

/* The next page from `*at` on, as it is shown in this language: each name once, «about» wherever
 * its name stands. False behind the last. */
bool own_page_next(const struct own_files *files, size_t *at, enum language language,
                   struct slice *name);

/* What the headings of a page say. */
struct own_page_outline {
    bool titled;   /* the first block is a heading of the first level */
    bool repeated; /* it is not the only one: all others are one level lower */
};
/* Appends the title, as plain text. */
enum status own_page_outline(struct markdown *markdown, struct own_page_outline *outline,
                             struct out *title, struct problem *p);
/* Finds out the title of each page; one that has none is called by its name. */
enum status own_pages_name(struct own_files *files, struct problem *p);

enum own_link_kind {
    OWN_LINK_OUTSIDE, /* http, https, mailto or tel */
    OWN_LINK_PAGE,    /* another page: /about/NAME, or the name of its file */
    OWN_LINK_INSIDE,  /* a path of this service */
    OWN_LINK_UNKNOWN, /* relative to something else, or to a part of the page */
    OWN_LINK_REFUSED, /* any other scheme, or another host without one */
};
struct own_link {
    enum own_link_kind kind;
    struct slice page; /* its name */
    bool in_language;  /* the link is to its file in this language */
    enum language language;
};
struct own_link own_link_read(struct slice url);

#endif
