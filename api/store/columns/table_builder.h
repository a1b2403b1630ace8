/* The columns of one table from its canonical CSV. */
#ifndef HIRAKU_API_STORE_COLUMNS_TABLE_BUILDER_H
#define HIRAKU_API_STORE_COLUMNS_TABLE_BUILDER_H

#include "column_builder.h"

struct resource;

/* The ids of the tables that others refer to; parallel to model_resources, empty for other tables.
 * All zero: none. */
struct reference_ids {
    struct table_ids *tables;
};

/* Reads them from the release's canonical CSV and its past. To be freed also after a failure. */
enum status reference_ids_read(struct reference_ids *ids, const struct table_work *work,
                               struct problem *p);
void reference_ids_free(struct reference_ids *ids);

/* NULL: nobody refers to the table. */
const struct table_ids *reference_ids_of(const struct reference_ids *ids,
                                         const struct resource *resource);

/* Whether the column is a reference to one record. */
bool column_is_reference(const struct column *column);

/* Writes all sections of the table. STATUS_BAD_RELEASE: the CSV is not that of this model, a
 * reference leads nowhere, or two records have the same id. */
enum status table_build(const struct resource *resource, const struct reference_ids *ids,
                        const struct table_work *work, struct problem *p);

#endif
