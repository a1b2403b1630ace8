/* A reply as handlers fill it, and what answers with data have in common. */
#ifndef HIRAKU_HTTP_RESPONSE_REPLY_H
#define HIRAKU_HTTP_RESPONSE_REPLY_H

#include "hiraku/base/digest.h"
#include "hiraku/base/out.h"
#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <time.h>

struct emit;
struct problem;
struct request;
struct row;
struct store;
struct triple_sink;

/* Bytes of a stream in slices: appends to `out` (memory), sets `*more`. Runs in a worker. An error
 * aborts the connection, so that a truncated answer never looks whole. */
typedef enum status reply_source(void *context, struct out *out, bool *more, struct problem *p);
struct reply;
/* Writes all bytes of a planned answer. */
typedef enum status reply_write(struct request *request, struct reply *reply, struct out *out,
                                struct problem *p);
/* Opens what the source of a planned answer reads; what is refused here is still a problem. */
typedef enum status reply_begin(struct request *request, struct reply *reply, struct problem *p);

/* The representation that a request selects (RFC 9110 s.3.2), as a handler plans it: all that is
 * known before its bytes. Whether they are made is the exchange's affair (answer.c): it may be that
 * the client has them, or the cache, or that somebody is making them. */
struct reply {
    enum status status;     /* STATUS_OK, or what the body (a problem) is about */
    const char *media_type; /* NULL: no body */
    char etag[96];          /* with quotes; "" = none: not kept */
    time_t modified;        /* 0 = none */
    struct slice location;  /* not empty: 303 */
    struct slice content_location, allow;
    struct slice described; /* the path whose description is linked; empty: content_location */
    struct slice next;      /* the path of the next page; set by `write` */
    struct slice filename, title; /* of a download: in ASCII, and in UTF-8 or empty */
    const char *cache_control;    /* NULL: the usual one */
    bool vary_accept;             /* the form was negotiated */
    bool vary_language;
    bool encoded;        /* `body`, `fd` or the stream's bytes are in request->encoding */
    bool uncacheable;    /* set by `write`: another time it might be fuller: no validators */
    uint64_t changed_in; /* Hiraku-Release; 0: none */
    /* at most one of: write, source, fd */
    reply_write *write;
    reply_begin *begin;   /* of `source`; NULL: nothing is to be opened */
    reply_source *source; /* a stream; its first slice is made before the status is sent */
    int fd;               /* an artifact, -1: none; taken by send_file.c, which serves its ranges */
    uint64_t fd_size;
    char digest[DIGEST_SIZE];     /* SHA-256 of a file's bytes as they are sent; "" = not known */
    void *context;                /* of `write` or `source`; lives in the request's arena */
    void (*close)(void *context); /* called once, whether it was made or not; NULL: nothing to do */
    struct out body;              /* memory; last: large */
};

/* File names for what spreadsheets open, where the form is CSV: of `name`, and for people of
 * `title`, where there is one. After reply_etag. */
void reply_name(struct reply *reply, struct request *request, struct slice name,
                struct slice title);

/* CODE_STEM_2026-11-21ENDING: the publisher's code, so that the files of two publishers keep apart
 * in one folder, and the day (UTC) on which the data last changed; each only where there is one. */
struct slice reply_kept_name(const struct reply *reply, struct request *request, struct slice stem,
                             struct slice ending);

/* Opens reply->body for what the handler writes. */
struct out *reply_open(const struct request *request, struct reply *reply);

/* Writes one record, whole, in the negotiated form. `store`: where the records are that it refers
 * to; NULL: it refers to none. */
enum status record_write(struct request *request, const struct reply *reply, struct store *store,
                         const struct row *row, struct out *out, struct problem *p);

/* Describes things that are no rows: the catalogue, the structure of a cube, a vocabulary. */
typedef void describe(struct emit *emit, const struct triple_sink *sink, void *context);

/* Writes a document that is no rows; the negotiated form has `triples`. */
enum status document_write(struct request *request, struct out *out, describe *say, void *context,
                           struct problem *p);

/* respond.c */
void reply_init(struct reply *reply);
void reply_free(struct reply *reply);

/* Whether a GET or HEAD of it is answered with 304 (RFC 9110 s.13.2.2). */
bool reply_is_not_modified(const struct reply *reply, const struct request *request);

/* Ends what the handler planned with. */
void reply_close(struct reply *reply);

/* The length of memory bodies and files; compresses the body (in a worker). */
enum status reply_finish(struct request *request, struct reply *reply, struct problem *p);

#endif
