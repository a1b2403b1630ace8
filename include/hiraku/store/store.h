/* The read side of a release: rows of a table as slices of text, in a stable order.
 *
 * One `struct store` is the release's columns (columns/table_data.h), mapped, and a connection to
 * its database of what changed when (history.h); one thread at a time uses it. Both are made once,
 * by store_build. Rows are in the order of their keys. Every cell is text, an empty one is "".
 *
 * The store of a release has what the releases before it had, too, as far as their changes are
 * known: opened as of one of them, its view, it answers whatever is asked as the store of that
 * release did, to the byte. */
#ifndef HIRAKU_STORE_STORE_H
#define HIRAKU_STORE_STORE_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct arena;
struct problem;
struct resource;
struct store;

/* As of release `view`, 0: as of its own. STATUS_OTHER_MODEL: another version of the program made
 * it; STATUS_BAD_RELEASE: it is damaged; STATUS_RELEASE_GONE: it does not reach back to the view.
 */
enum status store_open(struct store **store, const char *release_dir, uint64_t view,
                       struct problem *p);
void store_close(struct store *store);

/* Whatever is asked from now on ends with STATUS_DEADLINE after that moment; 0: never. */
void store_deadline(struct store *store, int64_t monotonic_ms);

/* STATUS_DEADLINE where it has passed: of what is read beside the store. */
enum status store_poll(const struct store *store, struct problem *p);

/* Whether a record exists. */
enum status store_has(struct store *store, const struct resource *resource, struct slice id,
                      bool *found, struct problem *p);

/* The id nearest to `id` among those that share a prefix with it, in the arena; empty if none is
 * near. */
enum status store_nearest(struct store *store, const struct resource *resource, struct slice id,
                          struct arena *arena, struct slice *nearest, struct problem *p);

#endif
