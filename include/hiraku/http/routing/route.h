/* The table of routes: which handler a path has, and in which forms it answers. */
#ifndef HIRAKU_HTTP_ROUTING_ROUTE_H
#define HIRAKU_HTTP_ROUTING_ROUTE_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/http/routing/request.h"

struct problem;
struct reply;
struct request;

/* Fills `reply`, or returns a status that becomes a problem body. */
typedef enum status handler(struct request *request, struct reply *reply, struct problem *p);

enum route_flag {
    ROUTE_INLINE = 1,     /* runs in the event loop */
    ROUTE_NO_RELEASE = 2, /* needs no release (healthz) */
    ROUTE_LANGUAGE = 4,   /* its page is in request->language; other forms hold both languages */
    ROUTE_FILE = 8,       /* the last segment names a file: no suffix, no negotiation */
    ROUTE_THING = 16,     /* leads from an IRI to a document: never 406 for what Accept says */
};

struct route {
    const char *pattern; /* "/v1/{table}/{id}"; whole segments */
    handler *handle;
    unsigned flags; /* enum route_flag */
    /* names of writers and of documents that the handler writes itself ("html"), separated by
     * spaces, the default first; "*" for every writer, "graphs" for those that know triples */
    const char *forms;
};
extern const struct route routes[]; /* ends with a NULL pattern */

/* The row whose pattern has these segments; {table}, {id} and {slug} match any. NULL: none. */
const struct route *route_match(const struct slice *segments, size_t count);

/* Finds the route and its table; 404 with what is near. */
enum status route_find(struct request *request, struct problem *p);

/* STATUS_NOT_FOUND with what is near: of a path that no route has, and of one whose table there is
 * not (route_missing.c). */
enum status route_unknown(struct request *request, struct problem *p);
enum status route_no_table(struct request *request, struct problem *p);

/* The forms of a route, the default first. */
size_t route_forms(const struct route *route, struct form forms[REQUEST_FORMS_MAX]);
bool route_is_suffix(struct slice name);

/* Whether the answer is in request->language: a page. Other forms hold both languages. */
bool route_in_language(const struct request *request);

/* Chooses request->form by suffix or Accept; 406 lists the forms, but for a thing's Accept. */
enum status route_negotiate(struct request *request, struct slice accept, struct problem *p);

#endif
