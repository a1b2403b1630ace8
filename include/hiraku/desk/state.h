/* The folder in which the desk keeps what is its own: accounts, tokens, the log.
 *
 * STORE.desk beside the store, or that of --state; mode 0700. `accounts.json` and `tokens.json` are
 * replaced whole (durable_file.h), the log only grows (desk_log.h). Who changes one of them holds
 * the lock meanwhile; a server and a command may work beside each other. */
#ifndef HIRAKU_DESK_STATE_H
#define HIRAKU_DESK_STATE_H

#include "hiraku/base/durable_file.h"

#include <jansson.h>

struct problem;

struct desk_state {
    char dir[FILE_PATH_SIZE];
};

/* `given` "" or NULL: STORE.desk. Makes it if it is not there. STATUS_DESK_FOLDER: others may read
 * it. */
enum status desk_state_open(struct desk_state *state, const char *store, const char *given,
                            struct problem *p);

/* Waits for whoever changes something; −1 in `*lock` where it fails. */
enum status desk_state_lock(const struct desk_state *state, int *lock, struct problem *p);
void desk_state_unlock(int lock);

/* The member `list` of the JSON object DIR/NAME, an array to be released; empty where there is no
 * such file. STATUS_DESK_DAMAGED: it is something else. */
enum status desk_state_read(const struct desk_state *state, const char *name, const char *list,
                            json_t **array, struct problem *p);

#endif
