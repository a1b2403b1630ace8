/* A checkpoint that somebody kept (--checkpoint), and whether what is there now goes on from it.
 * Private to api/command. */
#ifndef HIRAKU_API_COMMAND_VERIFY_KEPT_H
#define HIRAKU_API_COMMAND_VERIFY_KEPT_H

#include "command.h"

#include "hiraku/base/out.h"
#include "hiraku/remote/remote_log.h"

struct json_writer;

struct kept_checkpoint {
    const struct call *call;
    struct remote_checkpoint before; /* `bytes` NULL: --checkpoint is not given */
    bool compared;
    bool known;            /* whether a key that is known here signed it */
    struct problem result; /* its status: STATUS_OK, or in what way it does not go on */
    struct out now;        /* the newest checkpoint as it is there; empty: none is */
};

/* Reads the file. kept_free in any case. */
enum status kept_read(struct kept_checkpoint *kept, const struct call *call, struct problem *p);
void kept_free(struct kept_checkpoint *kept);

/* Compares it, if there is one: with the store, whose log was read (`signer` NULL: not signed);
 * with the instance at BASE, whose newest checkpoint was fetched (`signer` NULL: not known). What
 * does not go on is no failure here, but stands in `result`; its status is that of a log that
 * contradicts itself only where a known key signed both. */
enum status kept_compare_store(struct kept_checkpoint *kept, const struct release_log *log,
                               struct problem *p);
enum status kept_compare_remote(struct kept_checkpoint *kept, const struct remote_checkpoint *now,
                                const char *base, const struct public_key *signer,
                                struct problem *p);

/* One sentence where it goes on, both checkpoints where it does not. */
void kept_write(const struct kept_checkpoint *kept, struct out *out);
/* The member "kept". */
void kept_write_json(const struct kept_checkpoint *kept, struct json_writer *json);

/* `status` of all else, and if that is good, what came of comparing. */
enum status kept_result(const struct kept_checkpoint *kept, enum status status, struct problem *p);

#endif
