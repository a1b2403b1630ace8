/* What all pages have: head, landmarks, navigation, the link to the other language, tables. */
#ifndef HIRAKU_PAGES_PAGE_H
#define HIRAKU_PAGES_PAGE_H

#include "hiraku/base/status.h"
#include "hiraku/pages/html.h"

#include <time.h>

struct artifact;
struct artifacts;
struct instance;
struct manifest;

/* What a page is told. Before anything is published the release is not there: NULL. */
struct page_context {
    enum language language;
    const struct instance *instance;
    const struct manifest *manifest;
    const struct artifacts *artifacts;
    /* The number of a release whose folder has had this file of `artifacts`, with these bytes,
     * since its data last changed. */
    uint64_t (*place)(const void *release, const struct artifact *file);
    const void *release; /* context of `place` */
};

struct page {
    const struct page_context *context;
    struct html html;
};

/* Begins a page: everything up to and with its heading. `path` is that of the page, for the link to
 * the other language. */
struct page page_start(const struct page_context *context, struct out *out, const char *title,
                       const char *path);
void page_finish(struct page *page);

/* The Japanese or the English text. */
const char *page_word(const struct page_context *context, const char *ja, const char *en);
/* The same of a list of texts by enum language. */
const char *page_choice(const struct page_context *context, const char *const texts[2]);
/* A text of the instance by enum language; the Japanese one where there is no other. */
const char *page_own_word(const struct page_context *context, const char *const texts[2]);

void page_heading(struct page *page, const char *text);

/* A table that can be scrolled by keyboard where it is wider than the window: its heading cells are
 * separated by '|', `name` says what it holds. A row begins with its heading, in which something is
 * written before page_cell begins the next one. */
void page_table(struct page *page, const char *name, const char *heads);
void page_table_close(struct page *page);
void page_row(struct page *page);
void page_cell(struct page *page);
void page_row_close(struct page *page);

/* A day (UTC), as YYYY-MM-DD. */
void page_day(struct page *page, time_t when);

/* The address of an artifact that never gives other bytes, as a link; nothing where it is not
 * there. */
void page_permanent_link(struct page *page, const struct artifact *file);

/* The licence of the instance, as a link with its name. */
void page_licence(struct page *page);

#endif
