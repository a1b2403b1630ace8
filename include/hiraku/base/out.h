/* A stream of bytes on its way out, with a sticky error.
 *
 * Writers call straight lines of out_… and never test; after the first failure every call does
 * nothing. Exactly one out_finish (or out_close) per stream tells whether all bytes arrived. Two
 * kinds: memory (grows up to a limit) and sink (a 64 KiB buffer emptied into a function). */
#ifndef HIRAKU_BASE_OUT_H
#define HIRAKU_BASE_OUT_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct arena;

/* Takes `len` bytes or fails; short writes are the sink's affair. */
typedef enum status out_sink(void *context, const void *data, size_t len, struct problem *p);

struct out {
    char *bytes;
    size_t len, cap, limit;
    uint64_t total; /* bytes written since the stream was opened */
    out_sink *sink; /* NULL: memory */
    void *context;
    enum status error;
    struct problem problem;
};

/* A stream into memory of at most `limit` bytes; beyond it STATUS_TOO_LARGE. */
void out_open_memory(struct out *out, size_t limit);

/* A stream into `size` bytes of the caller's, beyond them STATUS_TOO_LARGE. It never allocates, and
 * is never closed. */
void out_open_buffer(struct out *out, char *bytes, size_t size);

/* A stream into `sink`. */
void out_open_sink(struct out *out, out_sink *sink, void *context);

/* What does not fit into the buffer as it is. */
void out_bytes_slow(struct out *out, const void *data, size_t len);

/* Inline, because writers call it for every piece of every cell. */
static inline void out_bytes(struct out *out, const void *data, size_t len)
{
    if (len >= out->cap - out->len || out->error != STATUS_OK) {
        out_bytes_slow(out, data, len);
        return;
    }
    if (len)
        memcpy(out->bytes + out->len, data, len);
    out->len += len;
    out->total += len;
}

static inline void out_text(struct out *out, const char *text)
{
    if (text)
        out_bytes(out, text, strlen(text));
}

static inline void out_slice(struct out *out, struct slice text)
{
    out_bytes(out, text.at, text.len);
}

static inline void out_char(struct out *out, char c)
{
    out_bytes(out, &c, 1);
}

void out_int(struct out *out, int64_t number);

/* A message with "{subject}" in it once, or not at all, in whose place the subject is written: at
 * most so many bytes of it, and what is UTF-8. */
void out_about(struct out *out, const char *pattern, struct slice subject, size_t most);

/* Makes the stream fail with `status` unless it already has. */
void out_fail(struct out *out, enum status status, const char *reason);

/* Empties the buffer into the sink. The one place where a stream's errors come out. */
enum status out_finish(struct out *out, struct problem *p);

/* Memory streams: what was written so far, borrowed until the next call. */
static inline struct slice out_written(const struct out *out)
{
    return (struct slice){out->bytes, out->len};
}

/* Memory streams: forgets the bytes, keeps the buffer and the error. */
void out_reset(struct out *out);

/* Memory streams: gives the bytes to the caller, who frees them with free(). */
char *out_take(struct out *out, size_t *len);

/* Memory streams: the bytes, copied into the arena; closes the stream. `.at` NULL where the stream
 * failed; want of memory latches the arena. */
struct slice out_keep(struct out *out, struct arena *arena);

/* Releases the buffer; does not flush. */
void out_close(struct out *out);

/* A sink that writes to a file descriptor (`context` is an int *), retrying EINTR and short writes.
 */
enum status out_sink_fd(void *fd, const void *data, size_t len, struct problem *p);

/* A gzip member (RFC 1952, no name, no time: the same bytes for the same input) around another
 * stream. */
struct out_gzip;
struct out_gzip *out_gzip_new(struct out *target, int level);
enum status out_sink_gzip(void *gzip, const void *data, size_t len, struct problem *p);
enum status out_gzip_finish(struct out_gzip *gzip, struct problem *p);
void out_gzip_free(struct out_gzip *gzip);

#endif
