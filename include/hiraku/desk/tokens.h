/* Tokens for programs: STATE/tokens.json. A name, a role, a last day, the SHA-256 of a secret that
 * is shown once. */
#ifndef HIRAKU_DESK_TOKENS_H
#define HIRAKU_DESK_TOKENS_H

#include "hiraku/desk/accounts.h"

#include <time.h>

struct problem;

/* "hiraku-desk-" and a secret, so that who searches for leaked tokens finds them; with NUL. */
#define DESK_TOKEN_PREFIX "hiraku-desk-"
enum { DESK_TOKEN_SIZE = sizeof DESK_TOKEN_PREFIX - 1 + DESK_SECRET_SIZE, DESK_DAY_SIZE = 11 };
enum { DESK_TOKENS_MAX = 1000 };

struct desk_token {
    char name[DESK_NAME_SIZE];
    enum desk_role role;
    char until[DESK_DAY_SIZE]; /* the last day (UTC) on which it is taken */
    char sha256[DIGEST_SIZE];
};

struct desk_tokens {
    struct desk_token *list; /* by name */
    size_t count;
};

/* desk_tokens_free in any case. */
enum status desk_tokens_read(struct desk_tokens *tokens, const struct desk_state *state,
                             struct problem *p);
void desk_tokens_free(struct desk_tokens *tokens);

/* The token with this secret, if its last day is not over; else NULL. */
const struct desk_token *desk_tokens_find(const struct desk_tokens *tokens, struct slice secret,
                                          time_t now);

/* `until` as YYYY-MM-DD, today or later (STATUS_DESK_VALUE). STATUS_DESK_NAME, STATUS_DESK_KNOWN.
 * `secret` is kept nowhere. */
enum status desk_token_add(const struct desk_state *state, struct slice name, enum desk_role role,
                           struct slice until, char secret[DESK_TOKEN_SIZE], struct problem *p);
enum status desk_token_remove(const struct desk_state *state, struct slice name, struct problem *p);

#endif
