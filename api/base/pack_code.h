/* Prefix codes of DEFLATE (RFC 1951 s.3.2): lengths from counts, codes from lengths. Private to
 * api/base. */
#ifndef HIRAKU_API_BASE_PACK_CODE_H
#define HIRAKU_API_BASE_PACK_CODE_H

#include <stddef.h>
#include <stdint.h>

enum { PACK_SYMBOLS_MAX = 288 };

struct pack_code {
    uint16_t bits[PACK_SYMBOLS_MAX]; /* the code, its first bit lowest */
    uint8_t lengths[PACK_SYMBOLS_MAX];
};

/* A code of `symbols` symbols that come so often, none longer than `most` bits (7 to 15). At least
 * two have a code: a decoder need not know codes that are not complete. */
void pack_code_make(struct pack_code *code, const uint32_t *counts, size_t symbols, unsigned most);

#endif
