/* What is added to links that people share. */
#ifndef HIRAKU_HTTP_ROUTING_SHARED_LINK_H
#define HIRAKU_HTTP_ROUTING_SHARED_LINK_H

#include "hiraku/base/slice.h"

struct problem;
struct request;

/* Whether a parameter of this name is what is added to links that people share (fbclid, utm_source
 * …). */
bool shared_link_mark(struct slice name);

/* Takes these out of a request whose answer is a page, leads to one, or is a file for download. */
void shared_link_clean(struct request *request);

/* Where such a parameter was refused: gives the URL without it as what works. */
void shared_link_lead(const struct request *request, struct problem *p);

#endif
