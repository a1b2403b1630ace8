/* Routes: which handler a path has, and in which forms it answers. The table is
 * hiraku/http/server/routes.h; it ends with a NULL pattern. */
#ifndef HIRAKU_HTTP_ROUTING_ROUTE_H
#define HIRAKU_HTTP_ROUTING_ROUTE_H

#include "hiraku/base/status.h"

#include <stddef.h>

struct arena;
struct config;
struct out;
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

/* Writes what a problem says in the form of the route, in place of problem+json and its page. */
typedef void route_refusal(const struct request *request, const struct problem *p, struct out *out);

/* What a route takes beside OPTIONS. */
enum route_methods {
    ROUTE_GET,      /* and HEAD */
    ROUTE_POST,     /* and nothing else */
    ROUTE_GET_POST, /* both */
    ROUTE_METHODS
};

enum route_flag {
    ROUTE_INLINE = 1,        /* runs in the event loop */
    ROUTE_NO_RELEASE = 2,    /* needs no release (healthz) */
    ROUTE_LANGUAGE = 4,      /* its page or feed is in request->language; other forms hold both */
    ROUTE_FILE = 8,          /* the last segment names a file: no suffix, no negotiation */
    ROUTE_THING = 16,        /* leads from an IRI to a document: never 406 for what Accept says */
    ROUTE_OTHER_THINGS = 32, /* {table} may be the name of something else */
    ROUTE_OPERATORS = 64,    /* where operators have a listener of their own, only there */
    ROUTE_HEALTH = 128,      /* there, too */
    ROUTE_PRESENT = 256,     /* below /v1, but no answer of one release: no `release`, no `as_of` */
    ROUTE_ROWS = 512,        /* made from {table}, or figures; and from what is referred to */
    ROUTE_DATED = 1024,      /* a page of what is published: takes `release` and `as_of`, too */
    ROUTE_PAGED = 2048,      /* who would rather read a page is led to that of the same path without
                                its first segment; of {table}, where that is one */
    ROUTE_FIGURES = 4096,    /* where it is made from a cube, also SDMX-CSV for who accepts that */
    ROUTE_PART = 16384,  /* with ROUTE_PAGED: what the last segment names is a part of that page,
                            which knows the parameters for all pages only */
    ROUTE_DRAWN = 32768, /* with ROUTE_PAGED: a picture of what that page shows: its path is without
                            the last segment, too, and parameters of the picture stay behind */
    ROUTE_LASTING = 8192, /* its answers name the address under which they stay (citing.h) */
};

struct route {
    const char
        *pattern; /* "/v1/{table}/{id}"; whole segments; {table} in front: a table there is */
    handler *plan;
    unsigned flags; /* enum route_flag */
    /* names of writers and of documents that the handler writes itself ("html"), separated by
     * spaces, the default first; "*" for every writer, "graphs" for those that know triples */
    const char *forms;
    /* a path that works, where the pattern is none or needs parameters; NULL: it follows from the
     * pattern */
    const char *example;
    route_trial *accepts; /* NULL: what is wrong with a request is not tried out */
    enum route_methods methods;
    size_t body_max; /* bytes of a POST's body, which is then in request->body */
    route_refusal *refuse;
    const char *refusal_type; /* the media type of what `refuse` writes */
    /* NULL, or whether the settings have it at all; an answer to others is as if it were not there
     */
    bool (*offered)(const struct config *config);
    /* With ROUTE_PAGED, where its page is elsewhere: {table}, {id} and {Tables} (a word in names of
     * operations) are filled in; NULL: see there. */
    const char *page;
    const char *use; /* what its answers are counted as (usage_uses); NULL: they are not counted */
};

/* Whether the route takes a method, and those that it takes, as Allow names them (RFC 9110
 * s.10.2.1).
 */
bool route_takes(const struct route *route, struct slice method);
const char *route_allow(const struct route *route);

bool route_is_offered(const struct route *route, const struct config *config);
/* Whether the row with this pattern is there by the settings; false, too, where there is none. */
bool route_offers(const struct route *routes, const char *pattern, const struct config *config);

enum { ROUTE_MARK_SIZE = 64 };
/* A text that is another one where the settings have other routes, for validators of what names
 * them. */
void route_offered_mark(const struct route *routes, const struct config *config,
                        char mark[ROUTE_MARK_SIZE]);

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
