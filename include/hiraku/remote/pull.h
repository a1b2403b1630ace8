/* The releases of another instance, copied into a store (hiraku pull).
 *
 * The origin is not believed. First come the manifests of all releases that are wanting: they must
 * go on, one after the other, from the newest that is here (`previous`), and where a key is trusted
 * the newest checkpoint must be of all of them and signed. Then come the files that the manifests
 * have the digests of: what the release before has is linked; a file that changed is put together
 * from pieces of the former one and those that are new (release/chunks.h), or fetched whole. They
 * are gathered in STORE/pull/N, where what was cut off goes on; nothing else in the store changes
 * until a release is whole. What follows from its files is made here (publish/copied.h). */
#ifndef HIRAKU_REMOTE_PULL_H
#define HIRAKU_REMOTE_PULL_H

#include "hiraku/publish/publish.h"

#include <stdint.h>

struct problem;
struct public_key;

struct pull_options {
    const char *store;
    const char *base;                      /* URL of the origin, without a slash at its end */
    const struct public_key *trusted;      /* NULL: who signed the newest release that is here */
    const struct publish_options *publish; /* what the files are made with */
    uint64_t file_bytes;                   /* the largest file that is taken */
    int64_t stall_seconds;                 /* http_fetch.h */
};

struct pull_result {
    uint64_t newest;   /* of the store; 0: none */
    uint64_t releases; /* that came */
    uint64_t withdrawn;
    uint64_t bytes; /* that were received */
};

struct puller;
struct puller *puller_new(const struct pull_options *options); /* NULL: no memory */
void puller_free(struct puller *puller);                       /* NULL is allowed */

/* Asks once, and takes what is new. STATUS_LOG_ROLLED_BACK: the origin has fewer releases than are
 * here; STATUS_LOG_FORKED, STATUS_LOG_REWRITTEN: others; STATUS_CHECKPOINT_KEY: another signed;
 * STATUS_COPY_LIST, STATUS_COPY_DIFFERS, STATUS_REMOTE…: what was sent is not good. Then the store
 * is as it was, but for releases that came whole before. */
enum status puller_run(struct puller *puller, struct pull_result *result, struct problem *p);

/* Whether releases are being copied at the moment: any thread may ask. */
bool puller_is_copying(const struct puller *puller);

#endif
