/* See role.h. */
#include "hiraku/desk/role.h"

static const char *const names[] = {"", "editor", "approver"};

const char *desk_role_name(enum desk_role role)
{
    return names[role];
}

enum status desk_role_read(enum desk_role *role, const char *subject, struct slice text,
                           struct problem *p)
{
    for (enum desk_role one = DESK_EDITOR; one <= DESK_APPROVER; one++)
        if (slice_is(text, names[one])) {
            *role = one;
            return STATUS_OK;
        }
    problem_set(p, STATUS_DESK_VALUE, slice_of(subject), text, NULL);
    problem_allow(p, slice_of(names[DESK_EDITOR]));
    problem_allow(p, slice_of(names[DESK_APPROVER]));
    return STATUS_DESK_VALUE;
}
