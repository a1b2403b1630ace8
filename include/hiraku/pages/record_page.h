/* The page of a record: all that is told of it, and what refers to it. */
#ifndef HIRAKU_PAGES_RECORD_PAGE_H
#define HIRAKU_PAGES_RECORD_PAGE_H

#include "hiraku/base/arena.h"
#include "hiraku/pages/page.h"
#include "hiraku/query/view.h"

struct referrer;
struct row_set;

/* The rows of a table that refer to the record by a column: the first of so many. */
struct record_referrers {
    const struct referrer *by;
    struct row_set *first;
    int64_t total; /* −1: not counted */
};

/* The first text about the record that is written for people, cut to what is shown beside a link:
 * in the language of the page, else in another; what its table holds where there is none. */
const char *record_page_description(const struct page_context *context, const struct row *row,
                                    struct arena *arena);
/* Begins it with what the record is called; its references are named. `arena` keeps texts until its
 * end. */
struct page record_page_begin(const struct page_context *context, const struct row *row,
                              struct arena *arena, struct out *out);
/* What is told of it. */
void record_page_tell(struct page *page, const struct row *row);
/* Nothing where no row refers to it. */
void record_page_referrers(struct page *page, const struct record_referrers *referrers);
void record_page_finish(struct page *page, const struct row *row);

#endif
