/* One figure for another site to show in a frame: whose it is, number, unit, period, source, and
 * the way to the page of its KPI. */
#ifndef HIRAKU_PAGES_EMBED_PAGE_H
#define HIRAKU_PAGES_EMBED_PAGE_H

#include "hiraku/pages/chart/kpi_chart.h"

struct arena;
struct detail;
struct details;
struct out;
struct page_context;

#define EMBED_FOLDER "/embed/"
enum { EMBED_HEIGHT = 260 }; /* in pixels, of a frame in which a long name has room */

struct embed {
    const struct details *details;
    const struct detail *figure;  /* NULL: there is no figure */
    struct chart_context context; /* its arena is that of the details */
};

/* The newest actual value that is not divided, else the newest other one, else the newest of what
 * is divided; NULL: none has a value. */
const struct detail *embed_choose(const struct details *details);
/* That of an id; NULL: it is not among them. */
const struct detail *embed_find(const struct details *details, struct slice id);

void embed_page(const struct page_context *context, const struct embed *embed, struct out *out);

/* `/embed/{table}`, in the arena. */
struct slice embed_path(struct arena *arena, struct slice table);

#endif
