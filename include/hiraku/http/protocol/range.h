/* Parts of a file (RFC 9110 s.14). */
#ifndef HIRAKU_HTTP_PROTOCOL_RANGE_H
#define HIRAKU_HTTP_PROTOCOL_RANGE_H

#include "hiraku/base/slice.h"

#include <stdint.h>
#include <time.h>

enum range { RANGE_NONE, RANGE_PART, RANGE_UNSATISFIABLE };

/* What a Range field asks of a file of `size` bytes; RANGE_NONE: the whole. `first` and `last` (the
 * last byte itself) are set with RANGE_PART. */
enum range range_read(struct slice field, uint64_t size, uint64_t *first, uint64_t *last);

/* Whether a Range field asks for one part of a file that has so many bytes. */
bool range_is_asked(struct slice field);

/* Whether If-Range lets the Range count: not sent (`.at` NULL), the same strong ETag, or the very
 * date of Last-Modified (RFC 9110 s.13.1.5). */
bool range_holds(struct slice if_range, const char *etag, time_t modified);

#endif
