/* A gzip member (RFC 1952) around another stream.
 *
 * The header carries no name, no time (MTIME 0) and no system (OS 255, unknown): the same input
 * gives the same bytes on every machine with the same zlib. Reading gzip is not done here. */
#define ZLIB_CONST

#include "hiraku/base/out.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16, GZIP_MEMORY = 8, GZIP_OS_UNKNOWN = 255, GZIP_BUFFER = 32 * 1024 };

struct out_gzip {
    z_stream stream;
    gz_header header;
    struct out *target;
    unsigned char buffer[GZIP_BUFFER];
};

struct out_gzip *out_gzip_new(struct out *target, int level)
{
    struct out_gzip *gzip = calloc(1, sizeof *gzip);
    if (!gzip)
        return NULL;
    gzip->target = target;
    gzip->header.os = GZIP_OS_UNKNOWN;
    if (deflateInit2(&gzip->stream, level, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        free(gzip);
        return NULL;
    }
    deflateSetHeader(&gzip->stream, &gzip->header);
    return gzip;
}

/* Lets zlib work until it has taken all input (or, with Z_FINISH, written all output). */
static enum status gzip_run(struct out_gzip *gzip, int flush, struct problem *p)
{
    struct out *target = gzip->target;
    int done;
    do {
        gzip->stream.next_out = gzip->buffer;
        gzip->stream.avail_out = GZIP_BUFFER;
        done = deflate(&gzip->stream, flush);
        if (done == Z_STREAM_ERROR)
            out_fail(target, STATUS_INTERNAL, "zlib: Z_STREAM_ERROR");
        out_bytes(target, gzip->buffer, GZIP_BUFFER - gzip->stream.avail_out);
        if (target->error != STATUS_OK) {
            if (p)
                *p = target->problem;
            return target->error;
        }
    } while (flush == Z_FINISH ? done != Z_STREAM_END : gzip->stream.avail_out == 0);
    return STATUS_OK;
}

enum status out_sink_gzip(void *gzip, const void *data, size_t len, struct problem *p)
{
    struct out_gzip *member = gzip;
    const unsigned char *at = data;
    enum status status = STATUS_OK;
    while (len && status == STATUS_OK) {
        size_t part = len < UINT_MAX ? len : UINT_MAX;
        member->stream.next_in = at;
        member->stream.avail_in = (uInt)part;
        status = gzip_run(member, Z_NO_FLUSH, p);
        at += part;
        len -= part;
    }
    return status;
}

enum status out_gzip_finish(struct out_gzip *gzip, struct problem *p)
{
    gzip->stream.next_in = NULL;
    gzip->stream.avail_in = 0;
    return gzip_run(gzip, Z_FINISH, p);
}

void out_gzip_free(struct out_gzip *gzip)
{
    if (!gzip)
        return;
    deflateEnd(&gzip->stream);
    free(gzip);
}
