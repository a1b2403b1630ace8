/* What became of a record, in sentences of the model (model/trail.h) filled with the record's own
 * cells: what a cell says stands in an element `data`, as everywhere on pages. */
#ifndef HIRAKU_PAGES_TRAIL_WORDS_H
#define HIRAKU_PAGES_TRAIL_WORDS_H

#include <stddef.h>

struct page;
struct row;
struct trail_rows;

/* The sentence of a record of a step, and those of what came from it, one behind the other. */
void trail_words_write(struct page *page, const struct trail_rows *rows, size_t step,
                       const struct row *row);

/* A record by its name, as a link. */
void trail_words_name(struct page *page, const struct row *row);

#endif
