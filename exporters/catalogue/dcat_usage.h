/* How often a data set was used: schema.org's InteractionCounter. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_DCAT_USAGE_H
#define HIRAKU_EXPORTERS_CATALOGUE_DCAT_USAGE_H

struct catalogue_table;
struct dcat_writer;

/* Of the data set of a table: the link, and the counter of the last whole month. Nothing where use
 * is not counted. */
void dcat_write_usage(struct dcat_writer *dcat, const struct catalogue_table *table);
void dcat_describe_usage(struct dcat_writer *dcat, const struct catalogue_table *table);

#endif
