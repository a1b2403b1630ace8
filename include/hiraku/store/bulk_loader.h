/* Rows into prepared statements, on a thread of its own: while it loads, the caller reads and
 * checks what comes next.
 *
 * The connection of the statements belongs to the loader from the first bulk_loader_row until
 * bulk_loader_wait has returned. Rows are loaded in the order in which they were given. Memory: two
 * batches of BULK_LOADER_BATCH bytes, and one row beyond. The first failure sticks: later rows are
 * passed over, every later call returns it. */
#ifndef HIRAKU_STORE_BULK_LOADER_H
#define HIRAKU_STORE_BULK_LOADER_H

#include "hiraku/base/status.h"

struct problem;
struct slice;

struct statement;

enum { BULK_LOADER_BATCH = 256 * 1024 };

struct bulk_loader;

enum status bulk_loader_new(struct bulk_loader **result, struct problem *p);

/* Binds $1…$count to copies of the cells and runs the statement, later. */
enum status bulk_loader_row(struct bulk_loader *loader, struct statement *statement,
                            const struct slice *cells, size_t count, struct problem *p);

/* Returns when all rows are loaded. */
enum status bulk_loader_wait(struct bulk_loader *loader, struct problem *p);

/* Loads nothing more; NULL is allowed. */
void bulk_loader_free(struct bulk_loader *loader);

#endif
