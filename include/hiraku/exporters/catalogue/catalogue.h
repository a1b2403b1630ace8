/* What is published here, as every catalogue describes it: DCAT-AP 3 (dcat.h), CSV on the Web
 * (csvw.h), Frictionless Data Package 1 (datapackage.h), schema.org (schema_org.h).
 *
 * All texts are made from the model, the instance, the manifest and the list of artifacts. What
 * depends on the day on which somebody asks is not in them. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_CATALOGUE_H
#define HIRAKU_EXPORTERS_CATALOGUE_CATALOGUE_H

#include "hiraku/release/manifest.h"

struct artifact_format;
struct artifacts;
struct extent;
struct instance;
struct manifest;
struct resource;
struct table_state;

/* Doors for the programs of others, where the settings open them. */
enum catalogue_service { CATALOGUE_MCP = 1, CATALOGUE_CKAN = 2 };

struct catalogue {
    const struct instance *instance;
    const struct manifest *manifest;
    const struct artifacts *artifacts; /* NULL: no artifacts */
    const struct artifact_format *const *formats;
    struct catalogue_table {
        const struct table_state *state;
        time_t issued;               /* 0: not known */
        const struct extent *extent; /* NULL: not known */
        /* Of the last period with an actual figure, and the day on which the next is due; empty
         * where the data does not tell. */
        struct slice last_period, due_on;
        uint64_t used; /* answers about it in the days that are counted */
    } tables[RELEASE_TABLES_MAX];
    size_t count;
    unsigned services; /* enum catalogue_service */
    /* Of what use is told: from the first moment to the last, exclusive; 0: of none. */
    time_t counted_from, counted_to;
    /* The record of the publisher's code and its names; NULL: no table has it. */
    const struct resource *bodies;
    struct slice body_name[2]; /* by enum language */
};

/* The first and the last day (DATE_TEXT_SIZE) that the periods of a table, or of all, state; false
 * if neither. */
bool catalogue_period(const struct catalogue_table *table, char *starts, char *ends);
bool catalogue_period_of_all(const struct catalogue *catalogue, char *starts, char *ends);

/* When the first table was issued (0: not known) and when anything last changed. */
void catalogue_dates(const struct catalogue *catalogue, time_t *issued, time_t *modified);

/* Whether the publisher is a local government: its code begins with the number of a prefecture,
 * 01 to 47. */
bool catalogue_is_local(const struct instance *instance);

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
