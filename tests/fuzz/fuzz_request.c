/* A whole request without a socket: target, route, negotiation, handler, bytes. Lines: target,
 * Accept, Accept-Encoding, Accept-Language, If-None-Match.
 *
 * Nothing is a 5xx. An answer is read by another program's parser; the same request has the same
 * answer again; the place that an answer names (Content-Location) has the same answer; a 303 leads
 * to an answer. */
#include "hiraku/base/config.h"
#include "hiraku/base/utf8.h"
#include "hiraku/http/response/problem_body.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/routing/media_types.h"
#include "hiraku/http/routing/request_target.h"
#include "hiraku/http/server/routes.h"
#include "hiraku/http/server/server.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"

#include "api/csv/csv_state.h"
#include "api/publish/differences.h"
#include "fuzz.h"
#include "small_store.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <zlib.h>

enum { TARGET_MAX = 4096, BODY_MAX = 64 << 20 };

int LLVMFuzzerInitialize(int *argc, char ***argv);

static struct server *server;
static const struct slice none;

struct fields {
    struct slice target, accept, accept_encoding, accept_language, none_match;
};

struct answer {
    struct request request;
    struct reply reply;
    enum status status;
    bool same; /* the client has it: nothing is made */
    struct problem problem;
    struct out body; /* decoded */
};

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    server = small_server();
    return 0;
}

/* --- one request, as the exchange makes it --- */

static enum status prepare(struct answer *answer, const struct fields *fields)
{
    struct request *request = &answer->request;
    struct problem *p = &answer->problem;
    request->snapshots = &server->exchanges.snapshots;
    request->limits = &server->exchanges.limits;
    request->routes = route_table;
    request->monitor = &server->monitor;
    request->accept = fields->accept;
    request->target = fields->target;
    request->none_match = fields->none_match;
    arena_init(&request->arena, 1 << 20);
    ENSURE(snapshots_current(&server->exchanges.snapshots, &request->snapshot, p) == STATUS_OK);
    request->language =
        negotiate_language(fields->accept_language, snapshot_instance(request->snapshot)->language);
    enum status status = request_read_target(request, (size_t)server->config->parameters, p);
    if (status == STATUS_OK)
        status = route_find(route_table, request, p);
    if (status == STATUS_OK)
        status = route_negotiate(request, p);
    if (status == STATUS_OK && !negotiate_encoding(fields->accept_encoding, &request->encoding))
        status = problem_set(p, STATUS_NOT_ACCEPTABLE, none, fields->accept_encoding, NULL);
    return status;
}

static void take_file(struct answer *answer)
{
    char block[4096];
    ssize_t len;
    while ((len = read(answer->reply.selected.fd, block, sizeof block)) > 0)
        out_bytes(&answer->body, block, (size_t)len);
    ENSURE(len == 0 && answer->body.len == answer->reply.selected.fd_size);
}

static enum status take_stream(struct answer *answer)
{
    bool more = true;
    struct out slice;
    struct reply *reply = &answer->reply;
    enum status status = STATUS_OK;
    out_open_memory(&slice, server->exchanges.limits.response_bytes);
    while (more && status == STATUS_OK) {
        out_reset(&slice);
        status = reply->selected.source(reply->selected.context, &slice, &more, &answer->problem);
        out_slice(&answer->body, out_written(&slice));
        if (status == STATUS_OK)
            status = out_finish(&slice, &answer->problem);
    }
    out_close(&slice);
    return status;
}

static void unpack(struct answer *answer, struct slice packed)
{
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)packed.at, .avail_in = (uInt)packed.len};
    char block[16384];
    int code = Z_OK;
    out_open_memory(&answer->body, BODY_MAX);
    ENSURE(inflateInit2(&stream, 16 + MAX_WBITS) == Z_OK);
    while (code == Z_OK) {
        stream.next_out = (Bytef *)block;
        stream.avail_out = sizeof block;
        code = inflate(&stream, Z_NO_FLUSH);
        out_bytes(&answer->body, block, sizeof block - stream.avail_out);
    }
    ENSURE(code == Z_STREAM_END && stream.avail_in == 0);
    inflateEnd(&stream);
}

/* Streams are compressed by stream.c, so their bytes here are plain. */
static void take_body(struct answer *answer)
{
    struct reply *reply = &answer->reply;
    if (reply->selected.source) {
        answer->status = take_stream(answer);
        return;
    }
    if (reply->selected.fd >= 0)
        take_file(answer);
    else
        out_slice(&answer->body, out_written(&reply->body));
    if (reply->selected.encoded) {
        struct out packed = answer->body;
        unpack(answer, out_written(&packed));
        out_close(&packed);
    }
}

/* As make.c does it. The cache is another target's affair (wire). */
static enum status make(struct answer *answer)
{
    struct request *request = &answer->request;
    struct reply *reply = &answer->reply;
    enum status status = request->route->plan(request, &reply->selected, &answer->problem);
    answer->same = status == STATUS_OK && reply_is_not_modified(reply, request);
    if (status != STATUS_OK || answer->same)
        return status;
    if (reply->selected.write)
        status = reply->selected.write(request, &reply->selected, reply_open(request, reply),
                                       &answer->problem);
    if (status == STATUS_OK && reply->selected.write)
        status = reply_finish(request, reply, &answer->problem);
    if (status == STATUS_OK && reply->selected.begin)
        status = reply->selected.begin(request, &reply->selected, &answer->problem);
    return status;
}

static void ask(struct answer *answer, const struct fields *fields)
{
    memset(answer, 0, sizeof *answer);
    reply_init(&answer->reply);
    out_open_memory(&answer->body, BODY_MAX);
    answer->status = prepare(answer, fields);
    struct request *request = &answer->request;
    if (answer->status == STATUS_OK)
        answer->status = make(answer);
    if (answer->status == STATUS_OK && !answer->same)
        take_body(answer);
    ENSURE(!arena_overflowed(&request->arena));
    if (answer->status == STATUS_OK)
        return;
    answer->problem.status = answer->status;
    out_close(&answer->body);
    out_open_memory(&answer->body, BODY_MAX);
    problem_write(request, &answer->problem, &answer->body);
    ENSURE(out_finish(&answer->body, NULL) == STATUS_OK);
}

static void forget(struct answer *answer)
{
    reply_free(&answer->reply);
    out_close(&answer->body);
    snapshot_unref(answer->request.snapshot);
    arena_free(&answer->request.arena);
}

/* --- what an answer must be --- */

static void is_json(struct slice text)
{
    json_error_t error;
    json_t *value = json_loadb(text.at, text.len, JSON_REJECT_DUPLICATES, &error);
    if (!value)
        fprintf(stderr, "%s at %d\n%.*s\n", error.text, error.position, (int)text.len, text.at);
    ENSURE(value);
    json_decref(value);
}

static void is_xml(struct slice text)
{
    xmlDoc *document = xmlReadMemory(text.at, (int)text.len, "a.xml", NULL, XML_PARSE_NONET);
    ENSURE(document);
    xmlFreeDoc(document);
}

static void is_csv(struct slice text)
{
    char path[FUZZ_PATH];
    struct csv *csv = NULL;
    struct csv_record record;
    bool more = true;
    size_t columns = 0;
    int fd = fuzz_file(text.at, text.len, path);
    struct report *report = report_new();
    ENSURE(csv_open(&csv, path, "a.csv", report, NULL) == STATUS_OK);
    while (true) {
        ENSURE(csv_next(csv, &record, &more, NULL) == STATUS_OK);
        if (!more)
            break;
        ENSURE(columns == 0 || record.count == columns);
        columns = record.count;
    }
    ENSURE(report_count(report, SEVERITY_ERROR) == 0);
    csv_close(csv);
    report_free(report);
    close(fd);
}

/* A download is not negotiated: what it is, its media type says. */
static bool is_binary(const struct reply *reply, struct slice body)
{
    static const struct {
        const char *type, *begins;
    } kinds[] = {
        {"application/gzip", "\x1F\x8B"},
        {"application/zip", "PK\x03\x04"},
        {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK\x03\x04"},
        {"application/vnd.sqlite3", "SQLite format 3"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(reply->selected.media_type, kinds[i].type) == 0) {
            ENSURE(slice_starts(body, kinds[i].begins));
            return true;
        }
    return false;
}

static void check(const struct answer *answer)
{
    struct slice body = out_written(&answer->body);
    const char *form = answer->request.form.name;
    const struct reply *reply = &answer->reply;
    if (answer->status != STATUS_OK) {
        if (status_info(answer->status)->http >= 500)
            fprintf(stderr, "%.*s\n", (int)body.len, body.at);
        ENSURE(status_info(answer->status)->http < 500);
        is_json(body);
        return;
    }
    if (answer->same || reply->selected.location.len)
        return;
    if (is_binary(reply, body))
        return;
    if (strcmp(form, "json") == 0 || strcmp(form, "jsonld") == 0)
        is_json(body);
    else if (strcmp(form, "rdf") == 0 || strcmp(form, "xml") == 0)
        is_xml(body);
    else if (strcmp(form, "csv") == 0)
        is_csv(body);
    else if (strcmp(form, "ndjson") == 0)
        while (body.len)
            is_json(fuzz_line(&body));
    else
        ENSURE(utf8_is_valid(body));
    for (size_t i = 0; i < reply->selected.content_location.len; i++)
        ENSURE(reply->selected.content_location.at[i] > 0x20 &&
               reply->selected.content_location.at[i] < 0x7F);
}

static void same(const struct answer *a, const struct answer *b)
{
    ENSURE(a->status == b->status);
    ENSURE(strcmp(a->reply.selected.etag, b->reply.selected.etag) == 0);
    ENSURE(slice_equal(out_written(&a->body), out_written(&b->body)));
}

static void ask_elsewhere(const struct answer *answer, struct fields fields)
{
    struct answer other;
    const struct reply *reply = &answer->reply;
    if (answer->status != STATUS_OK || answer->same)
        return;
    if (reply->selected.content_location.len) {
        fields.target = reply->selected.content_location;
        ask(&other, &fields);
        if (other.status != STATUS_OK)
            fprintf(stderr, "%.*s: %.*s\n", (int)fields.target.len, fields.target.at,
                    (int)other.body.len, other.body.bytes);
        same(answer, &other);
        ENSURE(
            slice_equal(other.reply.selected.content_location, reply->selected.content_location));
        forget(&other);
    }
    if (reply->selected.location.len) {
        fields.target = reply->selected.location;
        ask(&other, &fields);
        check(&other);
        forget(&other);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice rest = fuzz_input(data, size);
    struct fields fields;
    struct answer first, second;
    if (size && memchr(data, '\0', size)) /* the library ends lines and values there */
        return 0;
    fields.target = fuzz_line(&rest);
    fields.accept = fuzz_line(&rest);
    fields.accept_encoding = fuzz_line(&rest);
    fields.accept_language = fuzz_line(&rest);
    fields.none_match = rest.len ? fuzz_line(&rest) : none;
    if (fields.target.len == 0 || fields.target.len > TARGET_MAX)
        return 0;
    ask(&first, &fields);
    check(&first);
    ask(&second, &fields);
    same(&first, &second);
    ask_elsewhere(&first, fields);
    forget(&first);
    forget(&second);
    return 0;
}
