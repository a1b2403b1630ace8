/* The rows that a query selects, one after the other. */
#ifndef HIRAKU_STORE_CURSOR_H
#define HIRAKU_STORE_CURSOR_H

#include "hiraku/base/status.h"

struct arena;
struct position;
struct problem;
struct query;
struct row;
struct store;
struct view;

struct cursor;

/* The rows that the query selects, in its order, from behind query->after on; query->limit 0: all.
 * Filters, order and view must outlive the cursor. */
enum status store_select(struct store *store, const struct query *query, const struct view *view,
                         struct cursor **cursor, struct problem *p);
enum status cursor_next(struct cursor *cursor, struct row *row, bool *more, struct problem *p);

/* The place of the row last given, for query.after of the next page: id and the values of the
 * order columns, in the arena. */
enum status cursor_position(const struct cursor *cursor, struct arena *arena,
                            struct position *position);
void cursor_close(struct cursor *cursor); /* NULL is allowed */

#endif
