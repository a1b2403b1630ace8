/* Who may do what at the desk: each role may do what those before it may. */
#ifndef HIRAKU_DESK_ROLE_H
#define HIRAKU_DESK_ROLE_H

#include "hiraku/base/status.h"

struct problem;

enum desk_role { DESK_NOBODY, DESK_EDITOR, DESK_APPROVER };

/* "editor", "approver"; "" of DESK_NOBODY. Static storage. */
const char *desk_role_name(enum desk_role role);

/* STATUS_DESK_VALUE names both. `subject`: what the role is of, for the problem. */
enum status desk_role_read(enum desk_role *role, const char *subject, struct slice text,
                           struct problem *p);

#endif
