/* What is published here, described for catalogues: DCAT-AP 3 as triples, CSV on the Web (W3C
 * Recommendations of 17 December 2015), Frictionless Data Package 1, schema.org.
 *
 * All texts are made from the model, the instance, the manifest and the list of ready files. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_CATALOGUE_H
#define HIRAKU_EXPORTERS_CATALOGUE_CATALOGUE_H

#include "hiraku/base/slice.h"
#include "hiraku/release/release.h"

struct derived;
struct emit;
struct extent;
struct instance;
struct manifest;
struct resource;
struct table_state;
struct triple_sink;

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

#endif
