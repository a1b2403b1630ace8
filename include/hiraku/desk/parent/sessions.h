/* Who is signed in: in memory, so that nobody is after the parent has ended.
 *
 * An id is 256 random bits, made at each sign-in and never taken from outside; what is kept is its
 * digest. A session ends when it was not used for `idle_ms`, when `most_ms` have gone since it
 * began, when its account has another password or is gone. */
#ifndef HIRAKU_DESK_PARENT_SESSIONS_H
#define HIRAKU_DESK_PARENT_SESSIONS_H

#include "hiraku/desk/accounts.h"

#include <stdint.h>

struct problem;

struct desk_session {
    char digest[DIGEST_SIZE]; /* of the id; "": a free place */
    char name[DESK_NAME_SIZE];
    char stamp[DESK_SECRET_SIZE]; /* of the account when it began */
    int64_t begun_ms, used_ms;
};

struct desk_sessions {
    struct desk_session *list;
    size_t most;
    int64_t idle_ms, most_ms;
};

enum status desk_sessions_new(struct desk_sessions *sessions, size_t most, struct problem *p);
void desk_sessions_free(struct desk_sessions *sessions);

/* Where all places are taken, that which was not used for longest ends. */
enum status desk_session_begin(struct desk_sessions *sessions, const struct desk_account *account,
                               int64_t now_ms, char id[DESK_SECRET_SIZE], struct problem *p);

/* The session and its account, which have been used now; NULL: none, or one that has ended. */
const struct desk_account *desk_session_use(struct desk_sessions *sessions, struct slice id,
                                            const struct desk_accounts *accounts, int64_t now_ms);

void desk_session_end(struct desk_sessions *sessions, struct slice id);
void desk_sessions_end_all(struct desk_sessions *sessions, const char *name);
size_t desk_sessions_of(const struct desk_sessions *sessions, const char *name);

#endif
