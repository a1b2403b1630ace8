/* Parameters of a list in their canonical form (query_canonical), as links change them. */
#ifndef HIRAKU_PAGES_LIST_QUERY_H
#define HIRAKU_PAGES_LIST_QUERY_H

#include "hiraku/base/slice.h"

struct arena;

/* Takes the first parameter off; both are encoded. False: there is none. */
bool list_query_next(struct slice *query, struct slice *name, struct slice *value);

/* The parameters with this one instead of any of its name, in the order of names; `value` empty:
 * without it. In the arena, `.at` NULL: no memory. */
struct slice list_query_with(struct arena *arena, struct slice query, const char *name,
                             struct slice value);

/* What every form of data understands: filters, words, order, columns. */
struct slice list_query_of_data(struct arena *arena, struct slice query);

#endif
