/* schema.org, for search engines. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_SCHEMA_ORG_H
#define HIRAKU_EXPORTERS_CATALOGUE_SCHEMA_ORG_H

struct catalogue;
struct catalogue_table;
struct instance;
struct json_writer;
struct manifest;
struct out;

/* schema.org Dataset as JSON-LD, for search engines. */
void schema_dataset_write(struct out *out, const struct catalogue *catalogue,
                          const struct catalogue_table *table);

/* Objects of a page: the site with its search (WebSite), and all that is published
 * (DataCatalog). */
void schema_site_write(struct json_writer *json, const struct instance *instance);
void schema_catalogue_write(struct json_writer *json, const struct instance *instance,
                            const struct manifest *manifest);
/* A document of a type of schema.org, by its titles (enum language). */
void schema_work_write(struct json_writer *json, const struct instance *instance, const char *type,
                       const char *const titles[2], const char *path);

#endif
