/* Datasets of the catalogue as CKAN's packages, and their distributions as resources. */
#ifndef HIRAKU_API_CKAN_PACKAGE_H
#define HIRAKU_API_CKAN_PACKAGE_H

#include "hiraku/exporters/catalogue/dataset.h"
#include "hiraku/release/manifest.h"

struct ckan_question;
struct distribution;
struct json_writer;

enum { PACKAGES_MAX = RELEASE_TABLES_MAX + 1, CKAN_TIME_SIZE = 40 };

struct packages {
    struct dataset sets[PACKAGES_MAX]; /* in the order of the catalogue */
    size_t count;
};

/* Those of the catalogue, in the arena; NULL: no memory. */
struct packages *ckan_packages(const struct ckan_question *question);
/* By name, which is also the id; NULL: there is none. */
const struct dataset *ckan_package_named(const struct packages *packages, struct slice name);

/* Writes the members of one. */
void ckan_package_write(const struct ckan_question *question, const struct dataset *set,
                        struct json_writer *json);

/* Writes the resource of a dataset with this id; false: there is none. */
bool ckan_resource_write(const struct ckan_question *question, const struct dataset *set,
                         struct slice id, struct json_writer *json);

/* The publisher: its id and name, and its members as an object. */
const char *ckan_publisher(const struct ckan_question *question);
void ckan_publisher_write(const struct ckan_question *question, const char *name,
                          struct json_writer *json);

struct slice ckan_licence_name(const struct instance *instance);
/* What a resource's format is called: a plain word. */
struct slice ckan_format(const struct distribution *one, char text[24]);
/* As CKAN writes a moment: UTC, with no zone. */
void ckan_time(time_t when, char text[CKAN_TIME_SIZE]);

/* Takes the next keyword of both languages; all zero before the first; false at the end. */
struct keywords {
    struct slice rest;
    unsigned language;
};
bool ckan_keyword(const struct instance *instance, struct keywords *keywords,
                  struct slice *keyword);
void ckan_tag_write(struct slice name, struct json_writer *json);

/* The table of which the id is a resource of the DataStore: its CSV, or the table's own name; NULL:
 * none. */
const struct resource *ckan_datastore_table(struct slice id);

#endif
