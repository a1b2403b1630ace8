/* Replies out: the only caller of MHD_queue_response.
 *
 * Status, fields, conditional answers (304) and problems; the same fields for HEAD as for GET.
 * Bodies are made by the handlers, streams by stream.c; ready files and their ranges are
 * send_file.c. */
#include "hiraku/http/response/respond.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/config.h"
#include "hiraku/base/log.h"
#include "hiraku/http/exchange/exchange.h"
#include "hiraku/http/protocol/conditional.h"
#include "hiraku/http/protocol/disposition.h"
#include "hiraku/http/response/length_cache.h"
#include "hiraku/http/response/links.h"
#include "hiraku/http/response/problem_body.h"
#include "hiraku/http/response/response_cache.h"
#include "hiraku/http/response/send_file.h"
#include "hiraku/http/response/stream.h"
#include "hiraku/http/server/server.h"
#include "hiraku/http/transport/connection.h"

#include <inttypes.h>
#include <microhttpd.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    HTTP_OK = 200,
    HTTP_NO_CONTENT = 204,
    HTTP_PARTIAL = 206,
    HTTP_SEE_OTHER = 303,
    HTTP_NOT_MODIFIED = 304
};

enum {
    HTTP_SERVER_ERROR = 500,
    HTTP_UNAVAILABLE = 503,
    GZIP_LEVEL = 6,
    PROBLEM_BYTES = 64 * 1024,
    REFUSAL_HEAD = 512 /* takes the head of a 431, and what the library needs beside it */
};

void reply_init(struct reply *reply)
{
    memset(reply, 0, offsetof(struct reply, body));
    reply->fd = -1;
    out_open_memory(&reply->body, 0);
}

void reply_close(struct reply *reply)
{
    if (reply->close)
        reply->close(reply->context);
    reply->close = NULL;
}

void reply_free(struct reply *reply)
{
    out_close(&reply->body);
    if (reply->fd >= 0)
        close(reply->fd);
    reply_close(reply);
    reply_init(reply);
}

struct out *reply_open(const struct request *request, struct reply *reply)
{
    out_close(&reply->body);
    out_open_memory(&reply->body, request->limits->response_bytes);
    return &reply->body;
}

enum status reply_finish(struct request *request, struct reply *reply, struct problem *p)
{
    enum status status = out_finish(&reply->body, p);
    if (status != STATUS_OK || reply->body.len == 0 || request->encoding != ENCODING_GZIP)
        return status;
    struct out packed;
    out_open_memory(&packed, request->limits->response_bytes);
    struct out_gzip *gzip = out_gzip_new(&packed, GZIP_LEVEL);
    if (!gzip)
        status = problem_memory(p);
    if (status == STATUS_OK)
        status = out_sink_gzip(gzip, reply->body.bytes, reply->body.len, p);
    if (status == STATUS_OK)
        status = out_gzip_finish(gzip, p);
    out_gzip_free(gzip);
    out_close(&reply->body);
    reply->body = packed;
    reply->encoded = true;
    return status;
}

/* What went wrong inside is for the log, not for the reader. */
static void problem_hide(struct problem *p, const char *id)
{
    const struct status_info *info = status_info(p->status);
    if (info->http < HTTP_SERVER_ERROR)
        return;
    if (info->http == HTTP_SERVER_ERROR) {
        char detail[1024];
        problem_text(p, LANGUAGE_EN, detail, sizeof detail);
        log_line(LOG_ERROR, "request failed", "problem", info->slug, "detail", detail, "id", id,
                 (char *)NULL);
    }
    if (info->http == HTTP_SERVER_ERROR && p->status != STATUS_TOO_LARGE)
        problem_set(p, STATUS_INTERNAL, (struct slice){NULL, 0}, (struct slice){NULL, 0},
                    "see the log");
}

static void make_problem(struct exchange *exchange)
{
    struct reply *reply = &exchange->reply;
    struct problem *p = &exchange->problem;
    p->status = exchange->status;
    problem_hide(p, exchange->id);
    struct slice allow = reply->allow;
    stream_free(exchange->stream);
    exchange->stream = NULL;
    reply_free(reply);
    reply->status = p->status;
    reply->allow = allow;
    bool page = exchange->head_bytes_left >= ANSWER_HEAD &&
                problem_page_wanted(&exchange->request, exchange->accept);
    reply->media_type = page ? "text/html; charset=utf-8" : "application/problem+json";
    reply->cache_control = "no-store";
    reply->vary_language = true;
    reply->vary_accept =
        page || (p->status == STATUS_NOT_ACCEPTABLE && !exchange->request.suffix.len);
    out_open_memory(&reply->body, PROBLEM_BYTES);
    if (page)
        problem_page_write(&exchange->request, p, &reply->body);
    else
        problem_write(&exchange->request, p, &reply->body);
}

static ssize_t read_nothing(void *context, uint64_t position, char *bytes, size_t most)
{
    (void)context, (void)position, (void)bytes, (void)most;
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

/* An answer whose body is not sent (304, HEAD of a stream) but whose length is said where there is
 * one. */
static struct MHD_Response *bodiless(uint64_t length, bool sized)
{
    if (sized && length == 0)
        return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    return MHD_create_response_from_callback(sized ? length : MHD_SIZE_UNKNOWN, 1, read_nothing,
                                             NULL, NULL);
}

static struct MHD_Response *not_modified(struct exchange *exchange)
{
    struct reply *reply = &exchange->reply;
    uint64_t length = reply->fd >= 0 ? reply->fd_size : reply->body.len;
    bool sized = reply->fd >= 0 || reply->body.len;
    if (!sized)
        sized = length_cache_get(exchange->request.server->length_cache, reply->etag, &length);
    struct MHD_Response *response = bodiless(length, sized);
    /* without a length the library would announce chunks: with this option it says neither, and
     * closes */
    if (response && !sized)
        MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
    return response;
}

static struct MHD_Response *full(struct exchange *exchange, struct MHD_Connection *connection)
{
    struct reply *reply = &exchange->reply;
    if (exchange->stream)
        return stream_response(exchange->stream, connection, connection_fd(exchange->connection),
                               !slice_is(exchange->version, "HTTP/1.0"));
    if (reply->source)
        return bodiless(0, false);
    if (reply->fd >= 0)
        return file_response(exchange);
    size_t length = reply->body.len;
    exchange->bytes = length;
    struct MHD_Response *response = exchange->keyed ? body_keep(&reply->body) : NULL;
    if (!response) {
        char *bytes = out_take(&reply->body, &length);
        if (!bytes && (exchange->bytes || reply->body.error != STATUS_OK))
            return NULL;
        response = MHD_create_response_from_buffer(
            length, bytes, bytes ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
        if (!response)
            free(bytes);
    }
    if (reply->etag[0] && !reply->uncacheable && reply->status == STATUS_OK)
        length_cache_put(exchange->request.server->length_cache, reply->etag, exchange->bytes);
    return response;
}

static void add(struct MHD_Response *response, const char *name, const char *value)
{
    if (value && *value)
        MHD_add_response_header(response, name, value);
}

/* For values that may come from data: printable ASCII only goes into a field. */
static void add_slice(struct MHD_Response *response, struct exchange *exchange, const char *name,
                      struct slice value)
{
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.at[i] < 0x20 || (unsigned char)value.at[i] >= 0x7F)
            return;
    if (value.len)
        add(response, name, arena_copy(&exchange->request.arena, value).at);
}

static void add_vary(struct MHD_Response *response, const struct reply *reply)
{
    char vary[64];
    snprintf(vary, sizeof vary, "Accept-Encoding%s%s", reply->vary_accept ? ", Accept" : "",
             reply->vary_language ? ", Accept-Language" : "");
    add(response, MHD_HTTP_HEADER_VARY, vary);
}

static void add_cors(struct MHD_Response *response, const struct reply *reply)
{
    add(response, "Access-Control-Allow-Origin", "*");
    add(response, "Access-Control-Expose-Headers",
        "Link, ETag, Hiraku-Release, Content-Location, Content-Disposition, Retry-After, Allow, "
        "Accept-Ranges, Content-Range, Repr-Digest, Digest");
    if (reply->allow.len) {
        add(response, "Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
        add(response, "Access-Control-Allow-Headers", "*");
        add(response, "Access-Control-Max-Age", "86400");
    }
}

/* RFC 9111, RFC 5861. */
static void add_cache_control(struct MHD_Response *response, const struct exchange *exchange)
{
    char text[80];
    int seconds = (int)exchange->request.server->config->max_age;
    snprintf(text, sizeof text, "public, max-age=%d, stale-while-revalidate=%d", seconds, seconds);
    add(response, MHD_HTTP_HEADER_CACHE_CONTROL,
        exchange->reply.cache_control ? exchange->reply.cache_control : text);
}

/* Fields that a 304 repeats (RFC 9110 s.15.4.5). */
static void add_validators(struct MHD_Response *response, struct exchange *exchange)
{
    const struct reply *reply = &exchange->reply;
    char text[CLOCK_HTTP_SIZE];
    add(response, MHD_HTTP_HEADER_ETAG, reply->uncacheable ? NULL : reply->etag);
    if (reply->modified && !reply->uncacheable) {
        clock_http(reply->modified, text);
        add(response, MHD_HTTP_HEADER_LAST_MODIFIED, text);
    }
    add_cache_control(response, exchange);
    if (reply->content_location.len <= LINK_MAX)
        add_slice(response, exchange, MHD_HTTP_HEADER_CONTENT_LOCATION, reply->content_location);
    add_vary(response, reply);
    if (reply->changed_in) {
        snprintf(text, sizeof text, "%" PRIu64, reply->changed_in);
        add(response, "Hiraku-Release", text);
    }
}

static void add_content(struct MHD_Response *response, struct exchange *exchange)
{
    const struct reply *reply = &exchange->reply;
    struct request *request = &exchange->request;
    add(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->media_type);
    if (reply->encoded)
        add(response, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip");
    if (reply->vary_language)
        add(response, MHD_HTTP_HEADER_CONTENT_LANGUAGE,
            request->language == LANGUAGE_EN ? "en" : "ja");
    if (reply->filename.len)
        add_slice(response, exchange, MHD_HTTP_HEADER_CONTENT_DISPOSITION,
                  disposition_field(&request->arena, reply->filename, reply->title));
}

#define NOTHING_ELSE "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/* A 304 is sent before the next page is known. */
static void add_links(struct MHD_Response *response, struct exchange *exchange)
{
    bool whole = exchange->http != HTTP_NOT_MODIFIED;
    if (exchange->request.snapshot)
        add_slice(response, exchange, MHD_HTTP_HEADER_LINK,
                  links_field(&exchange->request, &exchange->reply,
                              whole ? exchange->reply.next : (struct slice){NULL, 0}));
}

static void add_fields(struct MHD_Response *response, struct exchange *exchange)
{
    const struct reply *reply = &exchange->reply;
    bool cramped = reply->status == STATUS_HEADERS_TOO_LARGE;
    add(response, "X-Content-Type-Options", "nosniff");
    if (cramped)
        add(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->media_type);
    if (cramped && exchange->head_bytes_left < REFUSAL_HEAD)
        return;
    add(response, "Content-Security-Policy",
        reply->media_type && strncmp(reply->media_type, "text/html", 9) == 0
            ? "default-src 'none'; style-src 'self'; " NOTHING_ELSE
            : "default-src 'none'; " NOTHING_ELSE);
    add(response, "Referrer-Policy", "no-referrer");
    if (cramped)
        return;
    add_cors(response, reply);
    add_validators(response, exchange);
    if (reply->media_type && exchange->http != HTTP_NOT_MODIFIED)
        add_content(response, exchange);
    add_links(response, exchange);
    add_slice(response, exchange, MHD_HTTP_HEADER_LOCATION, reply->location);
    add_slice(response, exchange, MHD_HTTP_HEADER_ALLOW, reply->allow);
    if (exchange->http == HTTP_UNAVAILABLE)
        add(response, MHD_HTTP_HEADER_RETRY_AFTER, reply->status == STATUS_BUSY ? "1" : "5");
}

/* The digest is known where the stream is an unpacked file. */
static void stream_fields(struct MHD_Response *response, const struct exchange *exchange)
{
    add(response, MHD_HTTP_HEADER_ACCEPT_RANGES, "none");
    file_digest_field(response, exchange);
}

/* A ready file is known before respond() makes it a response; streams of unknown ends have no
 * ranges. */
static void add_ranges(struct MHD_Response *response, struct exchange *exchange, bool file,
                       bool stream)
{
    if (exchange->reply.status == STATUS_RANGE_NOT_SATISFIABLE)
        file_refusal_field(response, exchange);
    else if (exchange->http == HTTP_NOT_MODIFIED)
        return;
    else if (file)
        file_fields(response, exchange);
    else if (stream)
        stream_fields(response, exchange);
}

static enum MHD_Result add_length(void *total, enum MHD_ValueKind kind, const char *name,
                                  const char *value)
{
    size_t *length = total;
    (void)kind;
    *length += strlen(name) + strlen(value) + sizeof ": \r\n" - 1;
    return MHD_YES;
}

size_t response_head(struct MHD_Response *response, const struct exchange *exchange)
{
    char lines[128];
    size_t length = (size_t)snprintf(
        lines, sizeof lines,
        "HTTP/1.1 %u %s\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: %" PRIu64
        "\r\n\r\n",
        exchange->http, MHD_get_reason_phrase_for(exchange->http), exchange->bytes);
    MHD_get_response_headers(response, add_length, &length);
    return length;
}

bool reply_is_not_modified(const struct reply *reply, const struct request *request)
{
    return !reply->uncacheable && conditional_fresh(request->none_match, request->modified_since,
                                                    reply->etag, reply->modified);
}

static unsigned http_of(const struct exchange *exchange)
{
    const struct reply *reply = &exchange->reply;
    if (reply->status != STATUS_OK)
        return (unsigned)status_info(reply->status)->http;
    if (reply->location.len)
        return HTTP_SEE_OTHER;
    if (!reply->media_type)
        return HTTP_NO_CONTENT;
    if (reply_is_not_modified(reply, &exchange->request))
        return HTTP_NOT_MODIFIED;
    return exchange->part.kind == RANGE_PART ? HTTP_PARTIAL : HTTP_OK;
}

struct MHD_Response *response_make(struct exchange *exchange, struct MHD_Connection *connection,
                                   unsigned http)
{
    exchange->http = http;
    struct MHD_Response *response =
        http == HTTP_NOT_MODIFIED ? not_modified(exchange) : full(exchange, connection);
    if (response)
        add_fields(response, exchange);
    return response;
}

static struct MHD_Response *own_response(struct exchange *exchange,
                                         struct MHD_Connection *connection)
{
    if (exchange->status == STATUS_OK && exchange->reply.fd >= 0 &&
        !reply_is_not_modified(&exchange->reply, &exchange->request))
        exchange->status = file_choose_part(exchange);
    if (exchange->status != STATUS_OK)
        make_problem(exchange);
    bool file = exchange->reply.fd >= 0, stream = exchange->stream || exchange->reply.source;
    struct MHD_Response *response = response_make(exchange, connection, http_of(exchange));
    if (!response)
        return NULL;
    add_ranges(response, exchange, file, stream);
    exchange->body_at =
        connection_written(exchange->connection) + response_head(response, exchange);
    if (exchange->must_close || atomic_load(&exchange->request.server->stopping))
        add(response, MHD_HTTP_HEADER_CONNECTION, "close");
    return response;
}

static bool is_refused(const struct exchange *exchange)
{
    const struct request *request = &exchange->request;
    const struct reply *reply = &exchange->reply;
    if (exchange->cached)
        return cached_response_refused(exchange);
    return conditional_refused(request->match, request->unmodified_since,
                               reply->uncacheable ? "" : reply->etag,
                               reply->uncacheable ? 0 : reply->modified);
}

/* Asked of what would be a 2xx or a 304 only (RFC 9110 s.13.2.1). */
static void check_preconditions(struct exchange *exchange)
{
    const struct request *request = &exchange->request;
    bool sent = request->match.at || request->unmodified_since.at;
    if (!sent || exchange->status != STATUS_OK || exchange->reply.allow.len ||
        exchange->reply.location.len || !is_refused(exchange))
        return;
    exchange->status =
        problem_set(&exchange->problem, STATUS_PRECONDITION_FAILED,
                    slice_of(request->match.at ? "If-Match" : "If-Unmodified-Since"),
                    request->match.at ? request->match : request->unmodified_since, NULL);
}

bool respond(struct exchange *exchange, struct MHD_Connection *connection)
{
    check_preconditions(exchange);
    bool shared = exchange->cached && exchange->status == STATUS_OK;
    struct MHD_Response *response =
        shared ? cached_response_select(exchange) : own_response(exchange, connection);
    if (!response)
        return false;
    bool queued = MHD_queue_response(connection, exchange->http, response) == MHD_YES;
    if (!shared)
        MHD_destroy_response(response);
    exchange->stage = STAGE_SENT;
    connection_enter(exchange->connection, CONNECTION_SENDING);
    if (exchange->request.head || exchange->http == HTTP_NOT_MODIFIED)
        exchange->bytes = 0;
    return queued;
}
