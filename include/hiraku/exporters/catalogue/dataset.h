/* A data set of the catalogue, as every description names it: that of one table, or of all. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_DATASET_H
#define HIRAKU_EXPORTERS_CATALOGUE_DATASET_H

#include "hiraku/base/status.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/value/period.h"

struct distribution;

enum { DATASET_PATH_SIZE = 160, DATASET_TITLE_SIZE = 1600, DISTRIBUTION_TITLE_SIZE = 512 };

struct dataset {
    const struct catalogue_table *table; /* NULL: of all tables */
    const char *name;                    /* in its IRI */
    const char *title_ja, *title_en, *doc_ja, *doc;
    time_t issued, modified;                           /* 0: not known */
    char starts[DATE_TEXT_SIZE], ends[DATE_TEXT_SIZE]; /* of its period; either may be empty */
    char page[DATASET_PATH_SIZE], dictionary[DATASET_PATH_SIZE], period[DATASET_PATH_SIZE];
};

void dataset_of_table(struct dataset *set, const struct catalogue_table *table);
/* Of catalogue_has_all. */
void dataset_of_all(struct dataset *set, const struct catalogue *catalogue);

/* With the name of the instance, which tells it from those of others. */
void dataset_title(const struct dataset *set, const struct instance *instance,
                   enum language language, char title[DATASET_TITLE_SIZE]);

/* What a distribution of the table (NULL: of all) is called, and what it holds. */
void distribution_title(const struct distribution *one, const struct resource *resource,
                        enum language language, char title[DISTRIBUTION_TITLE_SIZE]);
void distribution_description(const struct resource *resource, enum language language,
                              char text[DISTRIBUTION_TITLE_SIZE]);

#endif
