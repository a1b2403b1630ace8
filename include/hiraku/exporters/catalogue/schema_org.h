/* schema.org, for search engines. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_SCHEMA_ORG_H
#define HIRAKU_EXPORTERS_CATALOGUE_SCHEMA_ORG_H

struct catalogue;
struct catalogue_table;
struct out;

/* schema.org Dataset as JSON-LD, for search engines. */
void schema_dataset_write(struct out *out, const struct catalogue *catalogue,
                          const struct catalogue_table *table);

#endif
