/* What can be asked of the desk: one closed table.
 *
 * The process that publishes takes nothing else and looks at the role of who asks; the process that
 * speaks HTTP makes its routes under /desk/v1/ and the API document of it. An argument is a text; a
 * placeholder {name} in the path is one, too. */
#ifndef HIRAKU_DESK_OPERATION_H
#define HIRAKU_DESK_OPERATION_H

#include "hiraku/desk/role.h"

struct problem;

/* Before the path of each operation, which begins with a slash. */
#define DESK_API_ROOT "/desk/v1"

enum desk_verb { DESK_GET, DESK_POST, DESK_DELETE };

enum desk_action {
    DESK_SET_UP,
    DESK_SIGN_IN,
    DESK_SIGN_OUT,
    DESK_SIGN_OUT_ALL,
    DESK_PASSWORD,
    DESK_ACCOUNT,
    DESK_STATUS,
    DESK_RELEASES,
    DESK_RESTORE,
    DESK_PUBLISH,
    DESK_JOB,
    DESK_LOG,
    DESK_TOKENS,
    DESK_TOKEN_ADD,
    DESK_TOKEN_REMOVE,
    DESK_DRAFTS,
    DESK_DRAFT_ADD,
    DESK_DRAFT,
    DESK_DRAFT_FILES,
    DESK_DRAFT_MAP,
    DESK_DRAFT_FINDINGS,
    DESK_DRAFT_ROWS,
    DESK_DRAFT_EDIT,
    DESK_DRAFT_REMOVE,
    DESK_DRAFT_ACCEPT,
    DESK_DRAFT_DIFF,
    DESK_DRAFT_REASON,
    DESK_DRAFT_CLASHES,
    DESK_DRAFT_REBASE,
    DESK_DRAFT_PROPOSE,
    DESK_DRAFT_APPROVE,
    DESK_DRAFT_PUBLISH,
    DESK_DRAFT_DROP,
    DESK_DRAFT_UPLOAD,
    DESK_DRAFT_WORKBOOK,
    DESK_ACTIONS
};

enum desk_flag {
    DESK_OF_PEOPLE = 1, /* with a session only: no token can do it */
    DESK_SILENT = 2,    /* its arguments go into no memory of answers */
    DESK_APART = 4,     /* a process of its own does it, and the asker waits */
    DESK_TAKES = 8,     /* files come with it */
    DESK_GIVES = 16,    /* its answer is a file */
};

enum { DESK_ARGUMENTS = 7, DESK_ARGUMENT_MAX = 8192, DESK_FILES_MAX = 32 };

struct desk_argument {
    const char *name; /* NULL ends the list */
    bool needed;
    const char *doc[2]; /* by enum language */
};

struct desk_operation {
    const char *name;
    enum desk_verb verb;
    const char *path; /* of the API, below /desk/v1; NULL: for pages only */
    enum desk_role role;
    unsigned flags; /* enum desk_flag */
    const char *title[2];
    struct desk_argument arguments[DESK_ARGUMENTS + 1];
};

extern const struct desk_operation desk_operations[DESK_ACTIONS];

/* By its name; NULL: there is none. */
const struct desk_operation *desk_operation_find(struct slice name);

/* "GET", "POST", "DELETE". */
const char *desk_verb_name(enum desk_verb verb);

#endif
