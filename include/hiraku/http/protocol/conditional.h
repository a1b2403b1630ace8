/* Preconditions (RFC 9110 s.13). */
#ifndef HIRAKU_HTTP_PROTOCOL_CONDITIONAL_H
#define HIRAKU_HTTP_PROTOCOL_CONDITIONAL_H

#include "hiraku/base/slice.h"

#include <time.h>

/* Whether an If-None-Match field names `etag` (with quotes) by weak comparison, or is `*`. */
bool conditional_matches(struct slice field, const char *etag);

/* Whether a list of entity tags has `etag` itself, by strong comparison. */
bool conditional_names(struct slice field, const char *etag);

/* Whether a GET or HEAD is answered with 412: If-Match (by strong comparison), else
 * If-Unmodified-Since (RFC 9110 s.13.2.2). `etag` "": it has none. */
bool conditional_refused(struct slice match, struct slice unmodified_since, const char *etag,
                         time_t modified);

/* Whether a GET or HEAD is answered with 304: If-None-Match, else If-Modified-Since (RFC 9110
 * s.13.2.2). */
bool conditional_fresh(struct slice none_match, struct slice modified_since, const char *etag,
                       time_t modified);

#endif
