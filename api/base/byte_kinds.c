/* The table of bytes that formats cannot write as they are. */
#include "hiraku/base/byte_kinds.h"

#define C     BYTE_CONTROL
#define EIGHT C, C, C, C, C, C, C, C

/* clang-format off */
const unsigned char byte_kinds[256] = {
    EIGHT,
    C, BYTE_ATTRIBUTE, BYTE_ATTRIBUTE | BYTE_STRING, C, C, BYTE_TEXT | BYTE_STRING, C, C,
    EIGHT,
    EIGHT,
    ['"'] = BYTE_ATTRIBUTE | BYTE_STRING,
    ['&'] = BYTE_TEXT,
    ['<'] = BYTE_TEXT,
    ['>'] = BYTE_TEXT,
    ['\\'] = BYTE_STRING,
    [0xEF] = BYTE_DOUBTFUL,
};
/* clang-format on */
