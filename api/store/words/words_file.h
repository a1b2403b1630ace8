/* How the index of words lies in a file (section_file.h, SECTION_WORDS…).
 *
 * Numbers of variable length are written seven bits a byte, the lowest first; every byte but the
 * last has its highest bit set.
 *
 * Of a term, two runs of numbers in SECTION_WORDS_PLACES. First its texts: for each, in ascending
 * order, twice the number of texts left out since the one before, plus 1 if it stands there more
 * than once, and then how often, less 2. Behind them its places: for each text as many numbers as
 * it stands there, the first a count of terms before it, the others the distance from the one
 * before. */
#ifndef HIRAKU_API_STORE_WORDS_WORDS_FILE_H
#define HIRAKU_API_STORE_WORDS_WORDS_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct words_totals {
    uint64_t texts_rows, texts_terms; /* rows that hold with a text; terms of all of them */
    uint32_t rows, texts;
};

/* One text: how many rows that hold have it, how many terms it has. */
struct words_text {
    uint32_t rows, terms;
};

/* One term: where its bytes end in SECTION_WORDS_SPELLED, and its two runs of numbers in
 * SECTION_WORDS_PLACES; each begins where that of the term before ends. */
struct words_term {
    uint64_t end;         /* of its places */
    uint32_t texts_bytes; /* of its texts, which stand first */
    uint32_t spelled_end;
};

enum { WORDS_NUMBER_SIZE = 10 };

/* Returns the number of bytes. */
static inline size_t words_number_put(uint64_t number, unsigned char bytes[WORDS_NUMBER_SIZE])
{
    size_t len = 0;
    for (; number > 0x7F; number >>= 7)
        bytes[len++] = (unsigned char)(number | 0x80);
    bytes[len++] = (unsigned char)number;
    return len;
}

/* Reads the number at `*at`, which is moved behind it; false: there is none before `end`. */
static inline bool words_number_get(const unsigned char **at, const unsigned char *end,
                                    uint64_t *number)
{
    *number = 0;
    for (unsigned shift = 0; *at < end && shift < 64; shift += 7) {
        unsigned char byte = *(*at)++;
        *number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

#endif
