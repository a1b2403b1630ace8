/* What is sent for a request: the representation that it selects, or a problem. */
#ifndef HIRAKU_HTTP_RESPONSE_REPLY_H
#define HIRAKU_HTTP_RESPONSE_REPLY_H

#include "hiraku/base/out.h"
#include "hiraku/http/response/representation.h"

struct problem;
struct request;

struct reply {
    enum status status; /* STATUS_OK, or that of the problem in `body` */
    struct slice allow; /* of OPTIONS, and of a method that is refused */
    struct representation selected;
    struct out body; /* memory; last: large */
};

/* Opens the body for what is written. */
struct out *reply_open(const struct request *request, struct reply *reply);

void reply_init(struct reply *reply);
void reply_free(struct reply *reply);

/* Whether a GET or HEAD of it is answered with 304 (RFC 9110 s.13.2.2). */
bool reply_is_not_modified(const struct reply *reply, const struct request *request);

/* Ends what the handler planned with. */
void reply_close(struct reply *reply);

/* The length of memory bodies and files; compresses the body (in a worker). */
enum status reply_finish(struct request *request, struct reply *reply, struct problem *p);

#endif
