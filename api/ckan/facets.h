/* Counts of datasets by value, as package_search gives them in two forms. */
#ifndef HIRAKU_API_CKAN_FACETS_H
#define HIRAKU_API_CKAN_FACETS_H

#include "search_fields.h"

struct ckan_facet;
struct facet_bounds {
    uint64_t values; /* most */
    uint64_t least;  /* count */
};

/* Those of a field that there is, the most frequent first; NULL: no memory. */
struct ckan_facet *ckan_facet(const struct ckan_question *question, struct slice field,
                              const struct dataset *const *sets, size_t count,
                              struct facet_bounds bounds);
/* value → count; and items with what a value is called, by name, the last first. */
void ckan_facet_write(const struct ckan_facet *facet, struct slice field, struct json_writer *json);
void ckan_facet_write_items(const struct ckan_question *question, struct ckan_facet *facet,
                            struct slice field, struct json_writer *json);

#endif
