/* The representation that a request selects (RFC 9110 s.3.2), as handlers plan it. */
#ifndef HIRAKU_HTTP_RESPONSE_REPRESENTATION_H
#define HIRAKU_HTTP_RESPONSE_REPRESENTATION_H

#include "hiraku/base/digest.h"

#include <stdint.h>
#include <time.h>

struct memento;
struct out;
struct problem;
struct request;
struct resource;
struct row;
struct store;

/* Bytes of a stream in slices: appends to `out` (memory), sets `*more`. Runs in a worker. An error
 * aborts the connection, so that a truncated answer never looks whole. */
typedef enum status representation_source(void *context, struct out *out, bool *more,
                                          struct problem *p);
/* Cache-Control of what never changes. */
#define CACHE_FOR_EVER "public, max-age=31536000, immutable"

struct representation;
/* Writes all bytes of a planned answer. */
typedef enum status representation_write(struct request *request, struct representation *answer,
                                         struct out *out, struct problem *p);
/* Opens what the source of a planned answer reads; what is refused here is still a problem. */
typedef enum status representation_begin(struct request *request, struct representation *answer,
                                         struct problem *p);

/* The representation that a request selects (RFC 9110 s.3.2), as a handler plans it: all that is
 * known before its bytes. Whether they are made is the exchange's affair (make.c): it may be that
 * the client has them, or the cache, or that somebody is making them. */
struct representation {
    const char *media_type;        /* NULL: no body */
    char etag[96];                 /* with quotes; "" = none: not kept */
    time_t modified;               /* 0 = none */
    struct slice location;         /* not empty: 303, 302 or 308 */
    bool moved;                    /* … 308: it is another spelling of the same address */
    bool found;                    /* `location` is the memento that Accept-Datetime chooses: 302 */
    const struct memento *memento; /* NULL: tells nothing of its states in time */
    struct slice content_location;
    struct slice described; /* the path whose description is linked; empty: content_location */
    struct slice next;      /* the path of the next page; set by `write` */
    struct slice filename, title; /* of a download: in ASCII, and in UTF-8 or empty */
    const char *cache_control;    /* NULL: the usual one */
    bool changeable;              /* tells what of a release is not for ever: its files */
    bool vary_accept;             /* the form was negotiated */
    bool vary_language;
    bool accepted;       /* no body, and nothing will come of it: 202, not 204 */
    bool framed;         /* other sites may show it in a frame */
    bool foreign;        /* bytes that an instance brought: nothing in them may run */
    bool daily;          /* tomorrow the same request has another answer */
    bool revocable;      /* another one when a release is withdrawn, which makes none */
    bool fleeting;       /* another one without a release or a withdrawal: not kept in memory */
    bool encoded;        /* `fd`, or what is made, is in request->encoding */
    bool uncacheable;    /* set by `write`: another time it might be fuller: no validators */
    uint64_t changed_in; /* Hiraku-Release; 0: none */
    /* How it is quoted (citing.h). Handlers say that a release gives it again for ever (`citable`),
     * which one where that is not `changed_in`, and what it is of or about: a table or NULL, and
     * the id of one of its records or empty. */
    bool citable;
    uint64_t cited_in;
    const char
        *cited_title[2]; /* by enum language, of what is no table's; NULL: the table's or none */
    const struct resource *about;
    struct slice about_id;
    /* Of a route that takes no release: path and query that give this answer for ever, too. */
    struct slice lasting;
    struct slice cite_as; /* the permanent URL, absolute; empty: there is none */
    /* at most one of: write, source, fd */
    representation_write *write;
    representation_begin *begin;   /* of `source`; NULL: nothing is to be opened */
    representation_source *source; /* a stream; its first slice is made before the status is sent */
    int fd; /* an artifact, -1: none; taken by file_response.c, which serves its ranges */
    uint64_t fd_size;
    char digest[DIGEST_SIZE];     /* SHA-256 of a file's bytes as they are sent; "" = not known */
    void *context;                /* of `write` or `source`; lives in the request's arena */
    void (*close)(void *context); /* called once, whether it was made or not; NULL: nothing to do */
};

/* File names for what spreadsheets open, where the form is CSV: of `name`, and for people of
 * `title`, where there is one. After etag_of_tables. */
void representation_name(struct representation *answer, struct request *request, struct slice name,
                         struct slice title);

/* CODE_STEM_2026-11-21ENDING: the publisher's code, so that the files of two publishers keep apart
 * in one folder, and the day (UTC) on which the data last changed; each only where there is one. */
struct slice representation_kept_name(const struct representation *answer, struct request *request,
                                      struct slice stem, struct slice ending);

/* Answers with an artifact of the request's release, with ranges and its digest; false: there is
 * none. */
bool representation_file(struct representation *answer, const struct request *request,
                         const char *path);

/* Writes one record, whole, in the negotiated form. `store`: where the records are that it refers
 * to; NULL: it refers to none. */
enum status record_write(struct request *request, struct representation *answer,
                         struct store *store, const struct row *row, struct out *out,
                         struct problem *p);

#endif
