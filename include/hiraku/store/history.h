/* In which release a record last changed. */
#ifndef HIRAKU_STORE_HISTORY_H
#define HIRAKU_STORE_HISTORY_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct problem;
struct resource;
struct store;

/* The newest release up to the view in which a record changed, or what is shown beside its
 * references (looked-up columns but those with one of the flags `without`), or the instance's base
 * URL or fiscal year; 0: not known (a computed table). What hidden columns gather from other tables
 * does not count. */
enum status store_changed_in(struct store *store, const struct resource *resource, struct slice id,
                             unsigned without, uint64_t *release, struct problem *p);

#endif
