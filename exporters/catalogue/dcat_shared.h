/* What the catalogue, its datasets and the service have in common. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_DCAT_SHARED_H
#define HIRAKU_EXPORTERS_CATALOGUE_DCAT_SHARED_H

struct dcat_writer;

/* Triples about the subject that is open; first how the instance describes itself, its title where
 * there is no description. */
void dcat_write_purpose(struct dcat_writer *dcat);
void dcat_write_responsible(struct dcat_writer *dcat);
void dcat_write_place(struct dcat_writer *dcat);
void dcat_write_theme(struct dcat_writer *dcat);
void dcat_write_frequency(struct dcat_writer *dcat);
void dcat_write_keywords(struct dcat_writer *dcat);
void dcat_write_languages(struct dcat_writer *dcat);

/* Describes what was referred to: publisher, contact, terms, places, codes. */
void dcat_describe_shared(struct dcat_writer *dcat);

#endif
