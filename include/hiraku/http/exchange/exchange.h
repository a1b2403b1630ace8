/* One exchange: a request, its reply and what is between them. */
#ifndef HIRAKU_HTTP_EXCHANGE_EXCHANGE_H
#define HIRAKU_HTTP_EXCHANGE_EXCHANGE_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/http/protocol/range.h"
#include "hiraku/http/response/cache.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/transport/address.h"
#include "hiraku/http/transport/workers.h"

struct cached_response;
struct client;
struct stream;

struct workers;

struct cache_build;
struct MHD_Connection;

/* Of a connection's memory (`connection_memory`), what is left for the head of an answer; answer.c
 * refuses requests that would leave less. */
enum { ANSWER_HEAD = 4096 };

/* The part of a ready file that is asked for. */
struct part {
    enum range kind;
    uint64_t first, last, size;
};

enum exchange_stage { STAGE_HEAD, STAGE_FULL, STAGE_WORKING, STAGE_MADE, STAGE_SENT };

enum { REQUEST_ID_SIZE = 65 };

struct exchange {
    struct request request; /* first: handlers see this part only */
    struct job job;
    enum exchange_stage stage;
    struct connection *connection;
    struct client *client; /* whose request it is; `client_taken`: a reference of its own */
    bool client_taken;
    enum status status;
    struct stream *stream;
    bool too_long; /* the target was not kept */
    bool must_close;
    size_t target_length;
    size_t head_bytes_left; /* about what the request has left of the connection's memory for the
                               answer */
    struct slice accept, accept_encoding, accept_language;
    struct slice want_digest;
    struct part part;
    /* response_cache.c */
    uint64_t generation; /* read before the release was taken */
    unsigned char key[CACHE_KEY];
    bool keyed;                     /* `key` is that of the answer */
    bool known;                     /* it is a 304 whose length is known */
    bool pending;                   /* somebody else is making it */
    bool repeated;                  /* found by the bytes of the request */
    struct cached_response *cached; /* finished: nothing else of the reply counts */
    struct cache_build *build;
    struct cache_waiter waiter;
    /* for the access log */
    struct slice method, version, referer, agent;
    struct address address;
    struct slice forwarded;   /* the field of a trusted proxy */
    char id[REQUEST_ID_SIZE]; /* made, or of a trusted proxy */
    /* when it began, was understood, was begun by a worker, was made, was given to the library */
    int64_t begun_us, parsed_us, taken_us, made_us, sent_us;
    time_t started_at;
    unsigned http;
    uint64_t bytes;
    uint64_t body_at; /* of connection_written, about: where the body begins */
    struct reply reply;
    struct problem problem; /* last: large, and not cleared for each request */
};

/* Reads the head of the request: STATUS_OK, or why it is refused. `*only_body`: nothing is wrong
 * but that there is a body. */
enum status exchange_read_head(struct exchange *exchange, struct MHD_Connection *connection,
                               const char *url, const char *version, bool *only_body);

/* The release that the whole exchange stays with, and the language of its problems. */
void exchange_take_release(struct exchange *exchange);
bool exchange_method_is_allowed(struct slice method);
/* Everything before the handler; of OPTIONS the whole answer: exchange->reply.allow. */
enum status exchange_prepare(struct exchange *exchange);

/* Makes the reply or exchange->status; afterwards the stage is STAGE_MADE, or the cache waits. */
void exchange_make(struct exchange *exchange);
/* The same in a worker, within the time that the request has. */
bool exchange_run(struct job *job);

#endif
