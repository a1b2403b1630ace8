/* datastore_search, read: the list of this service that answers it, and which of its rows. */
#ifndef HIRAKU_API_CKAN_DATASTORE_H
#define HIRAKU_API_CKAN_DATASTORE_H

#include "hiraku/base/out.h"
#include "hiraku/exporters/rows/records.h"

struct ckan_question;
struct json_writer;

enum { DATASTORE_LIMIT = 100, DATASTORE_LIMIT_MAX = 32000 };

struct datastore {
    const struct resource *table;
    struct slice id;     /* as it was asked for */
    struct out target;   /* the address with its conditions; closed by datastore_close */
    struct records form; /* without `before` */
    uint64_t limit, offset;
    uint64_t from, to; /* by conditions on RECORDS_NUMBER: rows behind `from`, up to `to` */
    bool total, next_page;
    bool sorted; /* in another order than the table's */
};

/* Reads the call, all zero before. Refuses what it cannot be; datastore_close in any case. */
enum status datastore_read(struct ckan_question *question, struct datastore *search,
                           struct problem *p);
void datastore_close(struct datastore *search);

/* The parameters that choose rows: conditions, words. */
enum status datastore_read_filters(struct ckan_question *question, struct datastore *search,
                                   struct problem *p);
enum status datastore_read_words(struct ckan_question *question, struct datastore *search,
                                 struct problem *p);
/* Adds `name` `suffix` = `value` to the address. */
void datastore_add(struct datastore *search, struct slice name, const char *suffix,
                   struct slice value);
/* The column of the DataStore with this name; NULL: there is none. */
const struct column *datastore_column(const struct resource *table, struct slice name);

/* One column as CKAN describes it; `whole`: as datastore_info does. `column` NULL:
 * RECORDS_NUMBER. */
void datastore_field_write(const struct ckan_question *question, const struct column *column,
                           bool whole, struct json_writer *json);

#endif
