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

struct reply {
    enum status status;     /* STATUS_OK, or what the body (a problem) is about */
    const char *media_type; /* NULL: no body */
    char etag[96];          /* with quotes; "" = none */
    time_t modified;        /* 0 = none */
    struct slice location;  /* not empty: 303 */
    struct slice content_location, allow;
    struct slice described; /* the path whose description is linked; empty: content_location */
    struct slice next;      /* the path of the next page, which is known with the body */
    struct slice filename, title; /* of a download: in ASCII, and in UTF-8 or empty */
    const char *cache_control;    /* NULL: the usual one */
    bool vary_accept;             /* the form was negotiated */
    bool vary_language;
    bool encoded;        /* `body`, `fd` or the stream's bytes are in request->encoding */
    bool fresh;          /* nothing was made: the client has this answer, or the cache */
    bool passing;        /* another time it might be fuller: not kept, no validators */
    uint64_t changed_in; /* Hiraku-Release; 0: none */
    /* at most one of: body, fd, source */
    int fd; /* a ready file, -1: none; taken by send_file.c, which serves its ranges */
    uint64_t fd_size;
    char digest[DIGEST_SIZE]; /* SHA-256 of a file's bytes as they are sent; "" = not known */
    reply_source *source;     /* a stream; its first slice is made before the status is sent */
    void *source_context;     /* lives in the request's arena */
    void (*source_free)(void *context);
    struct out body; /* memory; last: large */
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

/* Writes one record, whole, into the reply's body in the negotiated form. `store`: where the
 * records are that it refers to; NULL: it refers to none. */
enum status reply_record(struct request *request, struct reply *reply, struct store *store,
                         const struct row *row, struct problem *p);

/* Describes things that are no rows: the catalogue, the structure of a cube, a vocabulary. */
typedef void describe(struct emit *emit, const struct triple_sink *sink, void *context);

/* Writes a document that is no rows into the reply's body; the negotiated form has `triples`. */
enum status reply_document(struct request *request, struct reply *reply, describe *say,
                           void *context, struct problem *p);

/* respond.c */
void reply_init(struct reply *reply);
void reply_free(struct reply *reply);

/* The length of memory bodies and files; compresses the body (in a worker). */
enum status reply_finish(struct request *request, struct reply *reply, struct problem *p);

#endif
