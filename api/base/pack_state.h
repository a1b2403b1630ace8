/* A stream that is being packed, shared by pack.c, pack_match.c and pack_block.c. Private to
 * api/base. */
#ifndef HIRAKU_API_BASE_PACK_STATE_H
#define HIRAKU_API_BASE_PACK_STATE_H

#include "hiraku/base/pack.h"

#include "pack_code.h"

enum {
    WINDOW = 32 * 1024,
    ROOM = WINDOW + 128 * 1024,
    PADDING = 8, /* bytes behind the input that are read with it */
    HASH_BITS = 14,
    SHORT = 4,
    LONG = 8,
    MATCH_MAX = 258,
    LITERALS = 257, /* with the end of a block */
    LENGTH_CODES = 29,
    DISTANCE_CODES = 30,
    CODE_LENGTH_CODES = 19,
    CODE_BITS = 15,
    CODE_LENGTH_BITS = 7,
    STORED_MOST = 65535,
    HEADER_MOST = 1024 /* bytes that a block has beside its symbols */
};

/* So many literals, then a copy; the last of a block has length 0. */
struct sequence {
    uint32_t literals;
    uint16_t length, distance;
};

struct pack {
    struct out *target;
    enum pack_form form;
    uint32_t crc;
    uint64_t bytes;
    uint32_t base;      /* number of the byte at buffer[0], modulo 2^32 */
    size_t first, end;  /* in the buffer: what is to be packed; before it the window */
    uint64_t bits;      /* not yet written */
    unsigned bit_count; /* fewer than 8 between blocks */
    unsigned char *to;  /* where the next byte goes in `packed` */
    size_t sequence_count;
    uint32_t counts[PACK_SYMBOLS_MAX], distance_counts[DISTANCE_CODES];
    struct pack_code symbols, distances;
    uint32_t shorts[1 << HASH_BITS], longs[1 << HASH_BITS]; /* numbers of bytes */
    struct sequence sequences[ROOM / SHORT + 2];
    unsigned char buffer[ROOM + PADDING];
    unsigned char packed[ROOM + HEADER_MOST + PADDING];
};

/* --- lengths and distances: their codes, from 0 (RFC 1951 s.3.2.5) ---------------------------- */

static inline unsigned pack_log(unsigned number)
{
    return 31U - (unsigned)__builtin_clz(number);
}

static inline unsigned pack_length_code(unsigned length)
{
    if (length == MATCH_MAX)
        return LENGTH_CODES - 1;
    unsigned from = length - 3;
    if (from < 8)
        return from;
    unsigned log = pack_log(from);
    return 4 * (log - 1) + (from >> (log - 2) & 3U);
}

static inline unsigned pack_distance_code(unsigned distance)
{
    unsigned from = distance - 1;
    if (from < 4)
        return from;
    unsigned log = pack_log(from);
    return 2 * log + (from >> (log - 1) & 1U);
}

/* --- steps ------------------------------------------------------------------------------------ */

/* The input from `first` to `end` as sequences, and how often each symbol comes. */
void pack_divide(struct pack *pack);

enum pack_end {
    PACK_MORE,  /* blocks follow */
    PACK_PAUSE, /* they may, from elsewhere: ends with a whole byte */
    PACK_LAST,  /* none follow: ends with a whole byte */
};

/* Writes the sequences as a block to `packed`, from `to` on. */
void pack_put_block(struct pack *pack, enum pack_end end);

#endif
