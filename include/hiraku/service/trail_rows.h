/* The records of a trail (model/trail.h): some of its first table, and what became of each. */
#ifndef HIRAKU_SERVICE_TRAIL_ROWS_H
#define HIRAKU_SERVICE_TRAIL_ROWS_H

#include "hiraku/model/trail.h"
#include "hiraku/service/list.h"
#include "hiraku/service/row_set.h"

struct service;

struct trail_rows {
    const struct trail *trail;
    struct row_set sets[TRAIL_STEPS_MAX]; /* by step; of each ROW_SET_MAX at most */
    struct list lists[TRAIL_STEPS_MAX];   /* that of the first step only where this read it */
};

/* Reads what follows from the rows of the first step, which are in sets[0]. trail_close in any
 * case. */
enum status trail_follow(struct trail_rows *rows, const struct service *service, struct problem *p);

/* The same with the rows of the first step that refer to a record by a column of it, or, where that
 * is the id, are the record. */
enum status trail_read(struct trail_rows *rows, const struct service *service,
                       const struct column *column, struct slice id, struct problem *p);

/* The column by which the trail begins at a record of the table: a reference of its first step, or
 * its id; NULL: it does not. */
const struct column *trail_column(const struct trail *trail, const struct resource *table);

/* The index of the first row of a step, from `i` on, that comes from the record of the step before;
 * behind the last one where there is none. */
size_t trail_find(const struct trail_rows *rows, size_t step, struct slice from, size_t i);

/* Closes what this read; sets[0] of trail_follow stays. */
void trail_close(struct trail_rows *rows);

#endif
