/* The releases of a store as a log: leaf N−1 is the bytes of release N's manifest, and a signed
 * checkpoint says how many there are and what their Merkle root is.
 *
 * What a manifest holds is thereby proved: the digests of all that is kept of its release for ever,
 * and the public key of who signed it. A release whose manifest names a key has the checkpoint of
 * the log up to itself and a signature of its manifest beside it. */
#ifndef HIRAKU_RELEASE_TREE_H
#define HIRAKU_RELEASE_TREE_H

#include "hiraku/proof/checkpoint.h"
#include "hiraku/proof/merkle.h"
#include "hiraku/proof/minisign.h"

struct manifest;
struct problem;

struct release_tree {
    struct merkle_hash *leaves;
    uint64_t size;
};

/* The leaves up to release `number`, whose folder is `dir` (also while it is being built); those
 * before it are its siblings. STATUS_BAD_RELEASE: a manifest is missing. */
enum status release_tree_read(struct release_tree *tree, const char *dir, uint64_t number,
                              struct problem *p);
struct merkle_hash release_tree_root(const struct release_tree *tree, uint64_t size);
/* Whether the log begins with that of `before`, a checkpoint that somebody kept; `place` is for the
 * message. STATUS_LOG_ROLLED_BACK: it is shorter. STATUS_LOG_FORKED: of the same size and not the
 * same. STATUS_LOG_REWRITTEN: longer, and does not begin so. */
enum status release_tree_goes_on(const struct release_tree *tree, const struct checkpoint *before,
                                 const char *place, struct problem *p);
void release_tree_free(struct release_tree *tree);

/* The keys of a publisher: the one that signs and, while it takes the place of another, that one.
 */
struct release_keys {
    struct private_key key, former;
    bool has_former, former_lost;
};

void release_keys_forget(struct release_keys *keys);

/* Whether a release may follow `base` (NULL: none) with these keys (NULL: none).
 * STATUS_KEY_NEEDED, STATUS_KEY_CHANGED, STATUS_KEY_ORIGIN. */
enum status release_keys_follow(const struct release_keys *keys, const struct manifest *base,
                                struct problem *p);

/* Writes checkpoint and signature of the manifest into DIR. STATUS_BAD_RELEASE where the releases
 * before are not those of the last checkpoint: a log never signs two histories. */
enum status release_sign(const char *dir, uint64_t number, const struct release_keys *keys,
                         struct problem *p);

/* The line that minisign signs with what is of release `number`. */
void release_comment(const struct public_key *key, uint64_t number,
                     char comment[MINISIGN_COMMENT_MAX]);

/* DIR/checkpoint: its bytes (to be freed), and what they say. STATUS_OK with `bytes->at` NULL:
 * there is none. STATUS_BAD_RELEASE: it is no checkpoint. */
struct signed_checkpoint {
    char *bytes;
    size_t len;
    struct note note; /* borrows from `bytes` */
    struct checkpoint checkpoint;
};
enum status release_checkpoint_read(struct signed_checkpoint *signature, const char *dir,
                                    struct problem *p);
void release_checkpoint_free(struct signed_checkpoint *signature);

#endif
