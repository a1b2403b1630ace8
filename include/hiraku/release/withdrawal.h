/* That a release was withdrawn for legal reasons, and why: a file beside release.json, which never
 * changes.
 *
 * The release keeps its number, its manifest and its place in the chain; its data stay in the
 * store, because newer and older releases are told and proved by them. What is withdrawn is not
 * served: a question for it is answered 451 (RFC 7725). */
#ifndef HIRAKU_RELEASE_WITHDRAWAL_H
#define HIRAKU_RELEASE_WITHDRAWAL_H

#include "hiraku/base/digest.h"

#include <time.h>

struct problem;

enum { WITHDRAWAL_REASON_MAX = 500 };

struct withdrawal {
    /* One line of good text (text.h); `reason` "": the release is not withdrawn; `reason_en` "":
     * not told in English. */
    char reason[WITHDRAWAL_REASON_MAX + 1], reason_en[WITHDRAWAL_REASON_MAX + 1];
    time_t at;
    char release[DIGEST_SIZE]; /* SHA-256 of the release.json that it is about */
};

/* Of the release in `dir`. STATUS_OK with an empty one where the file is not there;
 * STATUS_BAD_RELEASE where it is damaged: nobody then knows whether the release may be shown. */
enum status withdrawal_read(struct withdrawal *withdrawal, const char *dir, struct problem *p);
/* Whole or not at all; replaces the one that is there. Deterministic. */
enum status withdrawal_write(const struct withdrawal *withdrawal, const char *dir,
                             struct problem *p);

#endif
