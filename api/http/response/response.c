/* A reply as the library's response: its status, its fields, the same for HEAD as for GET, and its
 * content, if that is sent. Artifacts and their ranges are file_response.c, streams are stream.c.
 */
#include "hiraku/http/response/response.h"

#include "hiraku/base/clock.h"
#include "hiraku/http/protocol/disposition.h"
#include "hiraku/http/response/body.h"
#include "hiraku/http/response/file_response.h"
#include "hiraku/http/response/length_cache.h"
#include "hiraku/http/response/links.h"
#include "hiraku/http/response/memento.h"
#include "hiraku/http/response/policy.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/response/stream.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_ending.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/ending.h"
#include "hiraku/model/instance.h"

#include <inttypes.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    HTTP_OK = 200,
    HTTP_ACCEPTED = 202,
    HTTP_NO_CONTENT = 204,
    HTTP_PARTIAL = 206,
    HTTP_FOUND = 302,
    HTTP_SEE_OTHER = 303,
    HTTP_NOT_MODIFIED = 304,
    HTTP_PERMANENT_REDIRECT = 308
};

enum {
    HTTP_LEGAL = 451,
    HTTP_UNAVAILABLE = 503,
    CONNECTION_HEAD = 128, /* fields of the connection, and what the library needs beside them */
    REFUSAL_HEAD = 512     /* takes the head of a 431, and what the library needs beside it */
};

static ssize_t read_nothing(void *context, uint64_t position, char *bytes, size_t most)
{
    (void)context, (void)position, (void)bytes, (void)most;
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

/* An answer whose body is not sent (304, HEAD of a stream) but whose length is said where there is
 * one. Without one the library would announce chunks and, before its version 0.9.77, send the last
 * of them, which no client expects (RFC 9112 s.6.3): with this option it says neither and closes.
 */
static struct MHD_Response *bodiless(uint64_t length, bool sized)
{
    if (sized && length == 0)
        return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    struct MHD_Response *made = MHD_create_response_from_callback(sized ? length : MHD_SIZE_UNKNOWN,
                                                                  1, read_nothing, NULL, NULL);
    if (made && !sized)
        MHD_set_response_options(made, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
    return made;
}

static struct MHD_Response *not_modified(const struct response *response, const struct reply *reply)
{
    uint64_t length = reply->selected.fd >= 0 ? reply->selected.fd_size : reply->body.len;
    bool sized = reply->selected.fd >= 0 || reply->body.len;
    if (!sized)
        sized = length_cache_get(response->responses->length_cache, reply->selected.etag, &length);
    return bodiless(length, sized);
}

static struct MHD_Response *full(struct response *response, struct reply *reply)
{
    if (response->stream)
        return stream_response(response->stream);
    if (reply->selected.source)
        return bodiless(0, false);
    if (reply->selected.fd >= 0)
        return file_response(response, reply);
    size_t length = reply->body.len;
    response->bytes = length;
    struct MHD_Response *made = response->kept ? body_keep(&reply->body) : NULL;
    if (!made) {
        char *bytes = out_take(&reply->body, &length);
        if (!bytes && (response->bytes || reply->body.error != STATUS_OK))
            return NULL;
        made = MHD_create_response_from_buffer(
            length, bytes, bytes ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
        if (!made)
            free(bytes);
    }
    if (reply->selected.etag[0] && !reply->selected.uncacheable && reply->status == STATUS_OK)
        length_cache_put(response->responses->length_cache, reply->selected.etag, response->bytes);
    return made;
}

/* What the fields of a head are made of. */
struct head {
    struct MHD_Response *made;
    const struct response *response;
    const struct reply *reply;
    struct request *request;
    bool *incomplete; /* there was no memory for a field */
};

static void response_add(const struct head *head, const char *name, const char *value)
{
    if (value && *value && MHD_add_response_header(head->made, name, value) == MHD_NO)
        *head->incomplete = true;
}

/* For values that may come from data: printable ASCII only goes into a field. */
static void add_slice(const struct head *head, const char *name, struct slice value)
{
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.at[i] < 0x20 || (unsigned char)value.at[i] >= 0x7F)
            return;
    if (value.len)
        response_add(head, name, arena_copy(&head->request->arena, value).at);
}

static void add_vary(const struct head *head)
{
    const struct reply *reply = head->reply;
    char vary[128]; /* one line, and no longer: nginx keeps nothing else */
    snprintf(vary, sizeof vary, "Accept-Encoding%s%s%s",
             reply->selected.vary_accept ? ", Accept" : "",
             reply->selected.vary_language ? ", Accept-Language" : "",
             request_is_original(head->request) ? ", Accept-Datetime" : "");
    response_add(head, MHD_HTTP_HEADER_VARY, vary);
}

static void add_cors(const struct head *head)
{
    response_add(head, "Access-Control-Allow-Origin", "*");
    response_add(
        head, "Access-Control-Expose-Headers",
        "Link, ETag, Hiraku-Release, Content-Location, Content-Disposition, Retry-After, Allow, "
        "Accept-Ranges, Content-Range, Repr-Digest, Digest, Deprecation, Sunset, Memento-Datetime, "
        "Vary");
    if (head->reply->allow.len) {
        add_slice(head, "Access-Control-Allow-Methods", head->reply->allow);
        /* some browsers take the star for the name of a field, and only a POST needs more fields */
        response_add(head, "Access-Control-Allow-Headers",
                     memmem(head->reply->allow.at, head->reply->allow.len, "POST", 4)
                         ? "*, Content-Type, Accept, MCP-Protocol-Version, Mcp-Method, Mcp-Name"
                         : "*");
        response_add(head, "Access-Control-Max-Age", "86400");
    }
}

/* RFC 9111, RFC 5861, RFC 8246. */
static void add_cache_control(const struct head *head)
{
    const struct representation *selected = &head->reply->selected;
    const struct pin *pin = &head->request->pin;
    char text[80];
    int seconds = head->response->responses->max_age;
    bool fixed = pin->taken && pin->fixed && !selected->uncacheable && !selected->changeable &&
                 !selected->daily;
    snprintf(text, sizeof text, "public, max-age=%d, stale-while-revalidate=%d", seconds, seconds);
    response_add(head, MHD_HTTP_HEADER_CACHE_CONTROL,
                 selected->cache_control ? selected->cache_control
                 : fixed                 ? CACHE_FOR_EVER
                                         : text);
}

/* Fields that a 304 repeats (RFC 9110 s.15.4.5). */
static void add_validators(const struct head *head)
{
    const struct reply *reply = head->reply;
    char text[CLOCK_HTTP_SIZE];
    response_add(head, MHD_HTTP_HEADER_ETAG,
                 reply->selected.uncacheable ? NULL : reply->selected.etag);
    if (reply->selected.modified && !reply->selected.uncacheable) {
        clock_http(reply->selected.modified, text);
        response_add(head, MHD_HTTP_HEADER_LAST_MODIFIED, text);
    }
    add_cache_control(head);
    if (reply->selected.content_location.len <= LINK_MAX)
        add_slice(head, MHD_HTTP_HEADER_CONTENT_LOCATION, reply->selected.content_location);
    add_vary(head);
    if (reply->selected.changed_in) {
        snprintf(text, sizeof text, "%" PRIu64, reply->selected.changed_in);
        response_add(head, "Hiraku-Release", text);
    }
}

static void add_content(const struct head *head)
{
    const struct reply *reply = head->reply;
    struct request *request = head->request;
    response_add(head, MHD_HTTP_HEADER_CONTENT_TYPE, reply->selected.media_type);
    if (reply->selected.encoded)
        response_add(head, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip");
    if (reply->selected.vary_language)
        response_add(head, MHD_HTTP_HEADER_CONTENT_LANGUAGE,
                     request->language == LANGUAGE_EN ? "en" : "ja");
    if (reply->selected.filename.len)
        add_slice(
            head, MHD_HTTP_HEADER_CONTENT_DISPOSITION,
            disposition_field(&request->arena, reply->selected.filename, reply->selected.title));
}

/* A 304 is sent before the next page is known. */
static void add_links(const struct head *head)
{
    bool whole = head->response->http != HTTP_NOT_MODIFIED;
    if (head->request->snapshot)
        add_slice(head, MHD_HTTP_HEADER_LINK,
                  links_field(head->request, &head->reply->selected,
                              whole ? head->reply->selected.next : SLICE_NONE));
    if (head->request->snapshot && head->response->http == HTTP_LEGAL) /* RFC 7725 s.4 */
        add_slice(head, MHD_HTTP_HEADER_LINK,
                  arena_printf(&head->request->arena, "<%s/v1/instance>; rel=\"blocked-by\"",
                               snapshot_instance(head->request->snapshot)->base_url));
}

/* RFC 9745 s.2: a date of RFC 9651; RFC 8594 s.3: of what cannot be asked for any more from then
 * on, which is a path, not a table or a KPI that stays readable. */
static void add_ending(const struct head *head)
{
    const struct ending *ending = request_ending(head->request);
    char text[CLOCK_HTTP_SIZE];
    if (!ending)
        return;
    time_t moment = ending_moment(snapshot_instance(head->request->snapshot), ending);
    snprintf(text, sizeof text, "@%lld", (long long)moment);
    response_add(head, "Deprecation", text);
    if (ending->cells[ENDING_PATH].len == 0)
        return;
    clock_http(moment, text);
    response_add(head, "Sunset", text);
}

static void add_fields(const struct head *head)
{
    const struct reply *reply = head->reply;
    bool cramped = reply->status == STATUS_HEADERS_TOO_LARGE;
    char policy[POLICY_SIZE];
    response_add(head, "X-Content-Type-Options", "nosniff");
    if (cramped)
        response_add(head, MHD_HTTP_HEADER_CONTENT_TYPE, reply->selected.media_type);
    if (cramped && head->response->head_bytes_left < REFUSAL_HEAD)
        return;
    policy_of(reply->selected.media_type,
              reply->selected.foreign  ? POLICY_SANDBOX
              : reply->selected.framed ? POLICY_ANY_FRAME
                                       : POLICY_NO_FRAMES,
              policy);
    response_add(head, "Content-Security-Policy", policy);
    response_add(head, "Referrer-Policy", "no-referrer");
    if (cramped)
        return;
    add_cors(head);
    add_validators(head);
    if (reply->selected.media_type && head->response->http != HTTP_NOT_MODIFIED)
        add_content(head);
    add_links(head);
    add_ending(head);
    add_slice(head, MHD_HTTP_HEADER_LOCATION, reply->selected.location);
    add_slice(head, MHD_HTTP_HEADER_ALLOW, reply->allow);
    if (head->response->http == HTTP_UNAVAILABLE)
        response_add(head, MHD_HTTP_HEADER_RETRY_AFTER, reply->status == STATUS_BUSY ? "1" : "5");
}

/* The digest is known where the stream is an unpacked file. */
static void stream_fields(const struct head *head)
{
    response_add(head, MHD_HTTP_HEADER_ACCEPT_RANGES, "none");
    file_digest_field(head->made, head->reply, head->request);
}

/* Streams of unknown ends have no ranges. */
static void add_ranges(const struct head *head, bool file, bool stream)
{
    if (head->reply->status == STATUS_RANGE_NOT_SATISFIABLE)
        file_refusal_field(head->made, head->response);
    else if (head->response->http == HTTP_NOT_MODIFIED)
        return;
    else if (file)
        file_fields(head->made, head->response, head->reply, head->request);
    else if (stream)
        stream_fields(head);
}

static enum MHD_Result add_length(void *total, enum MHD_ValueKind kind, const char *name,
                                  const char *value)
{
    size_t *length = total;
    (void)kind;
    *length += strlen(name) + strlen(value) + sizeof ": \r\n" - 1;
    return MHD_YES;
}

size_t response_head(struct MHD_Response *made, const struct response *response)
{
    char lines[128];
    size_t length = (size_t)snprintf(
        lines, sizeof lines,
        "HTTP/1.1 %u %s\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: %" PRIu64
        "\r\n\r\n",
        response->http, MHD_get_reason_phrase_for(response->http), response->bytes);
    MHD_get_response_headers(made, add_length, &length);
    return length;
}

/* Behind all other fields: the links take the room that these leave. */
static void add_memento(const struct head *head)
{
    const struct memento *memento = head->reply->selected.memento;
    char text[LINK_MAX + 1];
    if (!memento)
        return;
    if (memento->at) {
        clock_http(memento->at, text);
        response_add(head, "Memento-Datetime", text);
    }
    size_t used = response_head(head->made, head->response) + CONNECTION_HEAD;
    size_t room = used < ANSWER_HEAD ? ANSWER_HEAD - used : 0;
    memento_links(memento, room < LINK_MAX ? room : LINK_MAX, text);
    response_add(head, MHD_HTTP_HEADER_LINK, text);
}

unsigned response_code(const struct response *response, const struct reply *reply,
                       const struct request *request)
{
    if (reply->status != STATUS_OK)
        return (unsigned)status_info(reply->status)->http;
    if (reply->selected.location.len)
        return reply->selected.found   ? HTTP_FOUND
               : reply->selected.moved ? HTTP_PERMANENT_REDIRECT
                                       : HTTP_SEE_OTHER;
    if (!reply->selected.media_type)
        return reply->selected.accepted ? HTTP_ACCEPTED : HTTP_NO_CONTENT;
    if (reply_is_not_modified(reply, request))
        return HTTP_NOT_MODIFIED;
    return response->part.kind == RANGE_PART ? HTTP_PARTIAL : HTTP_OK;
}

bool response_is_not_modified(const struct response *response)
{
    return response->http == HTTP_NOT_MODIFIED;
}

struct MHD_Response *response_make(struct response *response, struct reply *reply,
                                   struct request *request, unsigned http)
{
    bool file = reply->selected.fd >= 0, stream = response->stream || reply->selected.source;
    response->http = http;
    bool incomplete = false;
    struct head head = {
        .response = response, .reply = reply, .request = request, .incomplete = &incomplete};
    head.made = http == HTTP_NOT_MODIFIED ? not_modified(response, reply) : full(response, reply);
    if (!head.made)
        return NULL;
    add_fields(&head);
    add_ranges(&head, file, stream);
    add_memento(&head);
    if (incomplete) {
        MHD_destroy_response(head.made);
        return NULL;
    }
    return head.made;
}
