/* Ed25519 keys (RFC 8032) as C2SP signed-note writes them.
 *
 * A public key, NAME+HASH+BASE64, is one line: its name (that of the log or of the witness), the
 * first four bytes of SHA-256(name || LF || kind || key), and kind and key. A private key is what
 * Go's golang.org/x/mod/sumdb/note keeps: PRIVATE+KEY+NAME+HASH+BASE64, with the 32 bytes of the
 * seed in place of the key. */
#ifndef HIRAKU_PROOF_KEY_H
#define HIRAKU_PROOF_KEY_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct problem;

enum key_kind {
    KEY_LOG = 1,     /* signs a note's text */
    KEY_WITNESS = 4, /* cosigns a checkpoint, with the time (C2SP tlog-cosignature) */
};

enum {
    KEY_BYTES = 32,
    KEY_ID_BYTES = 4,
    KEY_NAME_MAX = 255,
    KEY_TEXT_SIZE = 384, /* of a line, with its NUL */
    SIGNATURE_BYTES = 64,
};

struct public_key {
    char name[KEY_NAME_MAX + 1];
    enum key_kind kind;
    uint8_t bytes[KEY_BYTES];
    uint8_t id[KEY_ID_BYTES];
};

/* `seed` is secret: key_forget it. */
struct private_key {
    struct public_key public;
    uint8_t seed[KEY_BYTES];
};

/* A name that a note may have: UTF-8, 1 to KEY_NAME_MAX bytes, no space, plus or control character.
 */
bool key_name_is_good(struct slice name);

bool key_parse(struct public_key *key, struct slice text);
void key_write(const struct public_key *key, char text[KEY_TEXT_SIZE]);
bool key_equal(const struct public_key *a, const struct public_key *b);

/* A new one, of the system's random numbers. STATUS_BAD_ARGUMENT: the name is none. */
enum status key_make(struct private_key *key, enum key_kind kind, struct slice name,
                     struct problem *p);

/* Writes the file, which must not be there, for its owner alone (0600). */
enum status key_save(const struct private_key *key, const char *path, struct problem *p);

/* STATUS_KEY_OPEN: others may read it. STATUS_NO_KEY: it is none, or of another kind. */
enum status key_load(struct private_key *key, enum key_kind kind, const char *path,
                     struct problem *p);
void key_forget(struct private_key *key);

/* Ed25519 of the bytes. */
void key_sign(const struct private_key *key, struct slice bytes,
              uint8_t signature[SIGNATURE_BYTES]);
bool key_has_signed(const struct public_key *key, struct slice bytes,
                    const uint8_t signature[SIGNATURE_BYTES]);

#endif
