/* Base 64 (RFC 4648 s.4) of a known length, in its one canonical form. */
#ifndef HIRAKU_PROOF_BASE64_H
#define HIRAKU_PROOF_BASE64_H

#include "hiraku/base/slice.h"

#include <stdint.h>

#define BASE64_LENGTH(bytes) (((bytes) + 2) / 3 * 4)

/* BASE64_LENGTH(size) characters, without a NUL. */
void base64_write(char *text, const uint8_t *bytes, size_t size);

/* False where the text is not exactly what base64_write makes of `size` bytes: no byte of it can be
 * changed without being seen (s.3.5). */
bool base64_read(uint8_t *bytes, size_t size, struct slice text);

#endif
