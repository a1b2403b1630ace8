/* The process that publishes: it holds the store, the instance, accounts, sessions, tokens and the
 * log; and it takes nothing but the operations of operation.h, over a pair of sockets.
 *
 * A request is {"id":1,"operation":"restore","address":"…","session":"…" or "token":"…","key":"…",
 * "arguments":{"release":"3",…}}, all texts; the answer {"id":1,"data":{…}} or {"id":1,"problem":
 * {"status":"desk-forbidden","subject":"",…}} (problem_packet.h). */
#ifndef HIRAKU_DESK_PARENT_PARENT_H
#define HIRAKU_DESK_PARENT_PARENT_H

#include "hiraku/desk/operation.h"
#include "hiraku/desk/parent/guard.h"
#include "hiraku/desk/parent/sessions.h"
#include "hiraku/desk/setup.h"
#include "hiraku/draft/draft.h"

#include <sys/types.h>

struct json_writer;
struct problem;

enum { JOBS_KEPT = 32, JOB_TEXT = 512, ANSWERS_KEPT = 256, ANSWER_KEY = 65 };

enum job_state { JOB_FREE, JOB_RUNNING, JOB_DONE, JOB_FAILED };

/* Something long, in a process of its own: at most one runs. */
struct job {
    uint64_t number;
    enum job_state state;
    enum desk_action action;
    char who[DESK_NAME_SIZE + 8];
    uint64_t release;          /* to be restored */
    char draft[DRAFT_ID_SIZE]; /* that it is about; "": none, or not yet */
    char text[JOB_TEXT];       /* the reason or the remark */
    char step[16], table[64];
    uint64_t rows;
    char *outcome; /* JSON that the process wrote at its end, for free(); NULL: none */
    size_t outcome_len;
    uint64_t published; /* the release that came of it */
    pid_t pid;
    int socket; /* to the process; −1: none */
};

/* An answer that is given again to who asks again with the same key. */
struct kept_answer {
    char key[DIGEST_SIZE];   /* of who, operation and key; "": a free place */
    char asked[DIGEST_SIZE]; /* of the arguments */
    char *data;              /* for free() */
    size_t len;
    int64_t kept_ms;
};

struct parent {
    const struct desk_setup *setup;
    struct desk_sessions sessions;
    struct guard names, addresses;
    uint64_t hashes;         /* of passwords, computed so far */
    char first[DIGEST_SIZE]; /* of the token that sets up the desk; "": none */
    struct job jobs[JOBS_KEPT];
    uint64_t job_count;
    struct kept_answer answers[ANSWERS_KEPT];
    int socket; /* to the child */
    pid_t child;
    int lock, signals; /* of the folder; what asks for the end */
};

/* One request while it is answered. */
struct question {
    enum desk_action action;
    const json_t *arguments;
    struct slice session, address;
    const char *who;     /* as the log has it */
    const char *account; /* NULL: a token */
    const json_t *files; /* {"name":…,"offset":…,"length":…} of what is in `takes` */
    int takes, gives;    /* a file that came with it; that the answer has beside it; −1: none */
    enum desk_role role;
    struct desk_accounts *accounts; /* as they are now */
    struct json_writer *json;       /* "data" is open */
};

typedef enum status question_handler(struct parent *parent, struct question *question,
                                     struct problem *p);

/* A member that is a text, or the empty slice; the same of an argument. */
struct slice question_text(const json_t *object, const char *name);
struct slice question_argument(const struct question *question, const char *name);

/* keep_people.c */
question_handler keep_set_up, keep_sign_in, keep_sign_out, keep_sign_out_all, keep_password,
    keep_account;
/* keep_releases.c */
question_handler keep_status, keep_releases, keep_restore, keep_publish, keep_job;
/* keep_drafts.c, keep_draft_cells.c, keep_draft_changes.c: in a process of their own */
question_handler keep_drafts, keep_draft, keep_draft_map, keep_draft_propose, keep_draft_approve,
    keep_draft_drop, keep_draft_upload, keep_draft_workbook, keep_drafts_recover;
question_handler keep_draft_findings, keep_draft_rows, keep_draft_edit, keep_draft_remove,
    keep_draft_accept;
question_handler keep_draft_diff, keep_draft_reason, keep_draft_clashes, keep_draft_rebase;
/* keep_draft_jobs.c */
question_handler keep_draft_add, keep_draft_publish;
/* keep_desk_log.c */
question_handler keep_desk_log, keep_tokens, keep_token_add, keep_token_remove;

/* Answers one request, whatever is in it: `answer` is a stream into memory, open and empty.
 * `files[0]` came with it, −1: none; `files[1]` goes with the answer and is the caller's. */
enum status parent_answer(struct parent *parent, struct slice request, int files[2],
                          struct out *answer, struct problem *p);

enum status parent_init(struct parent *parent, const struct desk_setup *setup, struct problem *p);
void parent_free(struct parent *parent);

/* What a process that the parent starts has no use for. */
void parent_close_own(const struct parent *parent);
/* In a process that was forked: it ends with `above`; false: that one is gone already. */
bool parent_dies_with(pid_t above);
/* The same: leaves what is not its own, and takes limits; one of memory where it is `bounded`,
 * which publishing is not: its data may be of any size. */
void parent_leave(const struct parent *parent, unsigned cpu_seconds, bool bounded);

/* The process that speaks HTTP: returns its exit code. */
typedef int desk_face(const struct desk_setup *setup, int socket);

/* Until SIGTERM or SIGINT. A child that ends is started again; jobs that run are waited for. */
enum status desk_run(const struct desk_setup *setup, desk_face *face, struct problem *p);

#endif
