/* Routes: which handler a path has, and in which forms it answers. The table is
 * hiraku/http/server/routes.h; it ends with a NULL pattern. */
#ifndef HIRAKU_HTTP_ROUTING_ROUTE_H
#define HIRAKU_HTTP_ROUTING_ROUTE_H

#include "hiraku/base/status.h"

struct arena;
struct parameter;
struct problem;
struct representation;
struct request;
struct slice;
struct service;

/* Plans `answer`: reads the parameters, says type, place, validators and who writes it. Asks for
 * nothing but what these need, and changes nothing. Or a status that becomes a problem body. */
typedef enum status handler(struct request *request, struct representation *answer,
                            struct problem *p);

/* The parameters of a request in part, to see what of them is right. */
struct trial {
    struct request *request;
    const struct service *service;
    const struct parameter *parameters;
    size_t count;
    struct arena *arena; /* of this trial */
};

/* STATUS_OK where the path can be answered with these parameters, as far as their reading tells; of
 * none: where what it names is there. Else why not, maybe with an example. */
typedef enum status route_trial(const struct trial *trial, struct problem *p);

enum route_flag {
    ROUTE_INLINE = 1,        /* runs in the event loop */
    ROUTE_NO_RELEASE = 2,    /* needs no release (healthz) */
    ROUTE_LANGUAGE = 4,      /* its page is in request->language; other forms hold both languages */
    ROUTE_FILE = 8,          /* the last segment names a file: no suffix, no negotiation */
    ROUTE_THING = 16,        /* leads from an IRI to a document: never 406 for what Accept says */
    ROUTE_OTHER_THINGS = 32, /* {table} may be the name of something else */
    ROUTE_OPERATORS = 64,    /* where operators have a listener of their own, only there */
    ROUTE_HEALTH = 128,      /* there, too */
};

struct route {
    const char *pattern; /* "/v1/{table}/{id}"; whole segments */
    handler *plan;
    unsigned flags; /* enum route_flag */
    /* names of writers and of documents that the handler writes itself ("html"), separated by
     * spaces, the default first; "*" for every writer, "graphs" for those that know triples */
    const char *forms;
    /* a path that works, where the pattern is none or needs parameters; NULL: it follows from the
     * pattern */
    const char *example;
    route_trial *accepts; /* NULL: what is wrong with a request is not tried out */
};

/* The row whose pattern has these segments; names in braces match any. NULL: none. */
const struct route *route_match(const struct route *routes, const struct slice *segments,
                                size_t count);

/* Sets request->table and request->id from the segments; of a path that the route matches. */
void route_take_names(struct request *request, const struct route *route);

/* Finds the route and its table; 404 with what is near. */
enum status route_find(const struct route *routes, struct request *request, struct problem *p);

/* STATUS_NOT_FOUND with what is near: of a path that no route has, and of one whose table there is
 * not (route_missing.c). */
enum status route_unknown(const struct route *routes, struct request *request, struct problem *p);
enum status route_no_table(const struct route *routes, struct request *request, struct problem *p);

#endif
