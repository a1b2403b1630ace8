/* Answers of unknown length, made slice by slice in the worker pool while the connection is
 * suspended.
 *
 * The first slice is made before the status is sent. What fails later must not look like an end: a
 * chunked answer stops without its last chunk, an answer to HTTP/1.0 ends in a TCP reset. Where the
 * bytes come from is the source's affair (listing.c). */
#include "hiraku/http/response/stream.h"

#include "hiraku/base/log.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/transport/client.h"
#include "hiraku/http/transport/connection.h"

#include <microhttpd.h>
#include <stdlib.h>

enum {
    STREAM_BLOCK = 32 * 1024,
    STREAM_GZIP_LEVEL = 4,
    SLICE_MOST = 8 * 1024 * 1024 /* sources make some 64 KiB and what is begun is ended */
};

struct stream {
    struct job job;
    struct streams *streams;
    struct client *client;
    struct snapshot *release; /* the request's */
    representation_source *source;
    void *context;
    void (*context_free)(void *context);
    struct out raw, packed;
    struct out_gzip *gzip;
    size_t at; /* of the slice, taken by the library */
    bool more;
    enum status status;
    struct problem problem;
    int fd;
    bool chunked;
    uint64_t sent;
};

static struct stream *stream_of(struct job *job)
{
    return (struct stream *)(void *)((char *)job - offsetof(struct stream, job));
}

static const struct out *slice_of_stream(const struct stream *stream)
{
    return stream->gzip ? &stream->packed : &stream->raw;
}

static enum status pack(struct stream *stream, struct problem *p)
{
    enum status status = out_sink_gzip(stream->gzip, stream->raw.bytes, stream->raw.len, p);
    if (status == STATUS_OK && !stream->more)
        status = out_gzip_finish(stream->gzip, p);
    return status;
}

/* Makes the next slice: not empty unless it is the last. */
static void stream_fill(struct stream *stream)
{
    stream->at = 0;
    out_reset(&stream->packed);
    do {
        struct problem *p = &stream->problem;
        out_reset(&stream->raw);
        stream->status = stream->source(stream->context, &stream->raw, &stream->more, p);
        if (stream->status == STATUS_OK)
            stream->status = out_finish(&stream->raw, p);
        if (stream->status == STATUS_OK && stream->gzip)
            stream->status = pack(stream, p);
        if (status_is_damage(stream->status) && stream->release)
            snapshot_mark_corrupt(stream->release, p);
    } while (stream->status == STATUS_OK && stream->more && slice_of_stream(stream)->len == 0);
}

static bool stream_run(struct job *job)
{
    stream_fill(stream_of(job));
    return true;
}

/* A place among the streams, of all and of the client. */
static bool enter(struct streams *streams, struct client *client)
{
    if (atomic_fetch_add(&streams->open, 1) < streams->open_max) {
        if (!client || atomic_fetch_add(&client->streams, 1) < streams->client_max ||
            streams->client_max == 0)
            return true;
        atomic_fetch_sub(&client->streams, 1);
    }
    atomic_fetch_sub(&streams->open, 1);
    return false;
}

static void leave(struct streams *streams, struct client *client)
{
    if (client)
        atomic_fetch_sub(&client->streams, 1);
    atomic_fetch_sub(&streams->open, 1);
}

enum status stream_open(struct stream **result, struct streams *streams,
                        const struct request *request, struct client *client, struct reply *reply,
                        struct problem *p)
{
    *result = NULL;
    if (!enter(streams, client))
        return problem_set(p, STATUS_BUSY, SLICE_NONE, SLICE_NONE, NULL);
    struct stream *stream = calloc(1, sizeof *stream);
    if (!stream) {
        leave(streams, client);
        return problem_memory(p);
    }
    stream->streams = streams;
    stream->client = client;
    stream->release = request->snapshot;
    stream->job.lane = client ? &client->lane : NULL;
    stream->job.run = stream_run;
    stream->source = reply->selected.source;
    stream->context = reply->selected.context;
    stream->context_free = reply->selected.close;
    reply->selected.source = NULL;
    reply->selected.close = NULL;
    out_open_memory(&stream->raw, SLICE_MOST);
    out_open_memory(&stream->packed, SLICE_MOST);
    enum status status = STATUS_OK;
    if (request->encoding == ENCODING_GZIP) {
        reply->selected.encoded = true;
        stream->gzip = out_gzip_new(&stream->packed, STREAM_GZIP_LEVEL);
        if (!stream->gzip)
            status = problem_memory(p);
    }
    if (status == STATUS_OK) {
        stream_fill(stream);
        status = stream->status;
        if (status != STATUS_OK && p)
            *p = stream->problem;
    }
    if (status == STATUS_OK)
        *result = stream;
    else
        stream_free(stream);
    return status;
}

/* Ends the connection in a way that no client takes for the end of the answer. */
static ssize_t break_off(struct stream *stream)
{
    if (stream->status != STATUS_OK)
        log_problem(LOG_ERROR, "stream broken off", &stream->problem);
    if (!stream->chunked)
        socket_reset(stream->fd);
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

static ssize_t read_stream(void *context, uint64_t position, char *bytes, size_t most)
{
    struct stream *stream = context;
    (void)position;
    if (stream->status != STATUS_OK || atomic_load(&stream->streams->aborting))
        return break_off(stream);
    const struct out *slice = slice_of_stream(stream);
    if (stream->at < slice->len) {
        size_t len = slice->len - stream->at;
        if (len > most)
            len = most;
        memcpy(bytes, slice->bytes + stream->at, len);
        stream->at += len;
        stream->sent += len;
        return (ssize_t)len;
    }
    if (!stream->more) {
        if (!stream->chunked)
            socket_linger(stream->fd, false);
        return MHD_CONTENT_READER_END_OF_STREAM;
    }
    if (!workers_submit(stream->streams->workers, &stream->job, false))
        return break_off(stream);
    return 0;
}

void stream_connect(struct stream *stream, struct MHD_Connection *connection, int fd, bool chunked)
{
    stream->job.connection = connection;
    stream->fd = fd;
    stream->chunked = chunked;
    if (!chunked)
        socket_linger(fd, true); /* until the end is reached, also where the library gives up */
}

struct MHD_Response *stream_response(struct stream *stream)
{
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, read_stream, stream,
                                             NULL);
}

uint64_t stream_sent(const struct stream *stream)
{
    return stream->sent;
}

void stream_free(struct stream *stream)
{
    if (!stream)
        return;
    if (stream->context_free)
        stream->context_free(stream->context);
    out_gzip_free(stream->gzip);
    out_close(&stream->raw);
    out_close(&stream->packed);
    leave(stream->streams, stream->client);
    free(stream);
}
