/* Passwords: argon2id (RFC 9106), as the text that carries its own parameters and salt.
 *
 * 64 MiB, 3 passes, 1 lane, a salt of 16 bytes, 32 bytes of result: the second choice of RFC 9106
 * s.4 with one lane in place of four, which costs who guesses the same memory. */
#ifndef HIRAKU_DESK_PASSWORD_H
#define HIRAKU_DESK_PASSWORD_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct problem;

enum {
    PASSWORD_LEAST = 12, /* characters */
    PASSWORD_MOST = 512, /* bytes */
    PASSWORD_HASH_SIZE = 128,
};

/* STATUS_DESK_PASSWORD: shorter than PASSWORD_LEAST characters, longer than PASSWORD_MOST bytes, no
 * valid UTF-8 or with control characters, or the name itself. */
enum status password_check(const char *name, struct slice password, struct problem *p);

enum status password_hash(struct slice password, char hash[PASSWORD_HASH_SIZE], struct problem *p);

/* `hash` NULL (nobody has the name): takes as long as any other and gives false. `*computed` counts
 * the hashes that were computed. */
bool password_matches(const char *hash, struct slice password, uint64_t *computed);

#endif
