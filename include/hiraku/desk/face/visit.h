/* One request to the desk and its answer, in the process that speaks HTTP. */
#ifndef HIRAKU_DESK_FACE_VISIT_H
#define HIRAKU_DESK_FACE_VISIT_H

#include "hiraku/base/out.h"
#include "hiraku/desk/face/origin.h"
#include "hiraku/desk/face/sent.h"
#include "hiraku/desk/operation.h"
#include "hiraku/desk/setup.h"
#include "hiraku/pages/page.h"

#include <jansson.h>
#include <stdint.h>

struct connection;
struct connections;
struct problem;

/* The process. */
struct face {
    const struct desk_setup *setup;
    int socket; /* to the process that publishes */
    struct connections *connections;
    struct origin_names names;
    int64_t asked;    /* requests to the other process so far */
    bool lost;        /* it is gone */
    unsigned uploads; /* that come in at the moment */
};

/* A file in what comes in. */
struct visit_file {
    struct slice name;
    uint64_t offset, length;
};

enum { VISIT_UPLOADS = 8 };

enum { VISIT_ARENA = 1024 * 1024, VISIT_BODY = 64 * 1024, VISIT_ANSWER = 16 * 1024 * 1024 };

struct visit {
    struct face *face;
    struct connection *connection;
    struct arena arena;
    struct slice target, path; /* as sent; `path` without the query */
    enum desk_verb verb;
    bool head;   /* a GET without its body */
    bool is_api; /* below /desk/v1/ */
    bool headed, told;
    struct slice host, origin, fetch_site, cookie, authorization, content_type, accept_language,
        key, forwarded;
    char own[ORIGIN_SIZE]; /* the origin that is asked for */
    struct out body;
    int upload; /* a file without a name that the body goes to; −1: it goes to `body` */
    uint64_t upload_len;
    struct visit_file *files; /* DESK_FILES_MAX */
    size_t file_count;
    struct sent_fields fields;
    struct page_context context; /* of pages: the language */
    struct slice taken;          /* a field of the page that is not of its operation */
    json_t *data;                /* what the other process answered, or NULL */
    struct problem problem;
    /* the answer */
    enum status status;
    struct out answer;
    const char *media_type;
    int gives;              /* a file that is the answer; −1: `answer` is */
    struct slice file_name; /* of that */
    bool kept;              /* it never changes: caches may keep it */
    struct slice location;  /* a redirection (303); `.at` NULL: none */
    struct slice session;   /* a cookie to be set; "": to be removed; `.at` NULL: neither */
    const char *allow;      /* of a 405 */
    bool must_close;
};

/* ask.c: an operation with the fields of the visit for its arguments; `visit->data` has the answer.
 */
enum status visit_ask(struct visit *visit, enum desk_action action, struct problem *p);

/* upload.c: a body that is files goes to a file. */
enum status upload_begin(struct visit *visit, struct problem *p);
enum status upload_add(struct visit *visit, const char *bytes, size_t len, struct problem *p);
/* Behind its end: what files are in it, and what fields; a field `name` of the query is the name of
 * one that comes alone. */
enum status upload_read(struct visit *visit, struct problem *p);
void upload_end(struct visit *visit);
/* The most bytes of such a body. */
uint64_t upload_most(const struct visit *visit);

/* Whether the request is one that files come with: of the API, of pages. */
bool api_takes(struct visit *visit);
bool site_takes(const struct visit *visit);

/* A file for an answer, as the other process names it. */
void visit_give(struct visit *visit);

/* api.c: what is below /desk/v1/. */
enum status visit_api(struct visit *visit, struct problem *p);
/* A problem document (RFC 9457) in both languages. */
void visit_problem_json(struct visit *visit);

/* site.c: pages. */
enum status visit_site(struct visit *visit, struct problem *p);
void visit_problem_page(struct visit *visit);

/* desk_openapi.c: GET /desk/v1/openapi.json. */
void desk_openapi_write(struct out *out, const char *own);

/* The name of the cookie: a name that browsers take over https, or from this machine, only with
 * Secure, Path=/ and no Domain (RFC 6265bis s.4.1.3.2). */
extern const char visit_cookie[];

#endif
