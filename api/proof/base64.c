/* See base64.h: nettle's, and nothing but the canonical form. */
#include "hiraku/proof/base64.h"

#include <nettle/base64.h>

enum { MOST = 512 };

void base64_write(char *text, const uint8_t *bytes, size_t size)
{
    base64_encode_raw(text, size, bytes);
}

bool base64_read(uint8_t *bytes, size_t size, struct slice text)
{
    struct base64_decode_ctx state;
    uint8_t decoded[MOST];
    char again[BASE64_LENGTH(MOST)];
    size_t len = sizeof decoded;
    if (size + 2 >= MOST || text.len != BASE64_LENGTH(size))
        return false;
    base64_decode_init(&state);
    if (!base64_decode_update(&state, &len, decoded, text.len, text.at) ||
        !base64_decode_final(&state) || len != size)
        return false;
    base64_write(again, decoded, size);
    if (memcmp(again, text.at, text.len) != 0)
        return false;
    memcpy(bytes, decoded, size);
    return true;
}
