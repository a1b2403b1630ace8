/* Problems (RFC 9457) as a body for programs and as a page for people. */
#ifndef HIRAKU_HTTP_RESPONSE_PROBLEM_BODY_H
#define HIRAKU_HTTP_RESPONSE_PROBLEM_BODY_H

#include "hiraku/base/slice.h"

struct out;
struct problem;
struct request;

/* problem_body.c: the RFC 9457 body. */
void problem_write(const struct request *request, const struct problem *p, struct out *out);

/* A path that works near what was asked for; "" where there is none. */
void problem_make_example(const struct request *request, const struct problem *p, char *path,
                          size_t size);

/* suggestion.c: makes the example of a problem with the parameters the request itself without its
 * fault, where it can; else leaves it. On a worker. */
void suggestion_make(struct request *request, struct problem *p);

/* The same for people, where Accept prefers a page. */
bool problem_page_wanted(const struct request *request);
void problem_page_write(const struct request *request, const struct problem *p, struct out *out);

#endif
