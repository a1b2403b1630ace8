/* What is added to links that people share. */
#ifndef HIRAKU_HTTP_ROUTING_SHARED_LINK_H
#define HIRAKU_HTTP_ROUTING_SHARED_LINK_H

#include "hiraku/base/slice.h"

struct problem;
struct request;

/* Takes the parameters that are added to links which people share (fbclid, utm_source …) out of a
 * request whose answer is a page, leads to one, or is a file for download. */
void shared_link_clean(struct request *request);

/* The address of the page that a request leads to (request->leads): that of its route or its path
 * without the first segment, and what was asked for, without such parameters; ROUTE_PART and
 * ROUTE_DRAWN say what else stays behind. */
struct slice shared_link_page(struct request *request);

/* Where such a parameter was refused: gives the URL without it as what works. */
void shared_link_lead(const struct request *request, struct problem *p);

#endif
