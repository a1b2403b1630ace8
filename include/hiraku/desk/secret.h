/* What nobody can guess: 256 random bits as text, and the digest that is kept of it.
 *
 * A text of 256 random bits needs no slow hash: whoever reads its SHA-256 cannot try them all. */
#ifndef HIRAKU_DESK_SECRET_H
#define HIRAKU_DESK_SECRET_H

#include "hiraku/base/digest.h"

struct problem;

/* 64 lower-case hexadecimal digits and NUL. */
enum { DESK_SECRET_SIZE = 65 };

/* STATUS_SYSTEM where the system gives no random bytes. */
enum status desk_secret_make(char text[DESK_SECRET_SIZE], struct problem *p);

void desk_secret_digest(struct slice text, char hex[DIGEST_SIZE]);

/* Takes as long for every pair of one length. */
bool desk_secret_equal(const char *a, const char *b);

#endif
