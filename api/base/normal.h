/* Between text.c and normal.c only. */
#ifndef HIRAKU_BASE_NORMAL_H
#define HIRAKU_BASE_NORMAL_H

#include "hiraku/slice.h"

/* Whether valid UTF-8 is in NFC; if not, `*at` is the byte offset of the first character that would
 * change. Also false (offset 0) when there is no memory to find out: text_nfc then says so. */
bool normal_is_nfc(struct slice text, size_t *at);

#endif
