/* CP932 (Windows-31J): Shift_JIS as Japanese office software has it; what a spreadsheet takes a CSV
 * without a byte order mark for.
 *
 * A character fits if iconv's "CP932" has bytes for it that are not those of another ASCII
 * character: of what Unicode has twice, ～ and 〜, － and −, ― and —, ∥ and ‖, ￠ and ¢, ￡ and £,
 * ￢ and ¬ are one character of JIS X 0208 each and fit; ¥ and ‾, which would become \ and ~, do
 * not.
 *
 * A converter belongs to one thread at a time. */
#ifndef HIRAKU_BASE_CP932_H
#define HIRAKU_BASE_CP932_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct out;
struct problem;

struct cp932;

/* STATUS_SYSTEM where iconv has no CP932; `*result` is then NULL. */
enum status cp932_new(struct cp932 **result, struct problem *p);
void cp932_free(struct cp932 *cp932); /* NULL is allowed */

/* The first character of valid UTF-8 that does not fit, or -1. */
int32_t cp932_lacking(struct cp932 *cp932, struct slice text);

/* Writes valid UTF-8 as CP932, with 〓 (81 AC) for what does not fit. */
void cp932_put(struct cp932 *cp932, struct out *out, struct slice text);

#endif
