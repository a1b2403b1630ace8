/* A witness: remembers the newest checkpoint of each log that it looks at, cosigns what goes on
 * from there (C2SP tlog-cosignature v1), and keeps both where a log contradicts itself.
 *
 * In its folder each log has one of its own, named after its origin: `checkpoint`, the newest one
 * with the cosignature; SIZE, each one as it was first seen; contradiction-SIZE-TIME. Plain files,
 * that any web server can serve. */
#ifndef HIRAKU_REMOTE_WITNESS_H
#define HIRAKU_REMOTE_WITNESS_H

#include "hiraku/remote/remote_log.h"

struct problem;

struct witnessed {
    struct remote_checkpoint before, now; /* `bytes` NULL: never seen, not to be had */
};
void witnessed_free(struct witnessed *seen);

/* Looks at the log at BASE, whose public key is known. What contradicts: STATUS_LOG_ROLLED_BACK,
 * STATUS_LOG_FORKED, STATUS_LOG_REWRITTEN, STATUS_CHECKPOINT_KEY; nothing is cosigned then. */
enum status witness_look(struct witnessed *seen, const char *folder,
                         const struct private_key *witness, const char *base,
                         const struct public_key *key, struct problem *p);

/* Whether the status says that a log contradicts itself. */
bool witness_is_contradiction(enum status status);

#endif
