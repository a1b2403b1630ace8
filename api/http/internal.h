/* What the files of api/http share and nobody else sees: the server, connections, the worker pool,
 * streams, and the pure functions of negotiation, conditions, guards and routing that the unit
 * tests call. */
#ifndef HIRAKU_HTTP_INTERNAL_H
#define HIRAKU_HTTP_INTERNAL_H

#include "hiraku/http.h"

#include "address.h"
#include "cache.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>

struct MHD_Connection;
struct MHD_Response;

/* Of a connection's memory (`connection_memory`), what is left for the head of an answer; answer.c
 * refuses requests that would leave less, respond.c leaves out long links. */
enum { ANSWER_HEAD = 4096, LINK_MOST = 1024 };

/* --- negotiate.c --- */

/* The quality (0–1000) that an Accept field gives to a media type (RFC 9110 s.12.5.1); the most
 * specific range counts. An empty field accepts everything. */
int negotiate_quality(struct slice accept, const char *media_type);
/* The form with the highest quality, the earlier one where several have it; -1: none is acceptable.
 */
int negotiate_form(struct slice accept, const struct form *forms, size_t count);
/* Japanese or English by Accept-Language (s.12.5.4); `fallback` where it asks for neither. */
enum language negotiate_language(struct slice accept, enum language fallback);
/* gzip or identity by Accept-Encoding (s.12.5.3; `.at` NULL: not sent); false: neither is
 * acceptable. */
bool negotiate_encoding(struct slice accept, enum encoding *encoding);
/* Whether this coding is acceptable at all; a field that was not sent accepts every one. */
bool negotiate_takes(struct slice accept, enum encoding encoding);
/* Whether a list with weights has this element, and not with weight 0 (Want-Digest, RFC 3230
 * s.4.3.1). */
bool negotiate_wants(struct slice list, const char *name);

/* --- conditional.c --- */

/* Whether an If-None-Match field names `etag` (with quotes) by weak comparison, or is `*`. */
bool conditional_matches(struct slice field, const char *etag);
/* Whether a list of entity tags has `etag` itself, by strong comparison. */
bool conditional_names(struct slice field, const char *etag);
/* Whether a GET or HEAD is answered with 412: If-Match (by strong comparison), else
 * If-Unmodified-Since (RFC 9110 s.13.2.2). `etag` "": it has none. */
bool conditional_refused(struct slice match, struct slice unmodified_since, const char *etag,
                         time_t modified);
/* Whether a GET or HEAD is answered with 304: If-None-Match, else If-Modified-Since (RFC 9110
 * s.13.2.2). */
bool conditional_fresh(struct slice none_match, struct slice modified_since, const char *etag,
                       time_t modified);

/* --- range.c --- */

enum range { RANGE_NONE, RANGE_PART, RANGE_UNSATISFIABLE };
/* What a Range field asks of a file of `size` bytes; RANGE_NONE: the whole. `first` and `last` (the
 * last byte itself) are set with RANGE_PART. */
enum range range_read(struct slice field, uint64_t size, uint64_t *first, uint64_t *last);
/* Whether a Range field asks for one part of a file that has so many bytes. */
bool range_is_asked(struct slice field);
/* Whether If-Range lets the Range count: not sent (`.at` NULL), the same strong ETag, or the very
 * date of Last-Modified (RFC 9110 s.13.1.5). */
bool range_holds(struct slice if_range, const char *etag, time_t modified);

/* --- disposition.c --- */

/* The value of Content-Disposition with a name in ASCII and, where `title` is not empty, one in
 * UTF-8. Any bytes may be given. */
struct slice disposition_field(struct arena *arena, struct slice ascii, struct slice title);

/* --- unpack.c --- */

/* Makes what the .gz file holds the stream of the reply; takes `fd` also when it fails. */
enum status unpack_open(struct request *request, struct reply *reply, int fd, struct problem *p);

/* --- guard.c --- */

bool guard_token(struct slice text); /* RFC 9110 s.5.6.2 */
bool guard_host(struct slice text);  /* RFC 9110 s.7.2: uri-host [":" port] */
/* Content-Length: digits only, at most 18 of them. */
bool guard_length(struct slice text, uint64_t *length);
/* Characters that may stand in a request target (RFC 3986), and others than ASCII in valid UTF-8:
 * people type them, and answers name themselves in the encoded form. */
bool guard_target(struct slice text);
/* The head of a request, one field at a time; guard_end gives the verdict. */
struct guard {
    unsigned hosts, lengths;
    uint64_t length;
    bool transfer_encoding, expects;
    bool only_body;       /* nothing is wrong but that there is a body */
    const char *line_end; /* of the line before, in the library's buffer; NULL: not known */
    enum status status;
    struct problem *problem;
};
/* `line_end`: behind the request line, if names and values are given where they arrived. */
void guard_begin(struct guard *guard, const char *line_end, struct problem *p);
void guard_field(struct guard *guard, struct slice name, struct slice value);
enum status guard_end(struct guard *guard, bool host_required);

/* --- request.c --- */

/* Splits and decodes the target: path, segments, suffix, parameters. */
enum status request_read_target(struct request *request, size_t parameters_max, struct problem *p);

/* --- shared_link.c --- */

/* Whether a parameter of this name is what is added to links that people share (fbclid, utm_source
 * …). */
bool shared_link_mark(struct slice name);
/* Takes these out of a request whose answer is a page, leads to one, or is a file for download. */
void shared_link_clean(struct request *request, struct slice accept);
/* Where such a parameter was refused: gives the URL without it as what works. */
void shared_link_lead(const struct request *request, struct problem *p);

/* --- route.c --- */

/* The row whose pattern has these segments; {table}, {id} and {slug} match any. NULL: none. */
const struct route *route_match(const struct slice *segments, size_t count);
/* Finds the route and its table; 404 with what is near. */
enum status route_find(struct request *request, struct problem *p);
/* STATUS_NOT_FOUND with what is near: of a path that no route has, and of one whose table there is
 * not (route_missing.c). */
enum status route_unknown(struct request *request, struct problem *p);
enum status route_no_table(struct request *request, struct problem *p);
/* The forms of a route, the default first. */
size_t route_forms(const struct route *route, struct form forms[REQUEST_FORMS_MAX]);
bool route_is_suffix(struct slice name);
/* Whether the answer is in request->language: a page. Other forms hold both languages. */
bool route_in_language(const struct request *request);
/* Chooses request->form by suffix or Accept; 406 lists the forms, but for a thing's Accept. */
enum status route_negotiate(struct request *request, struct slice accept, struct problem *p);

/* --- workers.c --- */

/* The jobs of one client that wait; must outlive them. */
struct lane {
    struct lane *next;
    struct job *first, **last;
    size_t waiting;
};
void lane_init(struct lane *lane);

struct job {
    struct job *next;
    struct lane *lane; /* NULL: the common one */
    /* False: somebody else resumes the connection; `job` may be gone already. */
    bool (*run)(struct job *job);
    struct MHD_Connection
        *connection; /* suspended when the job is taken, resumed when it has run */
};
struct workers;
/* At most `queue` jobs wait, of one lane at most `share` (0: no limit of its own). */
enum status workers_new(struct workers **result, size_t count, size_t queue, size_t share,
                        struct problem *p);
/* Suspends the connection and queues the job; false if it is `bounded` and there is no place. */
bool workers_submit(struct workers *workers, struct job *job, bool bounded);
struct workers_state {
    size_t count, busy, waiting, most;
    uint64_t refused;
};
struct workers_state workers_look(struct workers *workers);
/* Runs what is queued, then ends the threads. */
void workers_free(struct workers *workers);

/* --- references.c --- */

/* STATUS_BAD_PARAMETER where a condition names a record that there is not, with the nearest id; of
 * conditions behind the `fixed` ones. */
enum status references_check(struct request *request, struct store *store,
                             const struct query *query, struct problem *p);

/* --- encodable.c --- */

/* STATUS_UNENCODABLE where a CSV in CP932 would have to hold a character that it lacks and `geta`
 * is not asked for; names the first such cell and the URL that substitutes. */
enum status encodable_check(struct request *request, struct store *store, const struct query *query,
                            const struct view *view, struct problem *p);

/* --- client.c --- */

struct client {
    struct client *next;
    struct address address; /* address_client */
    unsigned references;
    atomic_uint connections, streams;
    struct lane lane;
};
struct clients;
struct clients *clients_new(void);
void clients_free(struct clients *clients);
/* A reference; NULL: no memory. */
struct client *client_take(struct clients *clients, struct address address);
void client_release(struct clients *clients, struct client *client); /* NULL is allowed */

/* --- stream.c --- */

struct stream;
/* The stream of a reply for a client, its first slice made (in the calling thread). Takes
 * reply->source. */
enum status stream_open(struct stream **result, const struct request *request,
                        struct client *client, struct reply *reply, struct problem *p);
struct MHD_Response *stream_response(struct stream *stream, struct MHD_Connection *connection,
                                     int fd, bool chunked);
uint64_t stream_sent(const struct stream *stream);
void stream_free(struct stream *stream); /* NULL is allowed */

/* --- connection.c --- */

enum peer_state { PEER_WAITING, PEER_READING, PEER_WORKING, PEER_SENDING };
struct peer; /* the other end of one connection */
struct peers;

/* `most`: connections that there is room for. */
enum status peers_new(struct peers **peers, const struct config *config, size_t most,
                      struct problem *p);
void peers_free(struct peers *peers);
/* Whether a connection from there may be accepted. */
bool peers_admit(struct peers *peers, const struct sockaddr *address);
/* For MHD_OPTION_NOTIFY_CONNECTION. One that is too many is shut down at once. */
/* `inside`: of the listener for operators, which has no limit per address. */
struct peer *peer_add(struct peers *peers, int fd, const struct sockaddr *address, bool inside);
bool peer_is_inside(const struct peer *peer);
void peer_remove(struct peers *peers, struct peer *peer);
void peer_enter(struct peer *peer, enum peer_state state); /* NULL is allowed */
int peer_fd(const struct peer *peer);
/* Bytes that the other end has taken (acknowledged) since the connection began, and bytes written
 * to it; 0 where the system does not say. */
uint64_t peer_taken(const struct peer *peer);
uint64_t peer_written(const struct peer *peer);
struct client *peer_client(const struct peer *peer);
struct address peer_address(const struct peer *peer);
/* Whether it is one of `trusted_proxies`; then `field` (of the setting `forwarded_field`) says who
 * asks. */
bool peer_is_proxy(const struct peer *peer);
struct address peer_forwarded(const struct peers *peers, const struct peer *peer,
                              struct slice field);
struct clients *peers_clients(struct peers *peers);
struct peers_state {
    size_t open;
    uint64_t accepted, refused, ended; /* ended: by peers_watch */
};
struct peers_state peers_look(struct peers *peers);
/* Whether closing the socket sends a reset and forgets what was not sent yet. */
void socket_linger(int fd, bool reset);
/* Ends the connection with a TCP reset at once: an orderly end would make a broken answer look
 * whole. */
void socket_reset(int fd);
/* Once a second: shuts down connections that do not get on. */
void peers_watch(struct peers *peers, int64_t now_ms);
/* No further requests: idle connections end, others after their reply. */
void peers_drain(struct peers *peers);
void peers_abort(struct peers *peers);

/* --- lengths.c: Content-Length of answers by their ETag, for 304 --- */

struct lengths;
struct lengths *lengths_new(void);
void lengths_free(struct lengths *lengths);
void lengths_put(struct lengths *lengths, const char *etag, uint64_t length);
bool lengths_get(struct lengths *lengths, const char *etag, uint64_t *length);

/* --- metrics.c --- */

struct metrics;
struct exchange;
struct metrics *metrics_new(void);
void metrics_free(struct metrics *metrics);
/* Counts an exchange that has had its answer. */
void metrics_count(struct metrics *metrics, const struct exchange *exchange);
/* One figure with its head; for the parts that handle_metrics puts together. */
void metrics_put(struct out *out, const char *name, const char *type, const char *help,
                 uint64_t value);

/* --- the server --- */

/* Tells whether a folder still is the release that it was. */
struct release_stamp {
    uint64_t device, inode, store;
    int64_t seconds, nanoseconds; /* of the database */
};

struct server {
    const struct config *config;
    enum language language;
    unsigned connections; /* as many as the system allows, at most the setting */
    size_t loop_count, worker_count;
    struct listener *listener, *inside; /* `inside`: of `metrics_listen`, or NULL */
    struct workers *workers;
    struct peers *peers;
    struct lengths *lengths;
    struct cache *cache;
    struct access_log *log;
    struct cp932 *cp932; /* keeps its tables loaded: behind the filter nothing can be loaded */
    struct metrics *metrics;
    uint64_t id_seed;
    atomic_ullong ids;
    _Atomic uint64_t generation; /* counts the releases that were the current one */
    atomic_uint requests;        /* under way */
    atomic_uint streams;         /* open */
    atomic_bool stopping;        /* say Connection: close */
    atomic_bool aborting;        /* end streams, begin no exchange */
    pthread_mutex_t lock;        /* of the releases below and their reference counts */
    struct open_release *current, *releases;
    atomic_bool lost;         /* the store's current release cannot be found: said once */
    struct release_stamp bad; /* a release that could not be opened: said once */
    char damage[256];         /* why not */
    int64_t retry_ms;         /* when that is tried again */
};

/* release_pool.c: opens STORE/current if it is another than the one served; the old one stays if
 * that fails. */
enum status releases_update(struct server *server, struct problem *p);
void releases_close(struct server *server);

/* release_check.c: STATUS_BAD_RELEASE where the manifest, the instance or the database is not as
 * published. */
enum status release_check(const char *dir, const struct manifest *manifest,
                          const struct derived *derived, struct problem *p);

/* What is wrong with what is served, for /readyz and the log; all empty: nothing. */
struct releases_state {
    bool lost;        /* the store's current release cannot be found */
    char damage[256]; /* of the current release: an older one is served, or none */
    char file[192];   /* a ready file that is damaged: rows are read in its place */
    uint64_t number;  /* what is served; 0: nothing */
    time_t published_at;
    unsigned open;
};
struct releases_state releases_look(struct server *server);

/* --- one exchange (answer.c) --- */

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
    struct peer *peer;
    struct client *client; /* whose request it is; `client_taken`: a reference of its own */
    bool client_taken;
    enum status status;
    struct stream *stream;
    bool too_long; /* the target was not kept */
    bool must_close;
    size_t target_length;
    size_t room; /* about what the request has left of the connection's memory for the answer */
    struct slice accept, accept_encoding, accept_language;
    struct slice want_digest;
    struct part part;
    /* remember.c */
    uint64_t generation; /* read before the release was taken */
    unsigned char key[CACHE_KEY];
    bool keyed;            /* `key` is that of the answer */
    bool known;            /* it is a 304 whose length is known */
    bool pending;          /* somebody else is making it */
    bool repeated;         /* found by the bytes of the request */
    struct answer *answer; /* finished: nothing else of the reply counts */
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
    uint64_t body_at; /* of peer_written, about: where the body begins */
    struct reply reply;
    struct problem problem; /* last: large, and not cleared for each request */
};

/* respond.c */
void reply_init(struct reply *reply);
void reply_free(struct reply *reply);
/* Sends exchange->reply, or a problem where exchange->status is one; false: the connection must be
 * dropped. */
bool respond(struct exchange *exchange, struct MHD_Connection *connection);
/* The response with all its fields but those of the connection, for status `http`; NULL: no memory.
 * The 200 takes the reply's body: make the 304 first. */
struct MHD_Response *response_make(struct exchange *exchange, struct MHD_Connection *connection,
                                   unsigned http);
/* The bytes of its head but for a Connection field: the library counts none. */
size_t response_head(struct MHD_Response *response, const struct exchange *exchange);
/* The length of memory bodies and files; compresses the body (in a worker). */
enum status reply_finish(struct request *request, struct reply *reply, struct problem *p);

/* send_file.c: a reply whose fd is a ready file. First the part of it, or
 * STATUS_RANGE_NOT_SATISFIABLE; then the response, which takes the fd, and its fields. */
enum status file_choose_part(struct exchange *exchange);
struct MHD_Response *file_response(struct exchange *exchange);
void file_fields(struct MHD_Response *response, const struct exchange *exchange);
/* Only the digest, where it is known: of a file that is unpacked on the way. */
void file_digest_field(struct MHD_Response *response, const struct exchange *exchange);
/* Content-Range of a problem that says no to a range. */
void file_refusal_field(struct MHD_Response *response, const struct exchange *exchange);

/* --- remember.c: answers in the cache --- */

struct answer;                            /* a finished one */
void answer_unref(struct answer *answer); /* NULL is allowed */
/* Whether If-Match or If-Unmodified-Since refuses exchange->answer. */
bool answer_is_refused(const struct exchange *exchange);
/* Of exchange->answer: the 200 or the 304, borrowed; sets what the log tells of it. */
struct MHD_Response *answer_response(struct exchange *exchange);

/* The answer to a request that has been answered before, by its bytes alone. */
bool remember_find(struct exchange *exchange);
/* Once the validators are there: whether nothing is left to make, because the answer was found
 * (exchange->answer), somebody is making it (->pending), or `known`: it is a 304 whose length is
 * known. Else the caller makes it. */
bool remember_claim(struct exchange *exchange, bool known);
/* Turns the finished reply into an answer, keeps it and wakes who waits for it. After every claim,
 * also where the reply has failed. */
void remember_complete(struct exchange *exchange);
/* A response with a copy of a body that is large enough to be worth pages of its own: what is kept
 * for long would leave holes between what is not. NULL: it is not, or there is no room. */
struct MHD_Response *body_keep(const struct out *body);
/* Waits for who makes it; false: nobody does any more. True: the exchange is resumed with the
 * answer or the problem, possibly before this function returns. */
bool remember_wait(struct exchange *exchange);

/* problem_body.c: the RFC 9457 body. */
void problem_write(const struct request *request, const struct problem *p, struct out *out);
/* A path that works near what was asked for; "" where there is none. */
void problem_make_example(const struct request *request, const struct problem *p, char *path,
                          size_t size);
/* mend.c: makes the example of a problem with the parameters the request itself without its fault,
 * where it can; else leaves it. On a worker. */
void mend_example(struct request *request, struct problem *p);
/* problem_page.c: the same for people, where Accept prefers a page. */
bool problem_page_wanted(const struct request *request, struct slice accept);
void problem_page_write(struct request *request, const struct problem *p, struct out *out);

/* access_log.c: lines wait in a buffer for the next flush, at most as long as the server watches
 * (server.c), and are written in their order. */
struct access_log *access_log_new(void);
void access_log_free(struct access_log *log); /* flushes; NULL is allowed */
void access_log_flush(struct access_log *log);
void access_log_write(const struct exchange *exchange);
/* One line without its end; returns its length. `form`: "combined" or "logfmt". */
size_t access_log_format(const struct exchange *exchange, const char *form, char *line,
                         size_t size);

#endif
