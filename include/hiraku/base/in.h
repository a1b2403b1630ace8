/* A file on its way in: read from its start to its end, unpacked where it is gzip.
 *
 * What a signal interrupts is made again and what comes short is gone on with, which neither stdio
 * nor the gz functions of zlib do. Constant memory. Of gzip (RFC 1952) a file may have any number
 * of members; an end within one, and anything else behind one, is damage: STATUS_BAD_RELEASE. */
#ifndef HIRAKU_BASE_IN_H
#define HIRAKU_BASE_IN_H

#include "hiraku/base/status.h"

#include <stdint.h>
#include <sys/types.h>

struct out;
struct problem;
struct slice;

enum in_form {
    IN_PLAIN,  /* as it is */
    IN_GZIP,   /* nothing but gzip */
    IN_EITHER, /* gzip if it begins like that, else as it is */
};

struct in;

enum status in_open(struct in **in, const char *path, enum in_form form, struct problem *p);

/* The same for an open descriptor, read from where it stands; taken in any case. `name` is what
 * problems call it and must last. */
enum status in_open_fd(struct in **in, int fd, const char *name, enum in_form form,
                       struct problem *p);

/* Fills `to`: less than `size` only at the end of the file, 0 behind it. */
enum status in_read(struct in *in, void *to, size_t size, size_t *len, struct problem *p);

/* The next line, without its LF, of a file that is read as IN_PLAIN and by lines alone. One of
 * `size` bytes or more is cut there, `line->len` is `size` then, and the next call begins behind
 * its end. `*more` is false behind the last. */
enum status in_line(struct in *in, char *text, size_t size, struct slice *line, bool *more,
                    struct problem *p);

/* Appends all of a file to `out`, whose own failure ends it and stays there. */
enum status in_pour(const char *path, enum in_form form, struct out *out, struct problem *p);

/* Opens `out` in memory and fills it with DIR/NAME, which has at most `most` bytes. To be closed
 * also after a failure. */
enum status in_whole(struct out *out, const char *dir, const char *name, size_t most,
                     struct problem *p);

void in_close(struct in *in); /* NULL is allowed */

/* read(2) and pread(2) until `size` bytes are there or the file ends; -1 with errno. */
ssize_t in_bytes(int fd, void *to, size_t size);
ssize_t in_bytes_at(int fd, void *to, size_t size, uint64_t offset);

#endif
