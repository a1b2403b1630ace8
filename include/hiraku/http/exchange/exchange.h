/* One exchange: a request, its reply and what is between them. Known to the files of exchange only;
 * handlers see the request. */
#ifndef HIRAKU_HTTP_EXCHANGE_EXCHANGE_H
#define HIRAKU_HTTP_EXCHANGE_EXCHANGE_H

#include "hiraku/http/monitoring/access_record.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/response/response.h"
#include "hiraku/http/response/response_cache.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/transport/workers.h"

struct client;
struct connection;
struct exchanges;

struct MHD_Connection;

enum exchange_stage {
    STAGE_HEAD,
    STAGE_FULL,
    STAGE_PREPARED, /* the next call hands it to a worker */
    STAGE_WORKING,
    STAGE_MADE,
    STAGE_SENT
};

struct exchange {
    struct exchanges *exchanges;
    struct request request;
    struct job job;
    enum exchange_stage stage;
    struct connection *connection;
    struct client *client; /* whose request it is; `client_taken`: a reference of its own */
    bool client_taken;
    enum status status;
    bool too_long; /* the target was not kept */
    bool must_close;
    size_t target_length;
    char *body; /* of the request, request->body of it so far; NULL: there is none */
    size_t body_length;
    struct slice forwarded; /* the field of a trusted proxy */
    struct access_record record;
    struct response_lookup lookup;
    struct response response;
    uint64_t body_at; /* of connection_written, about: where the body begins */
    struct reply reply;
    struct problem problem; /* last: large, and not cleared for each request */
};

/* Reads the head of the request: STATUS_OK, or why it is refused. `*only_body`: nothing is wrong
 * but that there is a body. */
enum status exchange_read_head(struct exchange *exchange, struct MHD_Connection *connection,
                               const char *url, const char *version, bool *only_body);

/* Room for a body of `length` bytes, and what of it has arrived; false: no memory. */
bool exchange_open_body(struct exchange *exchange, size_t length);
void exchange_take_body(struct exchange *exchange, const char *bytes, size_t len);

/* The release that the whole exchange stays with, and the language of its problems. */
void exchange_take_release(struct exchange *exchange);
/* Bytes that the body of the request may have: of a POST to a route that takes one; else 0. */
size_t exchange_body_max(struct exchange *exchange);
/* Everything before the handler; of OPTIONS the whole answer: exchange->reply.allow. */
enum status exchange_prepare(struct exchange *exchange);

/* Makes the reply or exchange->status; afterwards the stage is STAGE_MADE, or the cache waits. */
void exchange_make(struct exchange *exchange);
/* The same in a worker, within the time that the request has. */
bool exchange_run(struct job *job);

#endif
