/* The ids of a table as sections (table_data.h): their order, and where each has its row.
 *
 * Ids that are joined from keys whose segments can hold no full stop need no text: they are in the
 * order of the segments' places, key by key. That takes twelve bytes a row while it is found. */
#ifndef HIRAKU_API_STORE_COLUMNS_ID_BUILDER_H
#define HIRAKU_API_STORE_COLUMNS_ID_BUILDER_H

#include "column_builder.h"

struct resource;

/* Whether an id is joined from such keys. */
bool id_is_made_of_segments(const struct resource *resource);

/* `ids` in the order of the rows. STATUS_BAD_RELEASE: two rows have the same. */
enum status id_write_texts(const struct resource *resource, const struct value_set *ids,
                           uint32_t rows, const struct table_work *work, struct problem *p);

/* Of keys (`count` of them, in model order) that were read for all rows. */
enum status id_write_joined(const struct resource *resource, struct column_builder *const *keys,
                            size_t count, const struct table_work *work, struct problem *p);

#endif
