/* Huffman's codes with a limit (pack_code.h). */
#include "pack_code.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { LENGTHS_MAX = 32 };

struct leaf {
    uint32_t count;
    uint16_t symbol;
};

/* By count, then by symbol: one order on every machine. */
static int by_count(const void *left, const void *right)
{
    const struct leaf *a = left, *b = right;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    return (a->symbol > b->symbol) - (a->symbol < b->symbol);
}

static size_t gather_leaves(struct leaf *leaves, const uint32_t *counts, size_t symbols)
{
    size_t used = 0;
    for (size_t i = 0; i < symbols; i++)
        if (counts[i] > 0)
            leaves[used++] = (struct leaf){counts[i], (uint16_t)i};
    for (size_t i = 0; used < 2; i++)
        if (counts[i] == 0)
            leaves[used++] = (struct leaf){1, (uint16_t)i};
    qsort(leaves, used, sizeof *leaves, by_count);
    return used;
}

/* How many leaves lie how deep, by Huffman's algorithm with two queues: leaves by count, and nodes,
 * which are made in the order of their counts. */
static void count_depths(const struct leaf *leaves, size_t used, unsigned depths[LENGTHS_MAX],
                         unsigned most)
{
    uint32_t counts[PACK_SYMBOLS_MAX];
    uint16_t parents[2 * PACK_SYMBOLS_MAX]; /* of leaves, then of nodes */
    uint8_t deep[PACK_SYMBOLS_MAX];         /* of nodes */
    size_t leaf = 0, node = 0, made = 0;
    for (; made + 1 < used; made++) {
        counts[made] = 0;
        for (int child = 0; child < 2; child++) {
            bool take = leaf < used && (node == made || leaves[leaf].count <= counts[node]);
            counts[made] += take ? leaves[leaf].count : counts[node];
            parents[take ? leaf++ : used + node++] = (uint16_t)made;
        }
    }
    deep[made - 1] = 0;
    for (size_t i = made - 1; i-- > 0;)
        deep[i] = (uint8_t)(deep[parents[used + i]] + 1);
    memset(depths, 0, LENGTHS_MAX * sizeof *depths);
    for (size_t i = 0; i < used; i++) {
        unsigned depth = deep[parents[i]] + 1U;
        depths[depth < most ? depth : most]++;
    }
}

/* Leaves that were lifted to the limit take more than there is: others go down for them. */
static void limit_depths(unsigned depths[LENGTHS_MAX], unsigned most)
{
    uint32_t taken = 0;
    for (unsigned i = 1; i <= most; i++)
        taken += (uint32_t)depths[i] << (most - i);
    for (; taken > UINT32_C(1) << most; taken--) {
        unsigned above = most - 1;
        while (depths[above] == 0)
            above--;
        depths[most]--;
        depths[above]--;
        depths[above + 1] += 2;
    }
}

static uint16_t reversed(unsigned code, unsigned length)
{
    unsigned bits = 0;
    for (unsigned i = 0; i < length; i++)
        bits |= (code >> i & 1U) << (length - 1 - i);
    return (uint16_t)bits;
}

static void assign_bits(struct pack_code *code, const unsigned depths[LENGTHS_MAX], size_t symbols,
                        unsigned most)
{
    unsigned next[LENGTHS_MAX] = {0}, first = 0;
    for (unsigned i = 1; i <= most; i++) {
        next[i] = first;
        first = (first + depths[i]) << 1;
    }
    for (size_t i = 0; i < symbols; i++)
        if (code->lengths[i] > 0)
            code->bits[i] = reversed(next[code->lengths[i]]++, code->lengths[i]);
}

void pack_code_make(struct pack_code *code, const uint32_t *counts, size_t symbols, unsigned most)
{
    struct leaf leaves[PACK_SYMBOLS_MAX];
    unsigned depths[LENGTHS_MAX], length = most;
    size_t used = gather_leaves(leaves, counts, symbols);
    count_depths(leaves, used, depths, most);
    limit_depths(depths, most);
    memset(code, 0, sizeof *code);
    for (size_t i = 0, given = 0; i < used; i++, given++) { /* the rarest get the longest */
        while (given == depths[length]) {
            given = 0;
            length--;
        }
        code->lengths[leaves[i].symbol] = (uint8_t)length;
    }
    assign_bits(code, depths, symbols, most);
}
