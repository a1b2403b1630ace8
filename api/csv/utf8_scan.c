/* UTF-8 validity over runs of bytes: eight ASCII bytes at a step, three-byte characters on a short
 * path.
 *
 * Does not decode and does not know files: see encoding.c. */
#include "utf8_scan.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static bool is_tail(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* RFC 3629 s.4: the bytes that may follow the first; its length by the first byte, 0 for none. */
static size_t lead(unsigned char first, unsigned char *low, unsigned char *high)
{
    *low = 0x80;
    *high = 0xBF;
    if (first < 0x80)
        return 1;
    if (first < 0xC2 || first > 0xF4)
        return 0;
    if (first < 0xE0)
        return 2;
    if (first == 0xE0)
        *low = 0xA0;
    else if (first == 0xED)
        *high = 0x9F;
    else if (first == 0xF0)
        *low = 0x90;
    else if (first == 0xF4)
        *high = 0x8F;
    return first < 0xF0 ? 3 : 4;
}

enum utf8_unit utf8_classify(const unsigned char *bytes, size_t len, size_t *unit_len)
{
    unsigned char low, high;
    size_t need = lead(bytes[0], &low, &high);
    *unit_len = 1;
    if (bytes[0] == 0)
        return UTF8_NUL;
    if (need == 0)
        return UTF8_BAD;
    if (bytes[0] == 0xED && len >= 2 && bytes[1] >= 0xA0 && bytes[1] <= 0xBF) {
        if (len == 2)
            return UTF8_INCOMPLETE;
        if (!is_tail(bytes[2]))
            return UTF8_BAD;
        *unit_len = 3;
        return UTF8_SURROGATE;
    }
    for (size_t i = 1; i < need; i++) {
        if (i == len)
            return UTF8_INCOMPLETE;
        if (bytes[i] < low || bytes[i] > high)
            return UTF8_BAD;
        low = 0x80;
        high = 0xBF;
        *unit_len = i + 1;
    }
    return UTF8_CHARACTER;
}

/* The first byte that is not ASCII or is 0. */
static const unsigned char *skip_ascii(const unsigned char *at, const unsigned char *end)
{
    while (end - at >= 8) {
        uint64_t word;
        memcpy(&word, at, sizeof word);
        if (((word - UINT64_C(0x0101010101010101)) | word) & UINT64_C(0x8080808080808080))
            break;
        at += 8;
    }
    while (at < end && *at - 1U < 0x7FU)
        at++;
    return at;
}

/* The first byte that does not begin a character of three bytes; E0 and ED have rules of their own.
 */
static const unsigned char *skip_threes(const unsigned char *at, const unsigned char *end)
{
    while (end - at >= 3 && (at[0] & 0xF0) == 0xE0 && at[0] != 0xE0 && at[0] != 0xED &&
           is_tail(at[1]) && is_tail(at[2]))
        at += 3;
    return at;
}

size_t utf8_scan(const unsigned char *bytes, size_t len, size_t *wide)
{
    const unsigned char *at = bytes, *end = bytes + len;
    size_t wides = 0;
    while (at < end) {
        at = skip_ascii(at, end);
        const unsigned char *next = skip_threes(at, end);
        wides += (size_t)(next - at) / 3;
        at = next;
        if (at == end || *at - 1U < 0x7FU)
            continue;
        size_t unit;
        if (utf8_classify(at, (size_t)(end - at), &unit) != UTF8_CHARACTER)
            break;
        wides += unit >= 3;
        at += unit;
    }
    if (wide)
        *wide += wides;
    return (size_t)(at - bytes);
}
