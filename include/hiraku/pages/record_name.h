/* What records are called. */
#ifndef HIRAKU_PAGES_RECORD_NAME_H
#define HIRAKU_PAGES_RECORD_NAME_H

#include "hiraku/base/slice.h"

#include <stddef.h>

struct column;
struct out;
struct page_context;
struct row;

enum { NAME_COLUMNS_MAX = 3 };

/* What a record is called: by its own name (COL_LABEL); where it has none, by the first of what its
 * table asks for: to what it refers, its codes, its time. */
struct record_name {
    size_t columns[NAME_COLUMNS_MAX]; /* indexes into the view */
    size_t count;
    bool own;
};

/* Which cells name a row. `without` is passed over: a reference that is known already; or NULL. */
struct record_name record_name_of(const struct page_context *context, const struct row *row,
                                  const struct column *without);
/* Writes it as text; the id where nothing names the row. `*lang` is that of a name in another
 * language than the page's, else NULL. */
void record_name_write(const struct page_context *context, const struct row *row,
                       const struct column *without, struct out *out, const char **lang);

/* How the Japanese name is read: the column NAME_kana beside the label NAME_ja; empty: the model
 * has none, or the row. */
struct slice record_name_reading(const struct row *row);

#endif
