/* See scan.h. */
#include "scan.h"

#include <string.h>

#if defined __x86_64__ && defined __GNUC__ && !defined __clang__ &&                                \
    !defined __SANITIZE_THREAD__ && !defined __SANITIZE_ADDRESS__
#define SCAN_CLONES __attribute__((target_clones("avx2", "default"), optimize("O3")))
#else
#define SCAN_CLONES
#endif

#define SCAN_RANGE(type)                                                                           \
    SCAN_CLONES static void scan_range_##type(const type *codes, size_t rows, uint32_t low,        \
                                              uint32_t span, uint8_t *mask)                        \
    {                                                                                              \
        type from = (type)low, len = (type)(span - 1);                                             \
        for (size_t i = 0; i < rows; i++)                                                          \
            mask[i] |= (uint8_t)((type)(codes[i] - from) <= len);                                  \
    }
SCAN_RANGE(uint8_t)
SCAN_RANGE(uint16_t)
SCAN_RANGE(uint32_t)

#define SCAN_SET(type)                                                                             \
    static void scan_set_##type(const type *codes, size_t rows, const uint8_t *set,                \
                                uint32_t count, uint8_t *mask)                                     \
    {                                                                                              \
        for (size_t i = 0; i < rows; i++)                                                          \
            mask[i] = codes[i] < count ? set[codes[i]] : 0;                                        \
    }
SCAN_SET(uint8_t)
SCAN_SET(uint16_t)
SCAN_SET(uint32_t)

/* What is left out becomes the greatest code that there can be and, for the greatest one, 0. `kept`
 * is 1 or 0 of each row. */
#define SCAN_EXTREMES(name, type, kept)                                                            \
    SCAN_CLONES static void scan_##name##_##type(const type *codes, const uint8_t *mask,           \
                                                 size_t rows, type zero,                           \
                                                 struct scan_extremes *found)                      \
    {                                                                                              \
        type least = (type)-1, greatest = 0;                                                       \
        uint32_t zeros = 0;                                                                        \
        (void)mask;                                                                                \
        for (size_t i = 0; i < rows; i++) {                                                        \
            type all = (type) - (type)(kept), code = codes[i];                                     \
            type other = (type)((code == 0 ? zero : code) | (type)~all);                           \
            zeros += (code == 0) & (all & 1);                                                      \
            code &= all;                                                                           \
            least = other < least ? other : least;                                                 \
            greatest = code > greatest ? code : greatest;                                          \
        }                                                                                          \
        *found = (struct scan_extremes){least, greatest, zeros};                                   \
    }
SCAN_EXTREMES(extremes, uint8_t, 1)
SCAN_EXTREMES(extremes, uint16_t, 1)
SCAN_EXTREMES(extremes, uint32_t, 1)
SCAN_EXTREMES(extremes_of, uint8_t, mask[i])
SCAN_EXTREMES(extremes_of, uint16_t, mask[i])
SCAN_EXTREMES(extremes_of, uint32_t, mask[i])

void scan_extremes(const struct scan *scan, bool filled, struct scan_extremes *found)
{
    uint32_t zero = filled ? UINT32_MAX : 0;
    if (scan->width == 1)
        scan_extremes_uint8_t(scan->codes, NULL, scan->rows, (uint8_t)zero, found);
    else if (scan->width == 2)
        scan_extremes_uint16_t(scan->codes, NULL, scan->rows, (uint16_t)zero, found);
    else
        scan_extremes_uint32_t(scan->codes, NULL, scan->rows, zero, found);
}

void scan_extremes_of(const struct scan *scan, const uint8_t *mask, bool filled,
                      struct scan_extremes *found)
{
    uint32_t zero = filled ? UINT32_MAX : 0;
    if (scan->width == 1)
        scan_extremes_of_uint8_t(scan->codes, mask, scan->rows, (uint8_t)zero, found);
    else if (scan->width == 2)
        scan_extremes_of_uint16_t(scan->codes, mask, scan->rows, (uint16_t)zero, found);
    else
        scan_extremes_of_uint32_t(scan->codes, mask, scan->rows, zero, found);
}

#define SCAN_NUMBER(type)                                                                          \
    SCAN_CLONES static void scan_number_##type(const type *codes, size_t rows, uint32_t factor,    \
                                               uint32_t last, uint32_t *numbers)                   \
    {                                                                                              \
        for (size_t i = 0; i < rows; i++)                                                          \
            numbers[i] = numbers[i] * factor + (codes[i] < last ? codes[i] : last);                \
    }
SCAN_NUMBER(uint8_t)
SCAN_NUMBER(uint16_t)
SCAN_NUMBER(uint32_t)

void scan_number(const struct scan *scan, uint32_t factor, uint32_t last, uint32_t *numbers)
{
    if (scan->width == 1)
        scan_number_uint8_t(scan->codes, scan->rows, factor, last, numbers);
    else if (scan->width == 2)
        scan_number_uint16_t(scan->codes, scan->rows, factor, last, numbers);
    else
        scan_number_uint32_t(scan->codes, scan->rows, factor, last, numbers);
}

SCAN_CLONES void scan_changes(const uint32_t *numbers, size_t rows, uint8_t *mask)
{
    if (rows > 0)
        mask[0] = 1;
    for (size_t i = 1; i < rows; i++)
        mask[i] = numbers[i] != numbers[i - 1];
}

size_t scan_next(const uint8_t *mask, size_t at, size_t rows)
{
    uint64_t eight;
    while (at + sizeof eight <= rows && (memcpy(&eight, mask + at, sizeof eight), eight == 0))
        at += sizeof eight;
    while (at < rows && !mask[at])
        at++;
    return at;
}

#define SCAN_KEEP(type)                                                                            \
    SCAN_CLONES static void scan_keep_##type(const type *codes, size_t rows, uint32_t low,         \
                                             uint32_t span, uint8_t others, uint8_t *mask)         \
    {                                                                                              \
        type from = (type)low, len = (type)(span - 1);                                             \
        for (size_t i = 0; i < rows; i++)                                                          \
            mask[i] &= (uint8_t)((type)(codes[i] - from) <= len) ^ others;                         \
    }
SCAN_KEEP(uint8_t)
SCAN_KEEP(uint16_t)
SCAN_KEEP(uint32_t)

void scan_keep(const struct scan *scan, uint32_t low, uint32_t span, bool others, uint8_t *mask)
{
    uint64_t room = (UINT64_C(1) << (8 * scan->width));
    if (span == 0 || low >= room) {
        memset(mask, 0, others ? 0 : scan->rows);
        return;
    }
    if (span > room - low)
        span = (uint32_t)(room - low);
    if (scan->width == 1)
        scan_keep_uint8_t(scan->codes, scan->rows, low, span, others, mask);
    else if (scan->width == 2)
        scan_keep_uint16_t(scan->codes, scan->rows, low, span, others, mask);
    else
        scan_keep_uint32_t(scan->codes, scan->rows, low, span, others, mask);
}

void scan_range(const struct scan *scan, uint32_t low, uint32_t span, uint8_t *mask)
{
    uint64_t room = (UINT64_C(1) << (8 * scan->width));
    if (span == 0 || low >= room)
        return;
    if (span > room - low)
        span = (uint32_t)(room - low);
    if (scan->width == 1)
        scan_range_uint8_t(scan->codes, scan->rows, low, span, mask);
    else if (scan->width == 2)
        scan_range_uint16_t(scan->codes, scan->rows, low, span, mask);
    else
        scan_range_uint32_t(scan->codes, scan->rows, low, span, mask);
}

void scan_set(const struct scan *scan, const uint8_t *set, uint32_t count, uint8_t *mask)
{
    if (scan->width == 1)
        scan_set_uint8_t(scan->codes, scan->rows, set, count, mask);
    else if (scan->width == 2)
        scan_set_uint16_t(scan->codes, scan->rows, set, count, mask);
    else
        scan_set_uint32_t(scan->codes, scan->rows, set, count, mask);
}

SCAN_CLONES void scan_and(uint8_t *to, const uint8_t *from, size_t rows)
{
    for (size_t i = 0; i < rows; i++)
        to[i] &= from[i];
}

SCAN_CLONES void scan_and_not(uint8_t *to, const uint8_t *from, size_t rows)
{
    for (size_t i = 0; i < rows; i++)
        to[i] &= from[i] ^ 1;
}

SCAN_CLONES size_t scan_count(const uint8_t *mask, size_t rows)
{
    size_t count = 0;
    for (size_t i = 0; i < rows;) {
        uint8_t part = 0;
        for (size_t end = rows - i < UINT8_MAX ? rows : i + UINT8_MAX; i < end; i++)
            part = (uint8_t)(part + mask[i]);
        count += part;
    }
    return count;
}
