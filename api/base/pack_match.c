/* What stood before within the window, for the writer of DEFLATE streams.
 *
 * Of each position the place where its next eight bytes stood last is tried first, then that of its
 * next four: in rows that are alike the longer one nearly always is a better match. */
#include "pack_state.h"

#include <string.h>

/* Bytes as a number, the first one lowest: the same on every machine. */
static inline uint32_t four_bytes(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static inline uint64_t eight_bytes(const unsigned char *at)
{
    return four_bytes(at) | (uint64_t)four_bytes(at + 4) << 32;
}

static uint32_t short_hash(const unsigned char *at)
{
    return four_bytes(at) * UINT32_C(2654435761) >> (32 - HASH_BITS);
}

static uint32_t long_hash(const unsigned char *at)
{
    return (uint32_t)(eight_bytes(at) * UINT64_C(0x9E3779B185EBCA87) >> (64 - HASH_BITS));
}

/* How many bytes at two places are equal, at most `most`; both have PADDING bytes behind. */
static unsigned equal_bytes(const unsigned char *a, const unsigned char *b, unsigned most)
{
    unsigned len = 0;
    while (len < most) {
        uint64_t other = eight_bytes(a + len) ^ eight_bytes(b + len);
        if (other) {
            len += (unsigned)__builtin_ctzll(other) / 8;
            break;
        }
        len += 8;
    }
    return len < most ? len : most;
}

/* The length of the match with the byte of a number; 0: there is none within the window. */
static unsigned pack_match(const struct pack *pack, size_t at, uint32_t number, unsigned most,
                           unsigned *distance)
{
    *distance = pack->base + (uint32_t)at - number;
    if (*distance == 0 || *distance > WINDOW || *distance > at)
        return 0;
    return equal_bytes(pack->buffer + at, pack->buffer + at - *distance, most);
}

static void pack_remember(struct pack *pack, size_t at)
{
    uint32_t number = pack->base + (uint32_t)at;
    pack->shorts[short_hash(pack->buffer + at)] = number;
    pack->longs[long_hash(pack->buffer + at)] = number;
}

/* The best of the two matches at a place, which is remembered; its length or 0. */
static unsigned pack_find(struct pack *pack, size_t at, unsigned most, unsigned *distance)
{
    uint32_t *near = &pack->shorts[short_hash(pack->buffer + at)];
    uint32_t *far = &pack->longs[long_hash(pack->buffer + at)];
    unsigned other, length = pack_match(pack, at, *far, most, distance);
    if (length < LONG) {
        unsigned shorter = pack_match(pack, at, *near, most, &other);
        if (shorter > length) {
            length = shorter;
            *distance = other;
        }
    }
    *near = *far = pack->base + (uint32_t)at;
    return length >= SHORT ? length : 0;
}

static void pack_add_sequence(struct pack *pack, const unsigned char *literals, size_t count,
                              unsigned length, unsigned distance)
{
    for (size_t i = 0; i < count; i++)
        pack->counts[literals[i]]++;
    if (length > 0) {
        pack->counts[LITERALS + pack_length_code(length)]++;
        pack->distance_counts[pack_distance_code(distance)]++;
    }
    pack->sequences[pack->sequence_count++] =
        (struct sequence){(uint32_t)count, (uint16_t)length, (uint16_t)distance};
}

/* The input as sequences; where nothing is found for long, steps grow. */
void pack_divide(struct pack *pack)
{
    size_t at = pack->first, from = pack->first, end = pack->end, misses = 0;
    memset(pack->counts, 0, sizeof pack->counts);
    memset(pack->distance_counts, 0, sizeof pack->distance_counts);
    pack->sequence_count = 0;
    while (end - at >= LONG) {
        unsigned most = end - at < MATCH_MAX ? (unsigned)(end - at) : MATCH_MAX, distance;
        unsigned length = pack_find(pack, at, most, &distance);
        if (length == 0) {
            size_t step = 1 + (misses++ >> 6);
            at += step < end - at ? step : end - at;
            continue;
        }
        misses = 0;
        pack_add_sequence(pack, pack->buffer + from, at - from, length, distance);
        if (end - at > length + LONG) {
            pack_remember(pack, at + 1);
            pack_remember(pack, at + length - 1);
        }
        at += length;
        from = at;
    }
    pack_add_sequence(pack, pack->buffer + from, end - from, 0, 0);
    pack->counts[LITERALS - 1] = 1; /* the end of the block */
}
