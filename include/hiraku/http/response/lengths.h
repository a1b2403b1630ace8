/* Content-Length of answers by their ETag, for 304 (RFC 9110 s.8.6). */
#ifndef HIRAKU_HTTP_RESPONSE_LENGTHS_H
#define HIRAKU_HTTP_RESPONSE_LENGTHS_H

#include <stdbool.h>
#include <stdint.h>

struct lengths *lengths_new(void);
void lengths_free(struct lengths *lengths);
void lengths_put(struct lengths *lengths, const char *etag, uint64_t length);
bool lengths_get(struct lengths *lengths, const char *etag, uint64_t *length);

#endif
