/* The rows that a query selects, as a page or as a stream; series and lists. */
#ifndef HIRAKU_HTTP_HANDLERS_LISTING_H
#define HIRAKU_HTTP_HANDLERS_LISTING_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/query/query.h"

struct arena;
struct problem;
struct reply;
struct request;
struct resource;
struct store;

/* The rows that a query selects, as a page or as a stream; series and lists. */
struct listing {
    struct query query;
    struct slice path;            /* "/v1/programs", without suffix */
    const struct resource *about; /* the list belongs to this record, or NULL */
    struct slice about_id;
    const char *about_name; /* its JSON key */
    const char *file;       /* "programs": name of ready files and downloads */
    bool whole;             /* may be answered with the ready file */
    /* more members of a page, `,"name":…`, in the arena; NULL: none */
    enum status (*beside)(struct listing *listing, struct store *store, struct arena *arena,
                          int first_month, struct slice *members, struct problem *p);
};
enum status listing_answer(struct request *request, struct listing *listing, struct reply *reply,
                           struct problem *p);

#endif
