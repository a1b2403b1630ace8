/* Checkpoints (C2SP tlog-checkpoint): the text of a note that says how many releases a log has and
 * what their Merkle root is. */
#ifndef HIRAKU_PROOF_CHECKPOINT_H
#define HIRAKU_PROOF_CHECKPOINT_H

#include "hiraku/proof/merkle.h"
#include "hiraku/proof/note.h"

struct checkpoint {
    char origin[KEY_NAME_MAX + 1]; /* the log's name, and that of its key */
    uint64_t size;
    struct merkle_hash root;
};

/* The three lines. */
void checkpoint_write(const struct checkpoint *checkpoint, struct out *out);

/* Reads the text of a note. Further lines are passed over, as the standard has it: they say nothing
 * of the log. False: it is no checkpoint. */
bool checkpoint_read(struct checkpoint *checkpoint, struct slice text);

/* The checkpoint with a line of each key, at least one. */
void checkpoint_sign(const struct checkpoint *checkpoint, const struct private_key *const *keys,
                     size_t count, struct out *out);

#endif
