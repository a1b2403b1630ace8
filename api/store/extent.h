/* Filling the table of extents. Private to api/store. */
#ifndef HIRAKU_API_STORE_EXTENT_H
#define HIRAKU_API_STORE_EXTENT_H

struct dialect;
struct out;
struct resource;

/* SQL that creates the table; SQL that counts a resource's filled table into it. */
void extent_create(struct out *sql, const struct dialect *dialect);
void extent_fill(struct out *sql, const struct resource *resource);

#endif
