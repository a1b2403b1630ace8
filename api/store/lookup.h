/* Reading single cells of referenced records, with the last answer kept: neighbouring rows mostly
 * share their references. Private to api/store. */
#ifndef HIRAKU_LOOKUP_H
#define HIRAKU_LOOKUP_H

#include "sql.h"

struct lookup {
    struct statement *statement;
    char *id, *value; /* of the last answer; grow as needed */
    size_t id_len, id_cap, value_len, value_cap;
    bool known;
};

enum status lookup_open(struct lookup *lookup, struct db *db, const struct resource *target,
                        const struct column *field, struct problem *p);

/* The cell of the record `id`; empty if `id` is, or if there is no such record. Borrowed until the
 * next call. */
enum status lookup_get(struct lookup *lookup, struct slice id, struct slice *value,
                       struct problem *p);

void lookup_close(struct lookup *lookup);

#endif
