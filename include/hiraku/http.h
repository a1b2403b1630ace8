/* The HTTP side: requests in, replies out (RFC 9110, 9111, 9112, 9457).
 *
 * Life of a request: answer.c makes a `struct request` with an arena when the request line is
 * there; guard.c refuses what the library lets through; request.c reads the target, route.c finds
 * the row of the route table, negotiate.c chooses format, language and encoding; the handler fills
 * a `struct reply`. Handlers marked ROUTE_INLINE run in the event loop and must not block; all
 * others run in the worker pool while the connection is suspended. All replies are sent by
 * respond.c. */
#ifndef HIRAKU_HTTP_H
#define HIRAKU_HTTP_H

#include "hiraku/config.h"
#include "hiraku/instance.h"
#include "hiraku/query.h"
#include "hiraku/release.h"
#include "hiraku/store.h"
#include "hiraku/writer.h"

#include <time.h>

struct server;

/* --- releases (release_pool.c) --- */

/* An open release, shared by the requests that started on it; closed with the last of them. */
struct open_release;

struct open_release *open_release_ref(struct open_release *release);
void open_release_unref(struct open_release *release); /* NULL is allowed */
const struct manifest *open_release_manifest(const struct open_release *release);
const struct instance *open_release_instance(const struct open_release *release);
/* A ready file, open for reading: its size and the SHA-256 of its bytes as derived.json has them.
 */
struct ready_file {
    int fd;
    uint64_t size;
    char digest[DIGEST_SIZE];
};
/* Opens a ready file (openat on the release's directory). False, and fd -1: there is none, it has
 * another size than it was made with, or it does not hold what is served because the base URL is
 * another than the instance's own. */
bool open_release_file(const struct open_release *release, const char *path,
                       struct ready_file *file);
/* The files made at publish, with sizes and digests; those that do not hold what is served are
 * `missing`. */
const struct derived *open_release_derived(const struct open_release *release);
/* The instance's own base URL, also where another one is served; shortened to 511 bytes. */
const char *open_release_published_base(const struct open_release *release);
/* The number of a release whose folder has had this file of open_release_derived, with these bytes,
 * since its data last changed; else the release's own number. */
uint64_t open_release_place(const struct open_release *release, const struct derived_file *file);
/* When release `number`, which is not newer, was published; 0: its manifest cannot be read. */
time_t open_release_time(struct open_release *release, uint64_t number);
/* When the store's first release was published, if that had the table; else 0. */
time_t open_release_issued(const struct open_release *release, const struct resource *resource);
/* A connection of this release for one thread, from a pool; give it back also after errors. */
enum status open_release_borrow(struct open_release *release, struct store **store,
                                struct problem *p);
void open_release_return(struct open_release *release, struct store *store);
/* Damage was met while reading: nobody begins on this release any more, and the server looks for an
 * older one. Said in the log once. */
void open_release_spoil(struct open_release *release, const struct problem *p);
/* The release that dropped the record, 0 if none did (retired.csv). */
uint64_t open_release_retired(const struct open_release *release, const char *table,
                              struct slice id);

/* The current release (a new reference), or STATUS_NOT_READY. */
enum status server_current(struct server *server, struct open_release **release, struct problem *p);
/* A release in which `tables` are as they were in release `number`: the current one if they have
 * not changed since, else an older one that is kept; STATUS_RELEASE_GONE if none is,
 * STATUS_BAD_CURSOR if there never was such a release, STATUS_BUSY if too many are open. A new
 * reference. */
enum status server_release_as_of(struct server *server, const struct resource *const *tables,
                                 size_t count, uint64_t number, struct open_release **release,
                                 struct problem *p);

/* Release `number` itself; STATUS_RELEASE_GONE where it is not kept whole. A new reference. */
enum status server_release(struct server *server, uint64_t number, struct open_release **release,
                           struct problem *p);

/* --- a request --- */

enum encoding { ENCODING_IDENTITY, ENCODING_GZIP };

enum { REQUEST_SEGMENTS_MAX = 8, REQUEST_TABLES_MAX = 32, REQUEST_FORMS_MAX = 12 };

/* One form in which a route can answer. */
struct form {
    const char *name;            /* suffix and key: "json", "csv", "html" */
    const char *media_type;      /* with parameters */
    const struct writer *writer; /* NULL: there is none, the handler writes it itself */
};

struct request {
    struct server *server;
    struct arena arena;
    bool head;                            /* HEAD: the reply has no body, but the same fields */
    struct slice target, path, raw_query; /* as sent */
    struct slice segments[REQUEST_SEGMENTS_MAX]; /* decoded; the suffix of the last one taken off */
    size_t segment_count;
    struct parameter *parameters;
    size_t parameter_count;
    const struct route *route;
    const struct resource *resource; /* of {table} */
    struct slice table, id;          /* of {table} and of {id} or {slug} */
    struct slice suffix;             /* "csv", or empty */
    struct form form;                /* negotiated */
    enum language language;          /* of problems and pages */
    enum encoding encoding;
    /* If-Match, If-Unmodified-Since, If-None-Match, If-Modified-Since; `.at` NULL: not sent */
    struct slice match, unmodified_since, none_match, modified_since;
    struct slice range, if_range; /* `.at` NULL: not sent */
    bool takes_gzip,
        takes_identity;           /* what the client can do with; `encoding` is what it prefers */
    int64_t deadline_ms;          /* monotonic: when the first byte must be there (query_ms) */
    struct open_release *release; /* NULL with ROUTE_NO_RELEASE before there is one */
};

/* Bytes of a stream in slices: appends to `out` (memory), sets `*more`. Runs in a worker. An error
 * aborts the connection, so that a truncated answer never looks whole. */
typedef enum status reply_source(void *context, struct out *out, bool *more, struct problem *p);

struct reply {
    enum status status;     /* STATUS_OK, or what the body (a problem) is about */
    const char *media_type; /* NULL: no body */
    char etag[96];          /* with quotes; "" = none */
    time_t modified;        /* 0 = none */
    struct slice location;  /* not empty: 303 */
    struct slice content_location, link, allow;
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

/* Fills `reply`, or returns a status that becomes a problem body. */
typedef enum status handler(struct request *request, struct reply *reply, struct problem *p);

enum route_flag {
    ROUTE_INLINE = 1,     /* runs in the event loop */
    ROUTE_NO_RELEASE = 2, /* needs no release (healthz) */
    ROUTE_LANGUAGE = 4,   /* its page is in request->language; other forms hold both languages */
    ROUTE_FILE = 8,       /* the last segment names a file: no suffix, no negotiation */
    ROUTE_THING = 16,     /* leads from an IRI to a document: never 406 for what Accept says */
};

struct route {
    const char *pattern; /* "/v1/{table}/{id}"; whole segments */
    handler *handle;
    unsigned flags; /* enum route_flag */
    /* names of writers and of documents that the handler writes itself ("html"), separated by
     * spaces, the default first; "*" for every writer, "graphs" for those that know triples */
    const char *forms;
};

extern const struct route routes[]; /* ends with a NULL pattern */

handler handle_index, handle_instance, handle_openapi, handle_list, handle_record, handle_series,
    handle_aggregate, handle_compare, handle_id, handle_problem, handle_docs,
    handle_docs_dictionary, handle_docs_style, handle_healthz, handle_readyz, handle_search,
    handle_catalogue, handle_dataset, handle_dataset_schema, handle_csvw, handle_csvw_group,
    handle_download_csvw, handle_download_csvw_group, handle_datapackage, handle_sitemap,
    handle_robots, handle_to_catalogue, handle_to_dataset, handle_to_distribution, handle_ns,
    handle_structure, handle_downloads, handle_download, handle_release_download, handle_metrics;

/* --- what handlers share --- */

/* Sets ETag, Last-Modified and changed_in. The strong ETag (RFC 9110 s.8.8.3) is SHA-256 over the
 * digests of `tables` and of the instance, the base URL, the program, the model, `canonical` (path
 * and query), form, language where it matters, and encoding. */
void reply_etag(struct reply *reply, const struct request *request,
                const struct resource *const *tables, size_t count, struct slice canonical);

/* The same of one record, by what it shows: reply->changed_in, which is set, and the cells of `row`
 * take the place of the tables and of the instance. Of a form that shows nothing of other records
 * but cells of the row. Sets ETag only. */
void reply_etag_of_record(struct reply *reply, const struct request *request, const struct row *row,
                          struct slice canonical);

/* The tables that an answer in this form reads of `resource`: itself, the targets of looked-up
 * columns and, where hidden columns are shown, what those are computed from. Returns their number,
 * at most REQUEST_TABLES_MAX. */
size_t reply_tables(const struct resource *resource, const struct writer *writer,
                    const struct resource *tables[REQUEST_TABLES_MAX]);

/* Whether nothing needs to be made: the client has this answer already and a 304 can be sent, or it
 * is in the cache, or somebody else is making it. `sized`: the 200 is made in memory. Called once,
 * when the reply has its type, validators, place and file name. */
bool reply_is_fresh(struct request *request, struct reply *reply, bool sized);

/* Sets the Link field: `next` (may be empty), licence, contract, documentation, and what describes
 * the answer (RFC 8288). Every answer that names no next page has it without being asked for. */
void reply_links(struct reply *reply, struct request *request, struct slice next);

/* File names for what spreadsheets open, where the form is CSV: of `name`, and for people of
 * `title`, where there is one. After reply_etag. */
void reply_name(struct reply *reply, struct request *request, struct slice name,
                struct slice title);
/* CODE_STEM_2026-11-21ENDING: the publisher's code, so that the files of two publishers keep apart
 * in one folder, and the day (UTC) on which the data last changed; each only where there is one. */
struct slice reply_kept_name(const struct reply *reply, struct request *request, struct slice stem,
                             struct slice ending);

/* Settles request->encoding of an answer that is a file, before its validators. A part is one of
 * the identity form, as who asks for it mostly means the bytes that were decoded already, unless a
 * condition (If-Range, If-Match, If-None-Match) names `packed`, the ETag of the gzip form. */
void request_settle_encoding(struct request *request, const char *packed);
/* reply_etag of an answer that may be a ready file; settles its encoding first. */
void reply_etag_of_file(struct reply *reply, struct request *request,
                        const struct resource *const *tables, size_t count, struct slice canonical);

/* Answers with a ready file of the request's release, with ranges and its digest; false: there is
 * none. */
bool reply_file(struct reply *reply, const struct request *request, const char *path);
/* Answers with what a .gz file of the release holds, as a stream with the digest of that; `*found`
 * false: there is none. */
enum status reply_unpacked(struct reply *reply, struct request *request, const char *path,
                           bool *found, struct problem *p);

/* Opens reply->body for what the handler writes. */
struct out *reply_open(const struct request *request, struct reply *reply);

/* The rows that a query selects, as a page or as a stream; series and lists. */
struct listing {
    struct query query;
    struct slice path;            /* "/v1/programs", without suffix */
    const struct resource *about; /* the list belongs to this record, or NULL */
    struct slice about_id;
    const char *about_name; /* its JSON key */
    const char *file;       /* "programs": name of ready files and downloads */
    bool whole;             /* may be answered with the ready file */
    /* more members of a page, `,"name":…`, in the arena; NULL: none */
    enum status (*beside)(struct listing *listing, struct store *store, struct arena *arena,
                          int first_month, struct slice *members, struct problem *p);
};
enum status listing_answer(struct request *request, struct listing *listing, struct reply *reply,
                           struct problem *p);

/* Writes one record, whole, into the reply's body in the negotiated form. `store`: where the
 * records are that it refers to; NULL: it refers to none. */
enum status reply_record(struct request *request, struct reply *reply, struct store *store,
                         const struct row *row, struct problem *p);

/* Describes things that are no rows: the catalogue, the structure of a cube, a vocabulary. */
typedef void describe(struct emit *emit, const struct triple_sink *sink, void *context);

/* Writes a document that is no rows into the reply's body; the negotiated form has `triples`. */
enum status reply_document(struct request *request, struct reply *reply, describe *say,
                           void *context, struct problem *p);

/* 404 with the nearest id, or 410 if an earlier release had the record. */
enum status record_missing(struct request *request, struct store *store,
                           const struct resource *resource, struct slice id, struct problem *p);

/* Settings → serving until SIGTERM or SIGINT; prints the address when it listens. `language`: of
 * problems before there is an instance. */
enum status server_run(const struct config *config, enum language language, struct problem *p);

#endif
