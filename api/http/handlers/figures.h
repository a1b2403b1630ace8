/* What answers with computed figures share: aggregate, derived series, compare. They are made whole
 * and in memory, as JSON or CSV. Private to api/http. */
#ifndef HIRAKU_API_HTTP_HANDLERS_FIGURES_H
#define HIRAKU_API_HTTP_HANDLERS_FIGURES_H

#include "hiraku/base/out.h"
#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/http/routing/request.h"

struct problem;
struct query;
struct reply;
struct request;
struct resource;
struct store;

struct figures {
    struct request *request;
    struct reply *reply;
    struct store *store;
    struct out items; /* what stands in `items`, or the rows of the CSV */
    uint64_t total;   /* items so far */
    bool csv;
    const char *file;                                  /* name of a download */
    const struct resource *tables[REQUEST_TABLES_MAX]; /* read for the answer */
    size_t table_count;
    const struct query *query; /* of figures_read_query, or NULL */
};

/* A table that the answer depends on; NULL is allowed. */
void figures_read(struct figures *figures, const struct resource *table);
/* All tables that a query reads; figures_open looks whether what it refers to exists. */
void figures_read_query(struct figures *figures, const struct query *query);

/* Sets media type, links and validators; opens the store with its deadline and the items. Where
 * `reply->fresh` is then true nothing is to be made. Everything ends with figures_close. */
enum status figures_open(struct figures *figures, struct slice path, struct slice parameters,
                         struct problem *p);

/* Begins the reply's body. JSON: the members before `items`, to which the caller may add. */
struct out *figures_begin(struct figures *figures);
/* Ends it with what is in `items`. */
enum status figures_end(struct figures *figures, struct problem *p);

/* Returns `status`, or STATUS_ANSWER_TOO_LARGE; of that and beyond the deadline the example is the
 * whole table, which needs no query. */
enum status figures_close(struct figures *figures, enum status status, struct problem *p);

#endif
