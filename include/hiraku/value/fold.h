/* Input as people type it, made uniform before it is read: numbers, periods, names of files. */
#ifndef HIRAKU_VALUE_FOLD_H
#define HIRAKU_VALUE_FOLD_H

#include "hiraku/base/slice.h"

/* Full-width ASCII becomes ASCII, 〜 becomes ~, white space goes, except that one space stays
 * between two digits. Returns the length, or 0 if the text is empty, not UTF-8, or does not fit
 * into `size` bytes. */
size_t fold(struct slice text, char *bytes, size_t size);

#endif
