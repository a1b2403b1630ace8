/* Cells that CP932 cannot hold. */
#ifndef HIRAKU_STORE_UNENCODABLE_H
#define HIRAKU_STORE_UNENCODABLE_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct arena;
struct column;
struct problem;
struct query;
struct store;
struct view;

/* A cell that CP932 (cp932.h) cannot hold; `column` NULL: there is none. */
struct unencodable {
    struct slice id;                       /* of the row, in the arena */
    const struct column *column, *through; /* as in a view */
    int32_t character;                     /* the first of them */
};

/* Looks for one among the cells that the query selects and the view shows; which characters a row
 * has is known since store_build. */
enum status store_unencodable(struct store *store, const struct query *query,
                              const struct view *view, struct arena *arena,
                              struct unencodable *found, struct problem *p);

#endif
