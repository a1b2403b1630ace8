/* The datasets of the catalogue (DCAT 3, s.6.6). */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_DCAT_DATASET_H
#define HIRAKU_EXPORTERS_CATALOGUE_DCAT_DATASET_H

struct catalogue_table;
struct dcat_writer;

/* A link to the dataset of each table, from the subject that is open. */
void dcat_write_datasets(struct dcat_writer *dcat, const char *predicate);

/* The dataset of a table, and of all tables, in files that hold them all (nothing where there are
 * none), with what belongs to it alone. */
void dcat_describe_dataset(struct dcat_writer *dcat, const struct catalogue_table *table);
void dcat_describe_all(struct dcat_writer *dcat);

#endif
