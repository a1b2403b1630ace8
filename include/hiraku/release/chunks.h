/* A file in pieces whose ends follow from its contents, so that a change moves only the ends near
 * it: who has the former file finds most pieces of the new one there.
 *
 * An end is where the upper bits of a rolling sum of the last 64 bytes are zero (gear hashing; Xia
 * et al., FastCDC, USENIX ATC 2016); pieces have a quarter of the average at least and eight times
 * the average at most. The list is text: a line «hiraku-chunks 1 AVERAGE BYTES», then of each piece
 * its length and the first 24 hexadecimal digits of its SHA-256. */
#ifndef HIRAKU_RELEASE_CHUNKS_H
#define HIRAKU_RELEASE_CHUNKS_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct out;
struct problem;

enum { CHUNK_DIGITS = 24, CHUNK_AVERAGE_MIN = 1024, CHUNKS_MAX = 1 << 20 };

struct chunk {
    uint64_t offset;
    uint32_t len;
    char digest[CHUNK_DIGITS + 1];
};
struct chunks {
    uint64_t average, bytes; /* of the whole file */
    struct chunk *list;
    size_t count;
};
void chunks_free(struct chunks *chunks);

/* The average for a file of so many bytes: a power of two that gives some 131,072 pieces at most.
 */
uint64_t chunks_average(uint64_t bytes);

/* Cuts a file. */
enum status chunks_cut(struct chunks *chunks, const char *path, uint64_t average,
                       struct problem *p);

void chunks_write(const struct chunks *chunks, struct out *out);
/* What another one wrote; `*good` false where it is not that, or not of `bytes` bytes. */
enum status chunks_read(struct chunks *chunks, struct slice text, uint64_t bytes, bool *good,
                        struct problem *p);

#endif
