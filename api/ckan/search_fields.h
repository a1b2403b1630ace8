/* What datasets are searched and counted by: Solr's fields of CKAN, as far as datasets have them.
 */
#ifndef HIRAKU_API_CKAN_SEARCH_FIELDS_H
#define HIRAKU_API_CKAN_SEARCH_FIELDS_H

#include "package.h"
#include "search_query.h"

/* One value of a field of a dataset; not all need be different. */
typedef void search_value(void *context, struct slice value);

/* Calls `found` for each value of a field whose values are whole (tags, res_format); false: there
 * is no such field. */
bool search_values(const struct ckan_question *question, const struct dataset *set,
                   struct slice field, search_value *found, void *context);

/* What a value is called for people. */
struct slice search_display(const struct ckan_question *question, struct slice field,
                            struct slice value);

/* A dataset that is looked at; `text`: all its words (search_text). */
struct searched {
    const struct ckan_question *question;
    const struct dataset *set;
    struct slice text;
};
/* All words of a dataset as they are compared, in the arena. */
struct slice search_text(const struct ckan_question *question, const struct dataset *set);
/* A search_holds of a struct searched. */
bool search_dataset_holds(void *searched, const struct search_term *term);

#endif
