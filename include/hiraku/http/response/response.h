/* A reply as the library's response: status, head fields, and the content or none. */
#ifndef HIRAKU_HTTP_RESPONSE_RESPONSE_H
#define HIRAKU_HTTP_RESPONSE_RESPONSE_H

#include "hiraku/http/protocol/range.h"

struct cache;
struct length_cache;
struct reply;
struct request;
struct stream;

struct MHD_Response;

/* Of a connection's memory (`connection_memory`), what is left for the head of an answer; requests
 * that would leave less are refused. */
enum { ANSWER_HEAD = 4096 };

/* What all responses share. */
struct responses {
    struct cache *cache;
    struct length_cache *length_cache;
    int max_age; /* seconds, of Cache-Control */
};

/* The part of an artifact that is asked for. */
struct part {
    enum range kind;
    uint64_t first, last, size;
};

/* How a reply is sent. */
struct response {
    const struct responses *responses;
    unsigned http;          /* the status code */
    uint64_t bytes;         /* of the body */
    struct part part;       /* of reply->fd */
    struct stream *stream;  /* opened, of reply->source; or NULL */
    size_t head_bytes_left; /* about what the request has left of the connection's memory */
    bool kept;              /* it goes into the cache */
};

/* The status code for a reply: 200, 204, 206, 302, 303, 304 or that of its problem. */
unsigned response_code(const struct response *response, const struct reply *reply,
                       const struct request *request);
/* Whether it is 304. */
bool response_is_not_modified(const struct response *response);

/* The response with all its fields but those of the connection, for status `http`; NULL: no memory.
 * Takes the reply's body, file or stream, but for a 304: make that first. */
struct MHD_Response *response_make(struct response *response, struct reply *reply,
                                   struct request *request, unsigned http);

/* The bytes of its head but for a Connection field: the library counts none. */
size_t response_head(struct MHD_Response *made, const struct response *response);

#endif
