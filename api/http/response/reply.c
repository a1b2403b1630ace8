/* A reply from its beginning to its end, and what answers with data have in common: the name of the
 * file, artifacts, the frame of a single
 * record. Validators are etag.c. */
#include "hiraku/http/response/reply.h"

#include "hiraku/base/clock.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/protocol/conditional.h"
#include "hiraku/http/response/send_file.h"
#include "hiraku/http/response/unpack.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/query/view.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/store/db.h"

#include <stddef.h>
#include <string.h>
#include <unistd.h>

enum { GZIP_LEVEL = 6 };

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

bool reply_is_not_modified(const struct reply *reply, const struct request *request)
{
    return !reply->uncacheable && conditional_fresh(request->none_match, request->modified_since,
                                                    reply->etag, reply->modified);
}

struct slice reply_kept_name(const struct reply *reply, struct request *request, struct slice stem,
                             struct slice ending)
{
    enum { DATE_LENGTH = 10 };
    const char *code = snapshot_instance(request->snapshot)->publisher_code;
    char when[CLOCK_RFC3339_SIZE] = "";
    if (stem.len == 0)
        return stem;
    if (reply->modified != 0)
        clock_rfc3339(reply->modified, when);
    return arena_printf(&request->arena, "%s%s%.*s%s%.*s%.*s", code, *code ? "_" : "",
                        (int)stem.len, stem.at, *when ? "_" : "", DATE_LENGTH, when,
                        (int)ending.len, ending.at);
}

void reply_name(struct reply *reply, struct request *request, struct slice name, struct slice title)
{
    if (strcmp(request->form.name, "csv") != 0)
        return;
    reply->filename = reply_kept_name(reply, request, name, slice_of(".csv"));
    reply->title = reply_kept_name(reply, request, title, slice_of(".csv"));
}

bool reply_file(struct reply *reply, const struct request *request, const char *path)
{
    struct artifact_file file;
    if (!snapshot_file(request->snapshot, path, &file))
        return false;
    reply->fd = file.fd;
    reply->fd_size = file.size;
    memcpy(reply->digest, file.digest, sizeof reply->digest);
    return true;
}

enum status reply_unpacked(struct reply *reply, struct request *request, const char *path,
                           bool *found, struct problem *p)
{
    struct artifact_file file;
    const struct artifact *entry = artifacts_find(snapshot_artifacts(request->snapshot), path);
    *found = snapshot_file(request->snapshot, path, &file);
    if (*found && entry)
        memcpy(reply->digest, entry->plain_sha256, sizeof reply->digest);
    return *found ? unpack_open(request, reply, file.fd, p) : STATUS_OK;
}

enum status record_write(struct request *request, const struct reply *reply, struct store *store,
                         const struct row *row, struct out *out, struct problem *p)
{
    const struct writer *writer = request->form.writer;
    const struct envelope envelope = {.total = 1,
                                      .returned = 1,
                                      .complete = true,
                                      .changed_in = reply->changed_in,
                                      .path = reply->content_location};
    struct emit emit = {.out = out,
                        .instance = snapshot_instance(request->snapshot),
                        .view = row->view,
                        .shape = SHAPE_RECORD,
                        .envelope = &envelope,
                        .store = store};
    enum status status = graph_state_new(&emit.graph, writer, p);
    if (status != STATUS_OK)
        return status;
    writer->begin(&emit);
    writer->row(&emit, row);
    writer->end(&emit);
    graph_state_free(emit.graph);
    return STATUS_OK;
}

enum status document_write(struct request *request, struct out *out, describe *say, void *context,
                           struct problem *p)
{
    const struct writer *writer = request->form.writer;
    struct emit emit = {
        .out = out, .instance = snapshot_instance(request->snapshot), .shape = SHAPE_LIST};
    enum status status = graph_state_new(&emit.graph, writer, p);
    if (status != STATUS_OK)
        return status;
    writer->begin(&emit);
    say(&emit, writer->triples, context);
    writer->end(&emit);
    graph_state_free(emit.graph);
    return STATUS_OK;
}
