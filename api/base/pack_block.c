/* The blocks of DEFLATE streams: each with codes of its own, or as it is where that is shorter.
 *
 * Finds no matches (pack_match.c) and makes no codes (pack_code.c). */
#include "pack_state.h"

#include <string.h>

/* RFC 1951 s.3.2.5. */
static const uint16_t length_bases[LENGTH_CODES] = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                                    15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                                    67, 83, 99, 115, 131, 163, 195, 227, 258};
static const uint8_t length_extras[LENGTH_CODES] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                    2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
static const uint16_t distance_bases[DISTANCE_CODES] = {
    1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
    193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
static const uint8_t distance_extras[DISTANCE_CODES] = {0, 0, 0,  0,  1,  1,  2,  2,  3,  3,
                                                        4, 4, 5,  5,  6,  6,  7,  7,  8,  8,
                                                        9, 9, 10, 10, 11, 11, 12, 12, 13, 13};

/* --- bits ------------------------------------------------------------------------------------- */

/* At most 56 bits fit between two calls of pack_flush. */
static void pack_put(struct pack *pack, uint64_t bits, unsigned count)
{
    pack->bits |= bits << pack->bit_count;
    pack->bit_count += count;
}

static inline void pack_flush(struct pack *pack)
{
    unsigned whole = pack->bit_count / 8;
    for (unsigned i = 0; i < 8; i++) /* one store, where a machine can */
        pack->to[i] = (unsigned char)(pack->bits >> 8 * i);
    pack->to += whole;
    pack->bits >>= 8 * whole;
    pack->bit_count %= 8;
}

static void pack_put_symbol(struct pack *pack, const struct pack_code *code, unsigned symbol)
{
    pack_put(pack, code->bits[symbol], code->lengths[symbol]);
}

static void pack_put_copy(struct pack *pack, unsigned length, unsigned distance)
{
    unsigned code = pack_length_code(length), far = pack_distance_code(distance);
    pack_put_symbol(pack, &pack->symbols, LITERALS + code);
    pack_put(pack, length - length_bases[code], length_extras[code]);
    pack_put_symbol(pack, &pack->distances, far);
    pack_put(pack, distance - distance_bases[far], distance_extras[far]);
    pack_flush(pack);
}

static void pack_put_sequences(struct pack *pack)
{
    const unsigned char *at = pack->buffer + pack->first;
    for (size_t i = 0; i < pack->sequence_count; i++) {
        const struct sequence *sequence = &pack->sequences[i];
        for (uint32_t left = sequence->literals; left > 0; left--) {
            pack_put_symbol(pack, &pack->symbols, *at++);
            if (left % 3 == 1)
                pack_flush(pack);
        }
        if (sequence->length > 0)
            pack_put_copy(pack, sequence->length, sequence->distance);
        at += sequence->length;
    }
    pack_put_symbol(pack, &pack->symbols, LITERALS - 1);
    pack_flush(pack);
}

/* --- blocks ----------------------------------------------------------------------------------- */

/* The lengths of both codes as symbols of a third (RFC 1951 s.3.2.7). */
struct lengths {
    uint8_t symbols[PACK_SYMBOLS_MAX + DISTANCE_CODES], extras[PACK_SYMBOLS_MAX + DISTANCE_CODES];
    size_t count, literals, distances; /* symbols; how many lengths of either code they say */
    uint32_t counts[CODE_LENGTH_CODES];
    struct pack_code code;
};

static void lengths_add(struct lengths *lengths, unsigned symbol, unsigned extra)
{
    lengths->symbols[lengths->count] = (uint8_t)symbol;
    lengths->extras[lengths->count++] = (uint8_t)extra;
    lengths->counts[symbol]++;
}

/* A length that comes so often in a row. */
static void lengths_add_run(struct lengths *lengths, unsigned length, size_t run)
{
    enum { AGAIN = 16, ZEROS = 17, MANY_ZEROS = 18 };
    while (length == 0 && run >= 3) {
        size_t now = run < 138 ? run : 138;
        lengths_add(lengths, now > 10 ? MANY_ZEROS : ZEROS,
                    (unsigned)(now > 10 ? now - 11 : now - 3));
        run -= now;
    }
    if (run > 0)
        lengths_add(lengths, length, 0);
    run -= run > 0;
    while (length > 0 && run >= 3) {
        size_t now = run < 6 ? run : 6;
        lengths_add(lengths, AGAIN, (unsigned)(now - 3));
        run -= now;
    }
    for (; run > 0; run--)
        lengths_add(lengths, length, 0);
}

static size_t used_lengths(const struct pack_code *code, size_t all, size_t least)
{
    while (all > least && code->lengths[all - 1] == 0)
        all--;
    return all;
}

static void lengths_make(struct lengths *lengths, const struct pack *pack)
{
    uint8_t all[PACK_SYMBOLS_MAX + DISTANCE_CODES];
    *lengths = (struct lengths){.count = 0};
    lengths->literals = used_lengths(&pack->symbols, LITERALS + LENGTH_CODES, LITERALS);
    lengths->distances = used_lengths(&pack->distances, DISTANCE_CODES, 1);
    size_t count = lengths->literals + lengths->distances;
    memcpy(all, pack->symbols.lengths, lengths->literals);
    memcpy(all + lengths->literals, pack->distances.lengths, lengths->distances);
    for (size_t at = 0, run; at < count; at += run) {
        for (run = 1; at + run < count && all[at + run] == all[at]; run++)
            continue;
        lengths_add_run(lengths, all[at], run);
    }
    pack_code_make(&lengths->code, lengths->counts, CODE_LENGTH_CODES, CODE_LENGTH_BITS);
}

static void pack_put_lengths(struct pack *pack, const struct lengths *lengths)
{
    static const uint8_t order[CODE_LENGTH_CODES] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                     11, 4,  12, 3, 13, 2, 14, 1, 15};
    static const uint8_t extra_bits[] = {2, 3, 7};
    size_t used = CODE_LENGTH_CODES;
    while (used > 4 && lengths->code.lengths[order[used - 1]] == 0)
        used--;
    pack_put(pack, lengths->literals - LITERALS, 5);
    pack_put(pack, lengths->distances - 1, 5);
    pack_put(pack, used - 4, 4);
    for (size_t i = 0; i < used; i++) {
        pack_put(pack, lengths->code.lengths[order[i]], 3);
        pack_flush(pack);
    }
    for (size_t i = 0; i < lengths->count; i++) {
        unsigned symbol = lengths->symbols[i];
        pack_put_symbol(pack, &lengths->code, symbol);
        if (symbol > CODE_BITS)
            pack_put(pack, lengths->extras[i], extra_bits[symbol - CODE_BITS - 1]);
        pack_flush(pack);
    }
}

/* Bits of the symbols of the block under its codes. */
static uint64_t pack_cost(const struct pack *pack)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < LITERALS + LENGTH_CODES; i++)
        bits += (uint64_t)pack->counts[i] *
                (pack->symbols.lengths[i] + (i >= LITERALS ? length_extras[i - LITERALS] : 0U));
    for (size_t i = 0; i < DISTANCE_CODES; i++)
        bits += (uint64_t)pack->distance_counts[i] *
                (pack->distances.lengths[i] + (unsigned)distance_extras[i]);
    return bits;
}

/* What does not become smaller, as it is (RFC 1951 s.3.2.4). */
static void pack_put_stored(struct pack *pack, bool last)
{
    for (size_t at = pack->first, now; at < pack->end; at += now) {
        now = pack->end - at < STORED_MOST ? pack->end - at : STORED_MOST;
        pack_put(pack, last && at + now == pack->end, 3);
        pack_put(pack, 0, (8 - pack->bit_count % 8) % 8);
        pack_flush(pack);
        pack_put(pack, now, 16);
        pack_put(pack, ~now & 0xFFFF, 16);
        pack_flush(pack);
        memcpy(pack->to, pack->buffer + at, now);
        pack->to += now;
    }
}

static void pack_put_coded(struct pack *pack, const struct lengths *lengths, bool last)
{
    pack_put(pack, last, 1);
    pack_put(pack, 2, 2);
    pack_put_lengths(pack, lengths);
    pack_put_sequences(pack);
}

/* A stored block of no bytes: what follows it begins a byte. */
static void pack_put_nothing(struct pack *pack)
{
    pack_put(pack, 0, 3);
    pack_put(pack, 0, (8 - pack->bit_count % 8) % 8);
    pack_flush(pack);
    pack_put(pack, UINT32_C(0xFFFF0000), 32);
    pack_flush(pack);
}

void pack_put_block(struct pack *pack, enum pack_end end)
{
    struct lengths lengths;
    bool last = end == PACK_LAST;
    pack_code_make(&pack->symbols, pack->counts, LITERALS + LENGTH_CODES, CODE_BITS);
    pack_code_make(&pack->distances, pack->distance_counts, DISTANCE_CODES, CODE_BITS);
    lengths_make(&lengths, pack);
    if (pack->end > pack->first && pack_cost(pack) >= (pack->end - pack->first) * 8)
        pack_put_stored(pack, last);
    else
        pack_put_coded(pack, &lengths, last);
    if (last && pack->bit_count > 0)
        pack_put(pack, 0, 8 - pack->bit_count);
    if (end == PACK_PAUSE)
        pack_put_nothing(pack);
    pack_flush(pack);
}
