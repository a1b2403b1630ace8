/* What the file of an address is called, and how one file leads to another.
 *
 * The page of /kpis/x is kpis/x/index.html, with ?lang= of the other language en/kpis/x/index.html;
 * /v1/kpis.csv is v1/kpis.csv. A query that has a file (one condition, or a cursor) puts the folder
 * q/DIGEST before the last name, with the first 16 digits of the SHA-256 of the query. Names are
 * decoded; `~` is ~7E and a slash within a segment ~2F. */
#ifndef HIRAKU_STATIC_SITE_STATIC_NAME_H
#define HIRAKU_STATIC_SITE_STATIC_NAME_H

#include "hiraku/base/arena.h"
#include "hiraku/base/status.h"

struct out;

/* An address taken apart. */
struct static_address {
    struct slice path;      /* as written */
    struct slice query;     /* without `lang`; may be empty */
    enum language language; /* that is asked for, else the instance's own */
    bool other;             /* … which is another than the instance's own */
    bool plain;             /* no query: links of its page may have a condition */
    struct slice ask;       /* what the service is asked */
};

/* Takes apart a path and query without fragment, which stood on a plain page or not. False: a file
 * cannot answer it (more than one condition, `sort`, `release` …), or there is no memory. */
bool static_address_read(struct static_address *address, struct slice link, enum language own,
                         bool on_plain, struct arena *arena);

/* The file of an address; `page`: it is the index.html of a folder. `.at` NULL: it cannot be a
 * name. */
struct slice static_name(const struct static_address *address, bool page, struct arena *arena);

/* Writes the link from a file to another, percent-encoded: relative, or (`from` empty) behind
 * `base`. An index.html is called by its folder. */
void static_name_link(struct out *out, struct slice base, struct slice from, struct slice to);

/* Whether a path without a query, decoded, is not the name of its file or folder. */
bool static_name_differs(struct slice name);

#endif
