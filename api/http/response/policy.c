/* See policy.h. */
#include "hiraku/http/response/policy.h"

#include "hiraku/base/slice.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/proof/base64.h"

#include <nettle/sha2.h>
#include <stdio.h>

#define NOTHING_ELSE "base-uri 'none'; form-action %s; frame-ancestors %s"

enum { HASH_SIZE = BASE64_LENGTH(SHA256_DIGEST_SIZE) };

static void policy_hash(char text[HASH_SIZE + 1])
{
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx state;
    sha256_init(&state);
    sha256_update(&state, strlen(chart_style), (const uint8_t *)chart_style);
    sha256_digest(&state, sizeof digest, digest);
    base64_write(text, digest, sizeof digest);
    text[HASH_SIZE] = '\0';
}

void policy_of(const char *media_type, enum policy_frames frames, char policy[POLICY_SIZE])
{
    struct slice type = slice_of(media_type);
    char style[HASH_SIZE + 48] = "", hash[HASH_SIZE + 1];
    if (frames == POLICY_SANDBOX) {
        snprintf(style, sizeof style, "sandbox; style-src 'unsafe-inline'; ");
    } else if (slice_starts(type, "image/svg+xml")) {
        policy_hash(hash);
        snprintf(style, sizeof style, "style-src 'sha256-%s'; ", hash);
    } else if (slice_starts(type, "text/html")) {
        snprintf(style, sizeof style, "style-src 'self'; %s",
                 frames == POLICY_NO_FRAMES
                     ? "script-src 'self'; connect-src 'self'; img-src 'self'; "
                     : "");
    }
    snprintf(policy, POLICY_SIZE, "default-src 'none'; %s" NOTHING_ELSE, style,
             slice_starts(type, "text/html") ? "'self'" : "'none'",
             frames == POLICY_ANY_FRAME ? "*" : "'none'");
}
