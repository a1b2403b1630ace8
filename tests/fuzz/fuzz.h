/* What the fuzz targets share: a property that must hold, input as a file, input in parts.
 *
 * A target is one file fuzz_NAME.c with LLVMFuzzerTestOneInput; its seeds are in corpus/NAME. It
 * states properties of the code it calls: a broken one ends the program, as a crash does. */
#ifndef HIRAKU_TESTS_FUZZ_H
#define HIRAKU_TESTS_FUZZ_H

#include "hiraku/base/slice.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ENSURE(property)                                                                           \
    ((property)                                                                                    \
         ? (void)0                                                                                 \
         : (fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #property), abort()))

enum { FUZZ_ARENA = 16 << 20, FUZZ_PATH = 64 };

/* The input as a file without a name on any disk; its path is good until close(fd). */
static inline int fuzz_file(const void *data, size_t size, char path[FUZZ_PATH])
{
    int fd = memfd_create("fuzz", 0);
    ENSURE(fd >= 0);
    ENSURE(write(fd, data, size) == (ssize_t)size);
    snprintf(path, FUZZ_PATH, "/proc/self/fd/%d", fd);
    return fd;
}

/* The part of the input before the next LF, which is taken off. */
static inline struct slice fuzz_line(struct slice *rest)
{
    const char *end = rest->len ? memchr(rest->at, '\n', rest->len) : NULL;
    struct slice line = {rest->at, end ? (size_t)(end - rest->at) : rest->len};
    size_t taken = line.len + (end ? 1 : 0);
    rest->len -= taken;
    if (taken)
        rest->at += taken;
    return line;
}

/* One byte of the input, 0 at its end. */
static inline unsigned fuzz_byte(struct slice *rest)
{
    if (rest->len == 0)
        return 0;
    rest->len--;
    return (unsigned char)*rest->at++;
}

static inline struct slice fuzz_input(const uint8_t *data, size_t size)
{
    return (struct slice){(const char *)data, size};
}

#endif
