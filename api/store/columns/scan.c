/* See scan.h. */
#include "scan.h"

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
