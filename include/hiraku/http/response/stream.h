/* Answers of unknown length, made slice by slice. */
#ifndef HIRAKU_HTTP_RESPONSE_STREAM_H
#define HIRAKU_HTTP_RESPONSE_STREAM_H

#include "hiraku/base/status.h"

#include <stdatomic.h>
#include <stdint.h>

struct client;
struct problem;
struct reply;
struct request;
struct workers;

struct stream;

struct MHD_Connection;
struct MHD_Response;

/* What all streams share. */
struct streams {
    struct workers *workers;
    atomic_uint open;
    unsigned open_max, client_max; /* of all, and of one client; client_max 0: no limit */
    atomic_bool aborting;          /* end them */
};

/* The stream of a reply for a client, its first slice made (in the calling thread). Takes
 * reply->source. */
enum status stream_open(struct stream **result, struct streams *streams,
                        const struct request *request, struct client *client, struct reply *reply,
                        struct problem *p);
/* Before stream_response: where its bytes go. */
void stream_connect(struct stream *stream, struct MHD_Connection *connection, int fd, bool chunked);
struct MHD_Response *stream_response(struct stream *stream);
uint64_t stream_sent(const struct stream *stream);
void stream_free(struct stream *stream); /* NULL is allowed */

#endif
