/* What the records of a table were in the releases up to the store's view, version by version. */
#ifndef HIRAKU_STORE_VERSIONS_H
#define HIRAKU_STORE_VERSIONS_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct column;
struct problem;
struct query;
struct store;

struct versions;

/* The cells of a record from one release on; in `until` they held last, 0: they still do. */
struct version {
    uint64_t since, until;
    bool first; /* of its record */
    struct slice id;
    const struct slice *cells; /* parallel to the columns */
};

/* The first release that the store knows: what it had may be older. */
uint64_t store_first_release(const struct store *store);

/* Versions that fulfil the query's conditions, which are on columns of the key, in its order, which
 * is by such columns, too; of one record the oldest first. `columns` are stored ones of the query's
 * resource, at most COLUMNS_MAX, and outlive this, as the query does. Words are not looked for. */
enum status versions_open(struct versions **versions, struct store *store,
                          const struct query *query, const struct column *const *columns,
                          size_t count, struct problem *p);
/* Its slices live until the next call; `*more` is false behind the last. */
enum status versions_next(struct versions *versions, struct version *version, bool *more,
                          struct problem *p);
void versions_close(struct versions *versions); /* NULL is allowed */

#endif
