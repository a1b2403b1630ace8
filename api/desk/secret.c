/* See secret.h. */
#include "hiraku/desk/secret.h"

#include <nettle/memops.h>
#include <sys/random.h>

enum { SECRET_BYTES = 32 };

enum status desk_secret_make(char text[DESK_SECRET_SIZE], struct problem *p)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[SECRET_BYTES];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return problem_errno(p, "getrandom");
    for (size_t i = 0; i < sizeof bytes; i++) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 15];
    }
    text[DESK_SECRET_SIZE - 1] = '\0';
    return STATUS_OK;
}

void desk_secret_digest(struct slice text, char hex[DIGEST_SIZE])
{
    struct digest digest;
    digest_init(&digest);
    digest_add(&digest, text.at, text.len);
    digest_hex(&digest, hex);
}

bool desk_secret_equal(const char *a, const char *b)
{
    size_t len = strlen(a);
    return len == strlen(b) && memeql_sec(a, b, len);
}
