/* Content-Length of answers by their ETag, for 304 (RFC 9110 s.8.6). */
#ifndef HIRAKU_HTTP_RESPONSE_LENGTH_CACHE_H
#define HIRAKU_HTTP_RESPONSE_LENGTH_CACHE_H

#include <stdbool.h>
#include <stdint.h>

struct length_cache *length_cache_new(void);
void length_cache_free(struct length_cache *cache);
void length_cache_put(struct length_cache *cache, const char *etag, uint64_t length);
bool length_cache_get(struct length_cache *cache, const char *etag, uint64_t *length);

#endif
