/* One code after the other, kept until all rows are there: in memory while they are few, then in a
 * file of which only this process knows.
 *
 * A code that is repeated costs nothing: runs are kept, each as LEB128 of twice the code, plus one
 * where LEB128 of the run's length follows. First all are written, then they are read, as often as
 * wanted. */
#ifndef HIRAKU_API_STORE_COLUMNS_CODE_STREAM_H
#define HIRAKU_API_STORE_COLUMNS_CODE_STREAM_H

#include "hiraku/base/status.h"

#include <stddef.h>
#include <stdint.h>

struct code_stream {
    const char *dir, *name; /* where its file begins, borrowed */
    int fd;                 /* -1: all is in the buffer */
    char *buffer;
    size_t len, at;  /* bytes in the buffer; read from it */
    uint64_t offset; /* read from the file */
    uint32_t code;   /* the last run */
    uint64_t run;
    bool reading;
    int error; /* errno of the first failure to write */
};

/* Takes no memory yet. The file's name is made of `name`, which is another one for each stream. */
void code_stream_init(struct code_stream *stream, const char *dir, const char *name);

/* Writes the run that has ended. */
void code_stream_end_run(struct code_stream *stream);

static inline void code_stream_put(struct code_stream *stream, uint32_t code)
{
    if (code != stream->code || stream->run == 0) {
        code_stream_end_run(stream);
        stream->code = code;
    }
    stream->run++;
}

/* Ends the writing, or begins to read once more. */
enum status code_stream_rewind(struct code_stream *stream, struct problem *p);

/* The next `count` codes, which must have been written. */
enum status code_stream_get(struct code_stream *stream, uint32_t *codes, size_t count,
                            struct problem *p);

void code_stream_free(struct code_stream *stream);

#endif
