/* A list (service/list.h) as an answer, as a page or as a stream; series and tables. */
#ifndef HIRAKU_HTTP_RESPONSE_LISTING_H
#define HIRAKU_HTTP_RESPONSE_LISTING_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/service/list.h"

#include <time.h>

struct inputs;
struct list_look;
struct trail;
struct problem;
struct query;
struct representation;
struct request;
struct service;

struct listing {
    struct list list;             /* its question */
    struct slice path;            /* "/v1/programs", without suffix */
    const char *about_name;       /* the JSON key of what the list is about */
    const char *file;             /* "programs": in the names of files */
    const struct list_look *look; /* of a page; NULL: that of its table */
    struct slice data;            /* of a page: the path of the same as data; empty: of its table */
    const char *release;          /* of a page on demand: its column of releases; NULL: uncited */
    struct list *lead;            /* of a page: the list whose first row it is about; NULL: none */
    /* Reads the parameters of a page; NULL: query_parse. */
    enum status (*parse)(struct query *query, struct arena *arena,
                         const struct parameter *parameters, size_t count, struct query_rules rules,
                         struct problem *p);
    const struct trail *trail; /* of a page: also what became of the rows; NULL: not asked */
    size_t facets;             /* of a page: how many of the query's were asked for by the reader */
    bool whole;                /* of the whole table or list, not of a part */
    struct slice today;        /* the date that it is made from, "2026-11-30"; empty: from none */
    time_t today_began;        /* when that day began */
    bool revocable;            /* it depends on which releases were withdrawn: */
    struct slice withdrawn;    /* these */
    /* more members of a page, `,"name":…`, in the arena; NULL: none */
    enum status (*beside)(struct listing *listing, const struct service *service,
                          struct slice *members, struct problem *p);
    /* names a path that works where writing fails as `status` says */
    void (*refused)(struct request *request, enum status status, struct problem *p);
};

/* A list of rows that `source` makes, in the request's arena, with its query to be read; `path` is
 * without suffix. NULL: no memory. */
struct listing *listing_of_source(struct request *request, const struct row_source *source,
                                  const void *asked, struct slice path);

/* Reads the request's parameters into the query and plans the answer. */
enum status listing_parse_and_plan(struct request *request, struct listing *listing,
                                   struct representation *answer, struct problem *p);

/* The first page under the same conditions, as the example of STATUS_RELEASE_GONE and
 * STATUS_OLD_CURSOR. */
void listing_start_again(struct request *request, const struct listing *listing, struct problem *p);

/* The parameters of this very page in the canonical form, with the cursor as it was sent. */
struct slice listing_parameters(struct request *request, const struct query *query);

/* Goes over to the release that the cursor belongs to; `inputs` are those of the list. */
enum status listing_use_release(struct request *request, const struct listing *listing,
                                const struct inputs *inputs, struct problem *p);

/* Plans its answer; `listing` lives in the request's arena, its query has been read. */
enum status listing_plan(struct request *request, struct listing *listing,
                         struct representation *answer, struct problem *p);

#endif
