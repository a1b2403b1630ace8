/* The read side of a release: rows of a table as slices of text, in a stable order.
 *
 * One `struct store` is one connection with its own statements, used by one thread at a time. SQL
 * exists only in api/store. Tables are filled once, by store_build, in key order: the
 * database's own row key is the position in the canonical CSV. Every cell is text, an empty one is
 * ''. Columns that compare as numbers (TYPE_INT, TYPE_DECIMAL) have a companion `name__key` in the
 * order of decimal_key. */
#ifndef HIRAKU_STORE_STORE_H
#define HIRAKU_STORE_STORE_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct arena;
struct problem;
struct resource;
struct store;

enum status store_open(struct store **store, const char *release_dir, struct problem *p);
void store_close(struct store *store);

/* Every statement from now on ends with STATUS_DEADLINE after that moment; 0: never. */
void store_deadline(struct store *store, int64_t monotonic_ms);

/* Whether a record exists. */
enum status store_has(struct store *store, const struct resource *resource, struct slice id,
                      bool *found, struct problem *p);

/* The id nearest to `id` among those that share a prefix with it, in the arena; empty if none is
 * near. */
enum status store_nearest(struct store *store, const struct resource *resource, struct slice id,
                          struct arena *arena, struct slice *nearest, struct problem *p);

#endif
