/* Loops over the codes of a block of rows: the inside of every question. They compare and never
 * follow a code, so that any bytes are allowed.
 *
 * Each narrows `mask`, a byte for each row that is 1 or 0. Written so that compilers make vector
 * instructions of them; on x86-64 a second build for AVX2 is chosen when the program starts. */
#ifndef HIRAKU_API_STORE_COLUMNS_SCAN_H
#define HIRAKU_API_STORE_COLUMNS_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Codes are `width` bytes wide: 1, 2 or 4. */
struct scan {
    const void *codes; /* of the first row */
    unsigned width;
    size_t rows;
};

/* Adds to the mask, which begins as 0: 1 where low <= code < low + span. */
void scan_range(const struct scan *scan, uint32_t low, uint32_t span, uint8_t *mask);

/* Leaves in the mask what it has of these, or of the others. */
void scan_keep(const struct scan *scan, uint32_t low, uint32_t span, bool others, uint8_t *mask);

/* mask = set[code]; 0 for a code that is not below `count`. */
void scan_set(const struct scan *scan, const uint8_t *set, uint32_t count, uint8_t *mask);

/* to &= from, or its opposite. */
void scan_and(uint8_t *to, const uint8_t *from, size_t rows);
void scan_and_not(uint8_t *to, const uint8_t *from, size_t rows);

/* The smallest and the greatest code, and how many are 0; with `filled` the smallest that is not 0.
 */
struct scan_extremes {
    uint32_t least, greatest, zeros;
};
void scan_extremes(const struct scan *scan, bool filled, struct scan_extremes *found);
/* The same of rows that are 1 in the mask. */
void scan_extremes_of(const struct scan *scan, const uint8_t *mask, bool filled,
                      struct scan_extremes *found);

/* number = number * factor + code for each row; a code above `last` counts as that. */
void scan_number(const struct scan *scan, uint32_t factor, uint32_t last, uint32_t *numbers);

/* mask[i] = 1 where a number is another one than that before it; of the first 1. */
void scan_changes(const uint32_t *numbers, size_t rows, uint8_t *mask);

/* The next row from `at` on that is 1; `rows`: none. */
size_t scan_next(const uint8_t *mask, size_t at, size_t rows);

/* How many are 1. */
size_t scan_count(const uint8_t *mask, size_t rows);

#endif
