/* The ids of a table as sections (table_data.h): their order, and where each has its row.
 *
 * Ids that are joined from keys whose segments can hold no full stop need no text: they are in the
 * order of the segments' places, key by key. That takes twelve bytes a row while it is found. Of
 * several versions of an id the last one is its row, and all have its code. */
#ifndef HIRAKU_API_STORE_COLUMNS_ID_BUILDER_H
#define HIRAKU_API_STORE_COLUMNS_ID_BUILDER_H

#include "hiraku/model/resource.h"

#include "column_builder.h"

/* Whether an id is joined from such keys. */
bool id_is_made_of_segments(const struct resource *resource);

/* STATUS_BAD_RELEASE: two records have the same. */
enum status id_write_texts(const struct resource *resource, const struct table_ids *ids,
                           const struct table_work *work, struct problem *p);

/* The keys that ids are joined from, in model order, read for all rows. */
struct id_keys {
    struct column_builder *keys[KEY_MAX];
    size_t count;
};
enum status id_write_joined(const struct resource *resource, const struct id_keys *keys,
                            const struct table_ids *ids, const struct table_work *work,
                            struct problem *p);

#endif
