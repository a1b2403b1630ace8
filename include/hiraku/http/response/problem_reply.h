/* A problem in the place of what was planned. */
#ifndef HIRAKU_HTTP_RESPONSE_PROBLEM_REPLY_H
#define HIRAKU_HTTP_RESPONSE_PROBLEM_REPLY_H

#include <stdbool.h>

struct problem;
struct reply;
struct request;

/* Makes the reply the problem `p`, as the route refuses, else as a page or (RFC 9457) for programs;
 * what it was is given up, but for Allow, and where nothing is found for what is told of its states
 * in time. */
void problem_reply(struct reply *reply, const struct request *request, const struct problem *p,
                   bool page);

#endif
