/* Signatures of files as minisign has them (jedisct1.github.io/minisign): the form «Ed», Ed25519 of
 * the file's own bytes, which OpenBSD's signify verifies, too.
 *
 * The same key signs checkpoints. No text is both: a checkpoint begins with the line of its origin,
 * whose second line is a number; a manifest is JSON. */
#ifndef HIRAKU_PROOF_MINISIGN_H
#define HIRAKU_PROOF_MINISIGN_H

#include "hiraku/proof/key.h"

struct out;

enum { MINISIGN_KEY_SIZE = 57, MINISIGN_COMMENT_MAX = 400, MINISIGN_SIZE_MAX = 1024 };

/* The public key as `minisign -P` takes it. Its number is the first eight bytes of its SHA-256. */
void minisign_key(const struct public_key *key, char text[MINISIGN_KEY_SIZE]);

/* The signature file. `comment`: one line, signed, too («trusted»). */
void minisign_write(struct out *out, const struct private_key *key, struct slice file,
                    const char *comment);

/* Whether the key made this signature file of the file, to its last byte; the signed comment goes
 * to `comment`. */
bool minisign_has_signed(const struct public_key *key, struct slice file, struct slice signature,
                         char comment[MINISIGN_COMMENT_MAX + 1]);

#endif
