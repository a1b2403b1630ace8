/* Rows into prepared statements, on a thread of its own: while it loads, the caller reads and
 * checks what comes next.
 *
 * The connection of the statements belongs to the feeder from the first feeder_row until
 * feeder_wait has returned. Rows are loaded in the order in which they were given. Memory: two
 * batches of FEEDER_BATCH bytes, and one row beyond. The first failure sticks: later rows are
 * passed over, every later call returns it. */
#ifndef HIRAKU_STORE_FEEDER_H
#define HIRAKU_STORE_FEEDER_H

#include "hiraku/base/status.h"

struct problem;
struct slice;
struct statement;

enum { FEEDER_BATCH = 256 * 1024 };

struct feeder;

enum status feeder_new(struct feeder **result, struct problem *p);

/* Binds $1…$count to copies of the cells and runs the statement, later. */
enum status feeder_row(struct feeder *feeder, struct statement *statement,
                       const struct slice *cells, size_t count, struct problem *p);

/* Returns when all rows are loaded. */
enum status feeder_wait(struct feeder *feeder, struct problem *p);

/* Loads nothing more; NULL is allowed. */
void feeder_free(struct feeder *feeder);

#endif
