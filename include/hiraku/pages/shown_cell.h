/* Cells as a reader sees them, in the language of the page: words for codes, names for references,
 * dates and periods in both calendars, numbers with their unit. What the API says in their place
 * stands in the attribute `value` of an element `data`. */
#ifndef HIRAKU_PAGES_SHOWN_CELL_H
#define HIRAKU_PAGES_SHOWN_CELL_H

#include "hiraku/base/slice.h"
#include "hiraku/value/period.h"

struct out;
struct page;
struct page_context;
struct row;

enum shown_detail {
    SHOWN_SHORT, /* in a table */
    SHOWN_FULL   /* by itself: times by era, too */
};

/* Cell `i` of a row, which has what its references are called (view_name_references). Nothing where
 * it is empty, but for a number of which the row says why it is missing. */
void shown_write(struct page *page, const struct row *row, size_t i, enum shown_detail detail);

/* Whether shown_write writes something. */
bool shown_is_told(const struct row *row, size_t i);

/* Whether another cell of the row is written with this one: why a number is missing, how exact it
 * is. */
bool shown_is_beside(const struct row *row, size_t i);

/* What a cell says, as text without elements; empty where it is empty. */
void shown_text(const struct page_context *context, const struct row *row, size_t i,
                struct out *out);

/* What the record is called to which reference `i` leads: in the language of the page, else in the
 * other (`*lang`), else by its id. */
struct slice shown_reference_name(const struct page_context *context, const struct row *row,
                                  size_t i, const char **lang);

/* A moment (RFC 3339 in UTC) on the publisher's clocks, 2026年12月1日 02:28; `minutes` false: the
 * day alone. What is none stays as it is. */
void shown_moment(struct page *page, struct slice moment, bool minutes);

/* What stands between a number and its unit: a space, or a sign where the unit begins with a number
 * itself (7.00 × 100 million yen). */
const char *shown_before_unit(struct slice unit);

/* A number with commas between groups of three digits; the digits are those that were published. */
void shown_number(struct out *out, struct slice number);

/* A period or a day in words: 2023年度, with `era` 令和5年度, in English empty then; empty where it
 * is none. */
void shown_period(const struct page_context *context, struct slice text, bool era,
                  char label[PERIOD_LABEL_SIZE]);

#endif
