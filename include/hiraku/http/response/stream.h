/* Answers of unknown length, made slice by slice. */
#ifndef HIRAKU_HTTP_RESPONSE_STREAM_H
#define HIRAKU_HTTP_RESPONSE_STREAM_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct client;
struct problem;
struct reply;
struct request;

struct stream;

struct MHD_Connection;
struct MHD_Response;

/* The stream of a reply for a client, its first slice made (in the calling thread). Takes
 * reply->source. */
enum status stream_open(struct stream **result, const struct request *request,
                        struct client *client, struct reply *reply, struct problem *p);
struct MHD_Response *stream_response(struct stream *stream, struct MHD_Connection *connection,
                                     int fd, bool chunked);
uint64_t stream_sent(const struct stream *stream);
void stream_free(struct stream *stream); /* NULL is allowed */

#endif
