/* The services of the catalogue (DCAT 3, s.6.9). */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_DCAT_SERVICES_H
#define HIRAKU_EXPORTERS_CATALOGUE_DCAT_SERVICES_H

struct dcat_writer;

/* Of the catalogue: links to its services; and these themselves, with the standards that they
 * conform to. */
void dcat_write_services(struct dcat_writer *dcat);
void dcat_describe_services(struct dcat_writer *dcat);

#endif
