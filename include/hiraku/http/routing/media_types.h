/* In which forms a route answers, and which of them a request gets. */
#ifndef HIRAKU_HTTP_ROUTING_MEDIA_TYPES_H
#define HIRAKU_HTTP_ROUTING_MEDIA_TYPES_H

#include "hiraku/http/routing/request.h"

struct problem;
struct route;

/* The forms of a route, the default first. */
size_t route_forms(const struct route *route, struct form forms[REQUEST_FORMS_MAX]);
bool route_is_suffix(struct slice name);

/* Whether the answer is in request->language: a page, a feed or a picture. Other forms hold both
 * languages. */
bool route_in_language(const struct request *request);

/* Chooses request->form by suffix or Accept, and whether the request leads to a page; 406 lists the
 * forms, but for a thing's Accept. */
enum status route_negotiate(struct request *request, struct problem *p);

#endif
