/* Streams into memory, into a function and into a file descriptor.
 *
 * A sink stream passes on pieces of 64 KiB, by its buffer unless one comes whole, so a sink sees
 * the same pieces for the same bytes however they were written: compressed output stays
 * reproducible. Compression is gzip.c. */
#include "hiraku/base/out.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MEMORY_FIRST = 1024, SINK_BUFFER = 64 * 1024 };

void out_open_memory(struct out *out, size_t limit)
{
    /* the problem is large, and read only after an error, which fills it */
    memset(out, 0, offsetof(struct out, problem));
    out->limit = limit;
}

void out_open_buffer(struct out *out, char *bytes, size_t size)
{
    out_open_memory(out, size);
    out->bytes = bytes;
    out->cap = size;
}

void out_open_sink(struct out *out, out_sink *sink, void *context)
{
    out_open_memory(out, SINK_BUFFER);
    out->sink = sink;
    out->context = context;
}

static void fail_memory(struct out *out)
{
    if (out->error == STATUS_OK)
        out->error = problem_memory(&out->problem);
}

static void fail_large(struct out *out)
{
    char limit[24];
    snprintf(limit, sizeof limit, "%zu", out->limit);
    out->error =
        problem_set(&out->problem, STATUS_TOO_LARGE, slice_of("output"), slice_of(limit), NULL);
}

/* Makes the buffer at least `need` bytes long; `need` is at most the limit. */
static bool out_reserve(struct out *out, size_t need)
{
    if (need <= out->cap)
        return true;
    size_t cap = out->sink ? SINK_BUFFER : out->cap ? out->cap : MEMORY_FIRST;
    if (cap > out->limit)
        cap = out->limit;
    while (cap < need)
        cap = cap > out->limit / 2 ? out->limit : cap * 2;
    char *bytes = realloc(out->bytes, cap);
    if (!bytes) {
        fail_memory(out);
        return false;
    }
    out->bytes = bytes;
    out->cap = cap;
    return true;
}

static void empty(struct out *out)
{
    if (out->error != STATUS_OK || out->len == 0)
        return;
    size_t len = out->len;
    out->len = 0;
    out->error = out->sink(out->context, out->bytes, len, &out->problem);
}

static void sink_bytes(struct out *out, const char *data, size_t len)
{
    while (len >= SINK_BUFFER && out->len == 0 && out->error == STATUS_OK) {
        out->total += SINK_BUFFER;
        out->error = out->sink(out->context, data, SINK_BUFFER, &out->problem);
        data += SINK_BUFFER;
        len -= SINK_BUFFER;
    }
    if (len == 0 || !out_reserve(out, SINK_BUFFER))
        return;
    while (len && out->error == STATUS_OK) {
        size_t part = out->cap - out->len;
        if (part > len)
            part = len;
        memcpy(out->bytes + out->len, data, part);
        out->len += part;
        out->total += part;
        data += part;
        len -= part;
        if (out->len == out->cap)
            empty(out);
    }
}

void out_bytes_slow(struct out *out, const void *data, size_t len)
{
    if (out->error != STATUS_OK || len == 0)
        return;
    if (out->sink) {
        sink_bytes(out, data, len);
    } else if (len > out->limit - out->len) {
        fail_large(out);
    } else if (out_reserve(out, out->len + len)) {
        memcpy(out->bytes + out->len, data, len);
        out->len += len;
        out->total += len;
    }
}

void out_int(struct out *out, int64_t number)
{
    char text[24], *at = text + sizeof text;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do
        *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0)
        *--at = '-';
    out_bytes(out, at, (size_t)(text + sizeof text - at));
}

void out_about(struct out *out, const char *pattern, struct slice subject, size_t most)
{
    static const char mark[] = "{subject}";
    const char *at = strstr(pattern, mark);
    if (!at) {
        out_text(out, pattern);
        return;
    }
    subject = utf8_cut(subject, most);
    while (subject.len && !utf8_is_valid(subject))
        subject.len--;
    out_bytes(out, pattern, (size_t)(at - pattern));
    out_slice(out, subject);
    out_text(out, at + sizeof mark - 1);
}

void out_fail(struct out *out, enum status status, const char *reason)
{
    struct slice none = {NULL, 0};
    if (out->error == STATUS_OK && status != STATUS_OK)
        out->error = problem_set(&out->problem, status, none, none, reason);
}

enum status out_finish(struct out *out, struct problem *p)
{
    if (out->sink) {
        empty(out);
        out_close(out);
    }
    if (out->error != STATUS_OK && p)
        *p = out->problem;
    return out->error;
}

void out_reset(struct out *out)
{
    out->len = 0;
}

char *out_take(struct out *out, size_t *len)
{
    *len = 0;
    if (out->error != STATUS_OK)
        return NULL;
    char *bytes = realloc(out->bytes, out->len ? out->len : 1);
    if (!bytes)
        bytes = out->bytes; /* not made smaller */
    if (!bytes) {
        fail_memory(out);
        return NULL;
    }
    *len = out->len;
    out->bytes = NULL;
    out->len = out->cap = 0;
    return bytes;
}

struct slice out_keep(struct out *out, struct arena *arena)
{
    struct slice text = {NULL, 0};
    if (out->error == STATUS_OK)
        text = arena_copy(arena, out_written(out));
    else if (out->error == STATUS_NO_MEMORY)
        arena->overflowed = true;
    out_close(out);
    return text;
}

void out_close(struct out *out)
{
    free(out->bytes);
    out->bytes = NULL;
    out->len = out->cap = 0;
}

enum status out_sink_fd(void *fd, const void *data, size_t len, struct problem *p)
{
    const char *at = data;
    while (len) {
        ssize_t done = write(*(const int *)fd, at, len);
        if (done < 0 && errno == EINTR)
            continue;
        if (done == 0)
            errno = ENOSPC; /* write(2) gives no reason; a full device is the only one left */
        if (done <= 0)
            return problem_errno(p, *(const int *)fd == STDOUT_FILENO ? "stdout" : "write");
        at += done;
        len -= (size_t)done;
    }
    return STATUS_OK;
}
