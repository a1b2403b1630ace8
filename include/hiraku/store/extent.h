/* How full the columns of a table are and which time they cover. */
#ifndef HIRAKU_STORE_EXTENT_H
#define HIRAKU_STORE_EXTENT_H

#include "hiraku/base/status.h"
#include "hiraku/model/resource.h"
#include "hiraku/value/period.h"

struct problem;
struct resource;
struct store;

/* How full a table is and which time its periods cover, as counted by store_build. */
struct extent {
    const struct resource *resource;
    struct column_extent {
        uint64_t filled; /* rows that have a cell here; 0 for hidden and looked-up columns */
        /* of a period: the earliest first and the latest last day that are stated, or "" */
        char starts[DATE_TEXT_SIZE], ends[DATE_TEXT_SIZE];
    } columns[COLUMNS_MAX]; /* parallel to resource->columns */
};
enum status store_extent(struct store *store, const struct resource *resource,
                         struct extent *extent, struct problem *p);

#endif
