/* Filling the table of extents. Private to api/store. */
#ifndef HIRAKU_STORE_EXTENT_H
#define HIRAKU_STORE_EXTENT_H

#include "store.h"

/* SQL that creates the table; SQL that counts a resource's filled table into it. */
void extent_create(struct out *sql);
void extent_fill(struct out *sql, const struct resource *resource);

#endif
