/* A picture of a record for who shares a link to its page: 1200 × 630 pixels, as an SVG document
 * without a style sheet, from which publish makes a PNG (publish/cards.h). */
#ifndef HIRAKU_PAGES_CARD_H
#define HIRAKU_PAGES_CARD_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

struct arena;
struct chart_context;
struct details;
struct out;
struct page_context;
struct row;
struct spark;

enum { CARD_WIDTH = 1200, CARD_HEIGHT = 630 };

struct card {
    enum language language;
    struct slice name;
    struct slice number, unit; /* the newest value as it was published; empty: there is none */
    struct slice when;         /* of the value, and what kind it is; or when the record was */
    const struct spark *spark; /* NULL: none */
    struct slice text;         /* where there is no value */
    struct slice source, publisher;
};

/* Texts are borrowed and cut where they do not fit. */
void card_write(const struct card *card, struct out *out);

/* Of a KPI by its figures; of another record by its row, whose references are named. What is made
 * for it stays in the arena; want of memory makes the stream fail. */
void card_of_figures(const struct page_context *context, const struct details *details,
                     const struct chart_context *drawn, struct out *out);
void card_of_record(const struct page_context *context, const struct row *row, struct arena *arena,
                    struct out *out);

#endif
