/* The people of the desk: STATE/accounts.json. A name, a role, the hash of a password; no more. */
#ifndef HIRAKU_DESK_ACCOUNTS_H
#define HIRAKU_DESK_ACCOUNTS_H

#include "hiraku/desk/password.h"
#include "hiraku/desk/role.h"
#include "hiraku/desk/secret.h"
#include "hiraku/desk/state.h"

struct problem;

/* Names begin with a lower-case letter and have letters, digits, full stops, hyphens and low lines:
 * at most 32 of them. */
enum { DESK_NAME_SIZE = 33, DESK_ACCOUNTS_MAX = 1000 };

struct desk_account {
    char name[DESK_NAME_SIZE];
    enum desk_role role;
    char hash[PASSWORD_HASH_SIZE];
    char stamp[DESK_SECRET_SIZE]; /* another one with each password */
};

struct desk_accounts {
    struct desk_account *list; /* by name */
    size_t count;
};

/* STATUS_DESK_NAME; `subject`: what it is the name of, for the problem. */
enum status desk_name_check(const char *subject, struct slice name, struct problem *p);

/* desk_accounts_free in any case. */
enum status desk_accounts_read(struct desk_accounts *accounts, const struct desk_state *state,
                               struct problem *p);
void desk_accounts_free(struct desk_accounts *accounts);
const struct desk_account *desk_accounts_find(const struct desk_accounts *accounts,
                                              struct slice name);

/* Each of these holds the lock while it reads and writes.
 * STATUS_DESK_KNOWN: the name is taken. STATUS_DESK_UNKNOWN: nobody has it. STATUS_DESK_LAST: who
 * would be left could not publish. `only_first`: STATUS_DESK_SETUP where there is anybody already.
 */
enum status desk_account_add(const struct desk_state *state, struct slice name, enum desk_role role,
                             struct slice password, bool only_first, struct problem *p);
enum status desk_account_remove(const struct desk_state *state, struct slice name,
                                struct problem *p);
enum status desk_account_password(const struct desk_state *state, struct slice name,
                                  struct slice password, struct problem *p);

#endif
