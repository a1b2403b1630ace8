/* Letters of other alphabets and dashes that look like ASCII: а (U+0430) for a, – for -. They come
 * from keyboards, input methods and word processors, and nobody sees them in an id.
 *
 * A choice of Unicode's confusables (UTS 39): Cyrillic and Greek letters that look the same, and
 * what is typed for a hyphen. Not 0 and O, both of which are ASCII. */
#ifndef HIRAKU_BASE_LOOKALIKE_H
#define HIRAKU_BASE_LOOKALIKE_H

#include "hiraku/base/slice.h"

#include <stdint.h>

/* The ASCII character that it looks like, 0: none. */
char lookalike_ascii(int32_t c);

/* Whether the text is ASCII but for look-alikes, of which it has at least one, and is more than
 * these. */
bool lookalike_hides(struct slice text);

#endif
