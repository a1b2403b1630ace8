/* The distributions of a table (NULL: of all tables), as triples. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_DCAT_DISTRIBUTION_H
#define HIRAKU_EXPORTERS_CATALOGUE_DCAT_DISTRIBUTION_H

struct catalogue_table;
struct dcat_writer;

/* From the dataset that is open: links to them; where all triples of a table are (VoID). */
void dcat_write_distributions(struct dcat_writer *dcat, const struct catalogue_table *table);
void dcat_write_dump(struct dcat_writer *dcat, const struct catalogue_table *table);

/* Their own subjects. */
void dcat_describe_distributions(struct dcat_writer *dcat, const struct catalogue_table *table);

#endif
