/* Between text.c and normal.c only. */
#ifndef HIRAKU_API_BASE_NORMAL_H
#define HIRAKU_API_BASE_NORMAL_H

#include "hiraku/base/slice.h"

#include <stdint.h>

/* Whether a character stays what it is in NFC whatever stands beside it; false also where that is
 * not known without looking it up. */
bool normal_is_stable(int32_t c);

/* Whether valid UTF-8 is in NFC; if not, `*at` is the byte offset of the first character that would
 * change. Also false (offset 0) when there is no memory to find out: text_nfc then says so. */
bool normal_is_nfc(struct slice text, size_t *at);

#endif
