/* Giving up rights before serving, of the server and of the two processes of the desk. */
#ifndef HIRAKU_HTTP_SERVER_SANDBOX_H
#define HIRAKU_HTTP_SERVER_SANDBOX_H

#include "hiraku/base/status.h"

struct problem;

/* From root to `user` (setting; may be empty); without effect for others. Files for the service
 * must be readable to that user. */
enum status sandbox_drop_root(const char *user, struct problem *p);

enum sandbox {
    SANDBOX_SERVE,  /* reads files by their names and answers requests, in threads */
    SANDBOX_FACE,   /* answers requests; opens no file, has no other thread */
    SANDBOX_KEEPER, /* publishes and starts programs for it; has no network, debugs and mounts
                       nothing. Whatever it starts is behind the same filter. */
};

/* PR_SET_NO_NEW_PRIVS, and the filter of system calls for all threads of the process if `setting`
 * is "on" and the program is not instrumented. */
enum status sandbox_enter(enum sandbox kind, const char *setting, struct problem *p);

/* Whether there is no filter whatever the setting says: under a sanitizer or valgrind, which do
 * what no server does (map code, read themselves, write reports). */
bool sandbox_is_instrumented(void);

#endif
