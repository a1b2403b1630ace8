/* Whether the releases of a store are those that were signed: each checkpoint against the tree of
 * the manifests, each signature against the key that its manifest names, each key against the one
 * before it. What is in a release is compared with its manifest elsewhere (publish/publish.h). */
#ifndef HIRAKU_RELEASE_LOG_H
#define HIRAKU_RELEASE_LOG_H

#include "hiraku/proof/key.h"

#include <time.h>

struct problem;

struct release_log {
    uint64_t releases;     /* in the store */
    uint64_t signed_since; /* the first one whose manifest names a key, 0: none does */
    struct public_key key; /* that signed the newest release, if one did */
    bool trusted;          /* whether it is the trusted one, or was named by it in turn */
    time_t published_at;   /* of the newest release */
    uint64_t differences;
};

/* Takes what is wrong. */
struct log_report {
    void (*bad)(void *context, const struct problem *p);
    void *context;
};

/* `trusted` NULL: whoever signed is believed to be the publisher, and `trusted` of the result is
 * false. Goes on after a difference; fails only where nothing can be read. */
enum status release_log_verify(struct release_log *log, const char *store,
                               const struct public_key *trusted, const struct log_report *report,
                               struct problem *p);

#endif
