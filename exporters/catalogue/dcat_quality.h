/* The share of filled cells (W3C Data Quality Vocabulary), with four decimals. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_DCAT_QUALITY_H
#define HIRAKU_EXPORTERS_CATALOGUE_DCAT_QUALITY_H

struct catalogue_table;
struct dcat_writer;

/* Links from the dataset that is open; the measurements of a table; what is measured. */
void dcat_write_quality(struct dcat_writer *dcat, const struct catalogue_table *table);
void dcat_describe_quality(struct dcat_writer *dcat, const struct catalogue_table *table);
void dcat_describe_metrics(struct dcat_writer *dcat);

#endif
