/* Frictionless Data Package 1. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_DATAPACKAGE_H
#define HIRAKU_EXPORTERS_CATALOGUE_DATAPACKAGE_H

struct artifacts;
struct instance;
struct manifest;
struct out;

/* datapackage.json. `folder` stands before the names of the CSV files: in the answer of the service
 * DATAPACKAGE_SERVED, in the archive "data/". */
#define DATAPACKAGE_SERVED "v1/"
void datapackage_write(struct out *out, const struct instance *instance,
                       const struct manifest *manifest, const struct artifacts *artifacts,
                       const char *folder);

#endif
