/* A .gz file of a release, sent as what it holds. */
#ifndef HIRAKU_HTTP_RESPONSE_UNPACK_H
#define HIRAKU_HTTP_RESPONSE_UNPACK_H

#include "hiraku/base/status.h"

struct problem;
struct representation;
struct request;

/* Answers with what a .gz file of the release holds, as a stream with the digest of that; `*found`
 * false: there is none. */
enum status representation_unpacked(struct representation *answer, struct request *request,
                                    const char *path, bool *found, struct problem *p);

/* Makes what the .gz file holds the stream of the answer; takes `fd` also when it fails. */
enum status unpack_open(struct request *request, struct representation *answer, int fd,
                        struct problem *p);

#endif
