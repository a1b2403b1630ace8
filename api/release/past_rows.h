/* What records of a table were before some changes, as far as they were other. Private to
 * api/release. */
#ifndef HIRAKU_API_RELEASE_PAST_ROWS_H
#define HIRAKU_API_RELEASE_PAST_ROWS_H

#include "hiraku/base/arena.h"
#include "hiraku/base/status.h"
#include "hiraku/model/resource.h"

struct change;
struct past_row;
struct problem;

struct past_rows {
    const struct resource *resource;
    size_t columns; /* of the resource */
    struct arena arena;
    struct past_row **slots; /* by hash of the id; a power of two of them */
    size_t slot_count, count;
    struct past_row *removed; /* whose lost cells follow */
};

void past_rows_init(struct past_rows *rows, const struct resource *resource);
void past_rows_free(struct past_rows *rows);

/* Takes a row of changes.csv back; the changes of one release in their order, releases from the
 * newest to the oldest. */
enum status past_rows_undo(struct past_rows *rows, const struct change *change, struct problem *p);

/* Makes the cells of a record of the newer file, parallel to the columns, those of then; false: it
 * was not there, or is one of past_rows_whole. The new cells live as long as `rows`. */
bool past_rows_patch(const struct past_rows *rows, struct slice id, struct slice *cells);

/* Records of which all cells are known, as they were removed since, by key; `*whole` for free(). */
struct past_whole {
    struct slice keys[KEY_MAX];
    const struct slice *cells; /* parallel to the columns */
};
enum status past_rows_whole(const struct past_rows *rows, struct past_whole **whole, size_t *count,
                            struct problem *p);

#endif
