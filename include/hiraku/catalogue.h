/* What is published here, described for catalogues: DCAT-AP 3 as triples, CSV on the Web (W3C
 * Recommendations of 17 December 2015), Frictionless Data Package 1, schema.org.
 *
 * All texts are made from the model, the instance, the manifest and the list of ready files. */
#ifndef HIRAKU_CATALOGUE_H
#define HIRAKU_CATALOGUE_H

#include "hiraku/graph.h"
#include "hiraku/release.h"

struct catalogue {
    const struct instance *instance;
    const struct manifest *manifest;
    const struct derived *derived; /* NULL: no ready files */
    struct catalogue_table {
        const struct table_state *state;
        time_t issued;               /* 0: not known */
        const struct extent *extent; /* NULL: not known */
    } tables[RELEASE_TABLES_MAX];
    size_t count;
    /* The record of the publisher's code and its names; NULL: no table has it. */
    const struct resource *bodies;
    struct slice body_name[2]; /* by enum language */
};

/* Each is a `describe` (http.h). The context is a struct catalogue: everything; or a struct
 * catalogue_part: the dataset of one table. */
struct catalogue_part {
    const struct catalogue *catalogue;
    const struct catalogue_table *table;
};
void catalogue_describe(struct emit *emit, const struct triple_sink *sink, void *catalogue);
void catalogue_describe_part(struct emit *emit, const struct triple_sink *sink, void *part);

/* The first and the last day (DATE_TEXT_SIZE) that the table's periods state; false if neither. */
bool catalogue_period(const struct catalogue_table *table, char *starts, char *ends);

/* The publisher's path: of its record if it is a local government with one, since one thing has one
 * IRI, else /id/catalog#publisher. */
enum { PUBLISHER_SIZE = 128 };
void catalogue_publisher(const struct catalogue *catalogue, char path[PUBLISHER_SIZE]);
/* The IRI of the place that the data is about: the publisher's, else the country. */
enum { PLACE_SIZE = 128 };
void catalogue_place(const struct instance *instance, char iri[PLACE_SIZE]);

/* Takes the next keyword off a cell of the instance; false at its end. */
bool catalogue_keyword(struct slice *list, struct slice *keyword);

/* One distribution of a table: a ready file, or a URL that makes the form when it is asked for. */
struct distribution {
    struct slice name; /* "programs.csv": in its IRI */
    const struct file_kind *kind;
    const struct derived_file *file; /* NULL: made when asked for */
    bool packed;
};
/* Calls `found` for each distribution of a table, ready files first; NULL: files of all tables. */
void catalogue_distributions(const struct catalogue *catalogue, const struct resource *resource,
                             void (*found)(void *context, const struct distribution *one),
                             void *context);
/* Where it is fetched, as a path: /v1/downloads/{name} or /v1/{name}. */
void distribution_path(struct out *out, const struct distribution *one);
/* The last segment of its IRI: the name with hyphens for full stops, because a known suffix of a
 * path is always a suffix. Files of all tables have the release in their name and not in their
 * IRI, which stays: "all-zip". */
enum { DISTRIBUTION_NAME_SIZE = 192 };
void distribution_name(const struct distribution *one, char name[DISTRIBUTION_NAME_SIZE]);

/* Tables whose CSV are in one folder, and metadata of them (CSV on the Web) beside them:
 * {table}.csv-metadata.json of one, without keys into other tables; CSVW_GROUP of all, with them.
 * `folder` is the path of the folder, which ends with a slash. */
struct csvw_tables {
    const struct resource *resources[RELEASE_TABLES_MAX];
    size_t count;
};
#define CSVW_GROUP "csv-metadata.json"
void csvw_write(struct out *out, const struct instance *instance, const struct resource *resource,
                const char *folder);
void csvw_write_group(struct out *out, const struct instance *instance,
                      const struct csvw_tables *tables);

/* datapackage.json. `folder` stands before the names of the CSV files: in the answer of the service
 * DATAPACKAGE_SERVED, in the archive "data/". */
#define DATAPACKAGE_SERVED "v1/"
void datapackage_write(struct out *out, const struct instance *instance,
                       const struct manifest *manifest, const struct derived *derived,
                       const char *folder);

/* schema.org Dataset as JSON-LD, for search engines. */
void schema_dataset_write(struct out *out, const struct catalogue *catalogue,
                          const struct catalogue_table *table);

#endif
