/* Reading files so that nothing but their end ends them; gzip with zlib's inflate.
 *
 * Writing gzip is in gzip.c. Knows nothing of what is in a file. */
#include "hiraku/base/in.h"

#include "hiraku/base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

enum {
    INPUT_SIZE = 32 * 1024,
    POUR_SIZE = 64 * 1024,
    INFLATE_MOST = 1 << 30,
    GZIP_ONLY = 16,
    GZIP_FIRST = 0x1f
};

/* What was read and not yet given away are the input bytes of `zlib`, packed or not. */
struct in {
    int fd;
    const char *name;
    bool packed, inside; /* inside: a member has begun and not ended */
    bool began;          /* a gzip file has at least one member */
    bool ended;          /* nothing is left to be read */
    z_stream zlib;
    unsigned char input[INPUT_SIZE];
};

/* From `offset`, or from where the descriptor stands if it is NULL. */
static ssize_t in_fill(int fd, char *to, size_t size, const uint64_t *offset)
{
    size_t len = 0;
    while (len < size) {
        ssize_t got = offset ? pread(fd, to + len, size - len, (off_t)(*offset + len))
                             : read(fd, to + len, size - len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        len += (size_t)got;
    }
    return (ssize_t)len;
}

ssize_t in_bytes(int fd, void *to, size_t size)
{
    return in_fill(fd, to, size, NULL);
}

ssize_t in_bytes_at(int fd, void *to, size_t size, uint64_t offset)
{
    return in_fill(fd, to, size, &offset);
}

/* Input, unless there is some; none is the end of the file. */
static enum status in_feed(struct in *in, struct problem *p)
{
    if (in->zlib.avail_in > 0 || in->ended)
        return STATUS_OK;
    ssize_t got = in_bytes(in->fd, in->input, INPUT_SIZE);
    if (got < 0)
        return problem_errno(p, in->name);
    in->ended = got < INPUT_SIZE;
    in->zlib.next_in = in->input;
    in->zlib.avail_in = (unsigned)got;
    return STATUS_OK;
}

static enum status in_damaged(const struct in *in, const char *reason, struct problem *p)
{
    return problem_set(p, STATUS_BAD_RELEASE, slice_of(in->name), SLICE_NONE, reason);
}

enum status in_open_fd(struct in **result, int fd, const char *name, enum in_form form,
                       struct problem *p)
{
    struct in *in = calloc(1, sizeof *in);
    *result = NULL;
    if (!in) {
        close(fd);
        return problem_memory(p);
    }
    in->fd = fd;
    in->name = name;
    enum status status = form == IN_EITHER ? in_feed(in, p) : STATUS_OK;
    bool begins = in->zlib.avail_in > 0 && in->input[0] == GZIP_FIRST;
    if (status == STATUS_OK && (form == IN_GZIP || begins)) {
        if (inflateInit2(&in->zlib, GZIP_ONLY + MAX_WBITS) == Z_OK)
            in->packed = true;
        else
            status = problem_memory(p);
    }
    if (status == STATUS_OK)
        *result = in;
    else
        in_close(in);
    return status;
}

enum status in_open(struct in **in, const char *path, enum in_form form, struct problem *p)
{
    *in = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    return fd < 0 ? problem_errno(p, path) : in_open_fd(in, fd, path, form, p);
}

enum status in_pour(const char *path, enum in_form form, struct out *out, struct problem *p)
{
    char buffer[POUR_SIZE];
    struct in *in;
    size_t len = 0;
    enum status status = in_open(&in, path, form, p);
    if (!in)
        return status;
    do {
        status = in_read(in, buffer, sizeof buffer, &len, p);
        if (status == STATUS_OK)
            out_bytes(out, buffer, len);
    } while (status == STATUS_OK && len == sizeof buffer && out->error == STATUS_OK);
    in_close(in);
    return status;
}

void in_close(struct in *in)
{
    if (!in)
        return;
    if (in->packed)
        inflateEnd(&in->zlib);
    close(in->fd);
    free(in);
}

/* --- bytes ------------------------------------------------------------------------------------ */

static size_t take_plain(struct in *in, char *to, size_t size)
{
    size_t len = size < in->zlib.avail_in ? size : in->zlib.avail_in;
    memcpy(to, in->zlib.next_in, len);
    in->zlib.next_in += len;
    in->zlib.avail_in -= (unsigned)len;
    return len;
}

/* One step of inflate. There is input, or the file is at its end. */
static enum status take_packed(struct in *in, char *to, size_t size, size_t *len, struct problem *p)
{
    if (in->zlib.avail_in == 0 && (in->inside || !in->began))
        return in_damaged(in, "gzip: the file is cut off", p);
    if (in->zlib.avail_in > 0 && !in->inside && inflateReset(&in->zlib) != Z_OK)
        return in_damaged(in, "gzip: zlib refuses", p);
    in->inside = in->began = true;
    in->zlib.next_out = (unsigned char *)to;
    in->zlib.avail_out = (unsigned)(size < INFLATE_MOST ? size : INFLATE_MOST);
    unsigned room = in->zlib.avail_out;
    int result = inflate(&in->zlib, Z_NO_FLUSH);
    *len = room - in->zlib.avail_out;
    if (result == Z_STREAM_END)
        in->inside = false;
    else if (result == Z_MEM_ERROR)
        return problem_memory(p);
    else if (result != Z_OK)
        return in_damaged(in, in->zlib.msg ? in->zlib.msg : "gzip: not gzip", p);
    return STATUS_OK;
}

enum status in_read(struct in *in, void *to, size_t size, size_t *len, struct problem *p)
{
    *len = 0;
    while (*len < size) {
        size_t got = 0;
        enum status status = in_feed(in, p);
        if (status != STATUS_OK)
            return status;
        if (in->zlib.avail_in == 0 && (!in->packed || (in->began && !in->inside)))
            break;
        if (in->packed)
            status = take_packed(in, (char *)to + *len, size - *len, &got, p);
        else
            got = take_plain(in, (char *)to + *len, size - *len);
        *len += got;
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

enum status in_line(struct in *in, char *text, size_t size, struct slice *line, bool *more,
                    struct problem *p)
{
    const unsigned char *end = NULL;
    *line = (struct slice){text, 0};
    *more = false;
    while (!end) {
        enum status status = in_feed(in, p);
        if (status != STATUS_OK || in->zlib.avail_in == 0)
            return status;
        *more = true;
        end = memchr(in->zlib.next_in, '\n', in->zlib.avail_in);
        size_t len = end ? (size_t)(end - in->zlib.next_in) : in->zlib.avail_in;
        size_t room = size - line->len;
        memcpy(text + line->len, in->zlib.next_in, len < room ? len : room);
        line->len += len < room ? len : room;
        len += end != NULL;
        in->zlib.next_in += len;
        in->zlib.avail_in -= (unsigned)len;
    }
    return STATUS_OK;
}
