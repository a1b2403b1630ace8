/* CSV on the Web (W3C Recommendations of 17 December 2015): metadata of tables in CSV. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_CSVW_H
#define HIRAKU_EXPORTERS_CATALOGUE_CSVW_H

#include "hiraku/release/manifest.h"

struct instance;
struct out;
struct resource;

/* Tables whose CSV are in one folder, and metadata of them (CSV on the Web) beside them:
 * {table}.csv-metadata.json of one, without keys into other tables; CSVW_GROUP of all, with them.
 * Metadata are about the very URL of a file, so that of an older release has its query. */
struct csvw_tables {
    const struct resource *resources[RELEASE_TABLES_MAX];
    size_t count;
    const char *folder; /* its path, which ends with a slash */
    const char *query;  /* of all URLs: "" or "?release=3" */
};
#define CSVW_GROUP "csv-metadata.json"
void csvw_write(struct out *out, const struct instance *instance, const struct csvw_tables *alone);
void csvw_write_group(struct out *out, const struct instance *instance,
                      const struct csvw_tables *tables);

#endif
