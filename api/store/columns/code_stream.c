/* See code_stream.h. */
#include "code_stream.h"

#include "hiraku/base/durable_file.h"
#include "hiraku/base/in.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { STREAM_BUFFER = 32 * 1024, LEB128_MOST = 10, FILE_MODE = 0600 };

void code_stream_init(struct code_stream *stream, const char *dir, const char *name)
{
    *stream = (struct code_stream){.dir = dir, .name = name, .fd = -1};
}

/* --- writing ---------------------------------------------------------------------------------- */

/* A file without a name: whatever happens, nothing is left behind. */
static bool code_stream_create(struct code_stream *stream)
{
    char name[FILE_PATH_SIZE / 2], path[FILE_PATH_SIZE];
    snprintf(name, sizeof name, "%s.codes", stream->name);
    if (file_path(path, stream->dir, name, NULL) == STATUS_OK)
        stream->fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
    return stream->fd >= 0 && unlink(path) == 0;
}

static void code_stream_flush(struct code_stream *stream)
{
    bool written = (stream->fd >= 0 || code_stream_create(stream)) &&
                   out_sink_fd(&stream->fd, stream->buffer, stream->len, NULL) == STATUS_OK;
    if (!written && stream->error == 0)
        stream->error = errno;
    stream->len = 0;
}

static void code_stream_leb128(struct code_stream *stream, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        stream->buffer[stream->len++] = (char)(number | 0x80);
    stream->buffer[stream->len++] = (char)number;
}

void code_stream_end_run(struct code_stream *stream)
{
    if (stream->run == 0)
        return;
    if (!stream->buffer)
        stream->buffer = malloc(STREAM_BUFFER);
    if (!stream->buffer) {
        stream->error = ENOMEM;
        return;
    }
    if (stream->len + 2 * (size_t)LEB128_MOST > STREAM_BUFFER)
        code_stream_flush(stream);
    code_stream_leb128(stream, 2 * (uint64_t)stream->code + (stream->run > 1));
    if (stream->run > 1)
        code_stream_leb128(stream, stream->run);
    stream->run = 0;
}

/* --- reading ---------------------------------------------------------------------------------- */

enum status code_stream_rewind(struct code_stream *stream, struct problem *p)
{
    if (!stream->reading) {
        code_stream_end_run(stream);
        if (stream->fd >= 0)
            code_stream_flush(stream);
    }
    stream->reading = true;
    if (stream->fd >= 0)
        stream->len = 0;
    stream->at = 0;
    stream->offset = stream->run = 0;
    errno = stream->error;
    return errno ? problem_errno(p, stream->dir) : STATUS_OK;
}

/* More bytes of the file; there must be some. */
static enum status code_stream_fill(struct code_stream *stream, struct problem *p)
{
    ssize_t len = 0;
    if (stream->fd >= 0)
        len = in_bytes_at(stream->fd, stream->buffer, STREAM_BUFFER, stream->offset);
    if (len == 0)
        errno = EIO;
    if (len <= 0)
        return problem_errno(p, stream->dir);
    stream->at = 0;
    stream->len = (size_t)len;
    stream->offset += (uint64_t)len;
    return STATUS_OK;
}

static enum status code_stream_number(struct code_stream *stream, uint64_t *number,
                                      struct problem *p)
{
    *number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (stream->at == stream->len) {
            enum status status = code_stream_fill(stream, p);
            if (status != STATUS_OK)
                return status;
        }
        unsigned char byte = (unsigned char)stream->buffer[stream->at++];
        *number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            break;
    }
    return STATUS_OK;
}

static enum status code_stream_next_run(struct code_stream *stream, struct problem *p)
{
    uint64_t number;
    enum status status = code_stream_number(stream, &number, p);
    if (status != STATUS_OK)
        return status;
    stream->code = (uint32_t)(number >> 1);
    stream->run = 1;
    return number & 1 ? code_stream_number(stream, &stream->run, p) : STATUS_OK;
}

enum status code_stream_get(struct code_stream *stream, uint32_t *codes, size_t count,
                            struct problem *p)
{
    while (count > 0) {
        if (stream->run == 0) {
            enum status status = code_stream_next_run(stream, p);
            if (status != STATUS_OK)
                return status;
        }
        size_t part = stream->run < count ? (size_t)stream->run : count;
        for (size_t i = 0; i < part; i++)
            codes[i] = stream->code;
        codes += part;
        count -= part;
        stream->run -= part;
    }
    return STATUS_OK;
}

void code_stream_free(struct code_stream *stream)
{
    if (stream->fd >= 0)
        close(stream->fd);
    free(stream->buffer);
    code_stream_init(stream, NULL, NULL);
}
