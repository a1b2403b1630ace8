/* The log of another instance, as it serves it: the newest checkpoint, its signature, and proofs
 * that it goes on what was seen before. */
#ifndef HIRAKU_REMOTE_REMOTE_LOG_H
#define HIRAKU_REMOTE_REMOTE_LOG_H

#include "hiraku/proof/checkpoint.h"

struct out;
struct problem;

/* A checkpoint with the bytes that it was read from (to be freed with remote_checkpoint_free). */
struct remote_checkpoint {
    char *bytes;
    size_t len;
    struct note note; /* borrows from `bytes` */
    struct checkpoint checkpoint;
};
void remote_checkpoint_free(struct remote_checkpoint *checkpoint);

/* Reads bytes, which are taken, also where they are none (STATUS_NO_CHECKPOINT; `place` is for the
 * message). */
enum status remote_checkpoint_take(struct remote_checkpoint *checkpoint, char *bytes, size_t len,
                                   const char *place, struct problem *p);

/* The same of a file. */
enum status remote_checkpoint_read(struct remote_checkpoint *checkpoint, const char *path,
                                   struct problem *p);

/* BASE/.well-known/hiraku/checkpoint. */
enum status remote_checkpoint_get(struct remote_checkpoint *checkpoint, const char *base,
                                  struct problem *p);

/* Whether the key signed it. STATUS_CHECKPOINT_KEY: another did, or the line is forged. */
enum status remote_check_key(const struct remote_checkpoint *checkpoint,
                             const struct public_key *key, const char *place, struct problem *p);

/* Whether the log of `now` begins with that of `before`, by the proof that the instance gives.
 * STATUS_LOG_ROLLED_BACK: it is shorter. STATUS_LOG_FORKED: of the same size and not the same.
 * STATUS_LOG_REWRITTEN: longer, and no proof of it holds. */
enum status remote_check_consistency(const struct checkpoint *before, const struct checkpoint *now,
                                     const char *base, struct problem *p);

/* The manifest of release `number`, appended to a memory stream. STATUS_LOG_REWRITTEN: it is not in
 * the checkpoint's log. */
enum status remote_manifest_get(const struct checkpoint *checkpoint, uint64_t number,
                                const char *base, struct out *manifest, struct problem *p);

/* Whether `key`, or one that it leads to by changes of keys that each former key signed, has signed
 * the checkpoint: that becomes `key`. Asks for every manifest where it is not the key itself.
 * STATUS_CHECKPOINT_KEY: none did. */
enum status remote_follow_keys(const struct remote_checkpoint *now, const char *base,
                               struct public_key *key, struct problem *p);

/* The public key that the manifest of release `number` names, which stands in the checkpoint's log
 * there. STATUS_CHECKPOINT_KEY: it names none. */
enum status remote_manifest_key(const struct checkpoint *checkpoint, uint64_t number,
                                const char *base, struct public_key *key, struct problem *p);

#endif
