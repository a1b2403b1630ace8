/* A list (service/list.h) as an answer, as a page or as a stream; series and tables. */
#ifndef HIRAKU_HTTP_RESPONSE_LISTING_H
#define HIRAKU_HTTP_RESPONSE_LISTING_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/service/list.h"

struct problem;
struct representation;
struct request;
struct service;

struct listing {
    struct list list;       /* its question */
    struct slice path;      /* "/v1/programs", without suffix */
    const char *about_name; /* the JSON key of what the list is about */
    const char *file;       /* "programs": in the names of files */
    bool whole;             /* may be answered with the artifact */
    /* more members of a page, `,"name":…`, in the arena; NULL: none */
    enum status (*beside)(struct listing *listing, const struct service *service,
                          struct slice *members, struct problem *p);
    /* names a path that works where writing fails as `status` says */
    void (*refused)(struct request *request, enum status status, struct problem *p);
};

/* The first page under the same conditions, as the example of STATUS_RELEASE_GONE and
 * STATUS_OLD_CURSOR. */
void listing_start_again(struct request *request, const struct listing *listing, struct problem *p);

/* Plans its answer; `listing` lives in the request's arena, its query has been read. */
enum status listing_plan(struct request *request, struct listing *listing,
                         struct representation *answer, struct problem *p);

#endif
