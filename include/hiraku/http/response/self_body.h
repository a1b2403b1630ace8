/* What an instance says of itself to other instances. */
#ifndef HIRAKU_HTTP_RESPONSE_SELF_BODY_H
#define HIRAKU_HTTP_RESPONSE_SELF_BODY_H

#include "hiraku/base/status.h"

struct out;
struct problem;
struct representation;
struct request;

/* A representation_write. Of the setting `peers`, a list of URLs with commas between them, those
 * are told that are addresses of the web. */
enum status self_body_write(struct request *request, struct representation *answer, struct out *out,
                            struct problem *p);

#endif
