/* The bytes of the file that is decoded, a buffer at a time. */
#include "encoding_state.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum status decoder_open(struct decoder *d, struct problem *p)
{
    /* A FIFO must not keep the checker waiting. */
    d->fd = open(d->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat about;
    if (d->fd < 0 || fstat(d->fd, &about) != 0)
        return problem_errno(p, d->path);
    if (!S_ISREG(about.st_mode))
        return problem_set(p, STATUS_SYSTEM, slice_of(d->path), slice_of(NULL),
                           S_ISDIR(about.st_mode) ? "is a folder" : "is no regular file");
    d->size = (uint64_t)about.st_size;
    return STATUS_OK;
}

enum status decoder_fill(struct decoder *d, struct problem *p)
{
    while (d->raw_len < RAW_SIZE && d->offset < d->size) {
        size_t want = RAW_SIZE - d->raw_len;
        if (want > d->size - d->offset)
            want = (size_t)(d->size - d->offset);
        ssize_t got = pread(d->fd, d->raw + d->raw_len, want, (off_t)d->offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return problem_errno(p, d->path);
        if (got == 0)
            return problem_set(p, STATUS_SYSTEM, slice_of(d->path), slice_of(NULL),
                               "the file became shorter while it was read");
        d->raw_len += (size_t)got;
        d->offset += (uint64_t)got;
    }
    return STATUS_OK;
}

void decoder_drop(struct decoder *d, size_t len)
{
    d->raw_len -= len;
    memmove(d->raw, d->raw + len, d->raw_len);
}

void decoder_rewind(struct decoder *d, uint64_t offset)
{
    d->offset = offset;
    d->raw_len = 0;
}
