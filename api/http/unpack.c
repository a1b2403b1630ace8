/* A .gz file, sent as what it holds: for files that are kept packed only, and clients that do not
 * take gzip.
 *
 * Inflated slice by slice in constant memory. Damage is an error of the stream, which breaks off
 * the connection; its end is good only where the one member of the file ends well (RFC 1952). */
#include "internal.h"

#include <errno.h>
#include <unistd.h>
#include <zlib.h>

enum { UNPACK_INPUT = 32 * 1024, UNPACK_SLICE = 64 * 1024, GZIP_ONLY = 16 };

struct unpack {
    int fd;
    z_stream zlib;
    bool ready, ended;
    unsigned char input[UNPACK_INPUT], output[UNPACK_SLICE];
};

static void unpack_close(void *context)
{
    struct unpack *unpack = context;
    if (unpack->ready)
        inflateEnd(&unpack->zlib);
    unpack->ready = false;
    if (unpack->fd >= 0)
        close(unpack->fd);
    unpack->fd = -1;
}

static enum status damaged(struct problem *p)
{
    return problem_set(p, STATUS_BAD_RELEASE, slice_of("files/"), (struct slice){NULL, 0},
                       "a ready file is damaged");
}

/* More input; none left before the member's end is damage, and so is any behind it. */
static enum status feed(struct unpack *unpack, struct problem *p)
{
    ssize_t got;
    if (unpack->zlib.avail_in)
        return unpack->ended ? damaged(p) : STATUS_OK;
    do
        got = read(unpack->fd, unpack->input, sizeof unpack->input);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return problem_errno(p, "files/");
    if ((got == 0) != unpack->ended)
        return damaged(p);
    unpack->zlib.next_in = unpack->input;
    unpack->zlib.avail_in = (unsigned)got;
    return STATUS_OK;
}

static enum status unpack_source(void *context, struct out *out, bool *more, struct problem *p)
{
    struct unpack *unpack = context;
    unpack->zlib.next_out = unpack->output;
    unpack->zlib.avail_out = sizeof unpack->output;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && !unpack->ended && unpack->zlib.avail_out) {
        status = feed(unpack, p);
        int result = status == STATUS_OK ? inflate(&unpack->zlib, Z_NO_FLUSH) : Z_OK;
        if (result == Z_STREAM_END)
            unpack->ended = true;
        else if (result != Z_OK && result != Z_BUF_ERROR)
            status = damaged(p);
    }
    if (status == STATUS_OK && unpack->ended)
        status = feed(unpack, p);
    *more = !unpack->ended;
    if (status == STATUS_OK)
        out_bytes(out, unpack->output, sizeof unpack->output - unpack->zlib.avail_out);
    return status;
}

enum status unpack_open(struct request *request, struct reply *reply, int fd, struct problem *p)
{
    struct unpack *unpack = arena_alloc(&request->arena, sizeof *unpack);
    if (!unpack) {
        close(fd);
        return problem_memory(p);
    }
    unpack->fd = fd;
    unpack->ready = inflateInit2(&unpack->zlib, GZIP_ONLY + MAX_WBITS) == Z_OK;
    if (!unpack->ready) {
        unpack_close(unpack);
        return problem_memory(p);
    }
    reply->source = unpack_source;
    reply->source_context = unpack;
    reply->source_free = unpack_close;
    return STATUS_OK;
}
