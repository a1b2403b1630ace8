/* SHA-256 (FIPS 180-4) as lower-case hexadecimal text. */
#ifndef HIRAKU_BASE_DIGEST_H
#define HIRAKU_BASE_DIGEST_H

#include "hiraku/base/status.h"

#include <nettle/sha2.h>

struct problem;

enum { DIGEST_SIZE = 65 }; /* 64 hexadecimal digits and NUL */

struct digest {
    struct sha256_ctx state;
};

void digest_init(struct digest *digest);
void digest_add(struct digest *digest, const void *data, size_t len);

/* Adds the text and a separator, so that ("ab","c") and ("a","bc") differ. */
void digest_field(struct digest *digest, struct slice text);

/* Writes the digest and starts anew. */
void digest_hex(struct digest *digest, char hex[DIGEST_SIZE]);

/* Digest and size of a file, read as a stream. `bytes` may be NULL. */
enum status digest_file(const char *path, char hex[DIGEST_SIZE], uint64_t *bytes,
                        struct problem *p);
/* Digest of what a .gz file holds; "" where that is not to be had. STATUS_BAD_RELEASE: it is not
 * gzip from its first byte to its last. */
enum status digest_packed(const char *path, char hex[DIGEST_SIZE], struct problem *p);

#endif
