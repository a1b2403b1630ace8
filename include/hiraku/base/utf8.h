/* UTF-8 (RFC 3629): well-formed byte sequences (Unicode, table 3-7), code points, boundaries.
 *
 * Reads exactly the bytes of a slice. Which code points are accepted as text is in text.h. */
#ifndef HIRAKU_BASE_UTF8_H
#define HIRAKU_BASE_UTF8_H

#include "hiraku/base/slice.h"

#include <stdint.h>

/* The code point at `*at`, which is moved behind it; -1 where the bytes are not UTF-8 (overlong
 * forms and surrogates included) and at the end. */
int32_t utf8_next(struct slice text, size_t *at);

/* Writes 1–4 bytes; returns their number. A surrogate becomes three bytes that are not UTF-8. */
size_t utf8_put(int32_t codepoint, char bytes[4]);

bool utf8_is_valid(struct slice text);

/* Whether the byte is 80–BF: no character begins with it. */
bool utf8_is_continuation(char byte);

/* Length in code points of valid UTF-8. */
size_t utf8_length(struct slice text);

/* The largest prefix of at most `max` bytes that ends at a character boundary. */
struct slice utf8_cut(struct slice text, size_t max);

#endif
