/* What a function that can fail returns, and what it says about the failure.
 *
 * Every such function returns `enum status` and fills the caller's `struct problem`; nothing is
 * printed where it happens. The one table of statuses, with HTTP status code (RFC 9110 s.15), exit
 * code and texts in Japanese and English, is status.def. A problem becomes an RFC 9457 body in
 * http/exchange/respond.c and a line on standard error in main.c. */
#ifndef HIRAKU_BASE_STATUS_H
#define HIRAKU_BASE_STATUS_H

#include "hiraku/base/slice.h"

enum status {
#define STATUS(name, ...) STATUS_##name,
#include "hiraku/base/status.def"
#undef STATUS
    STATUS_COUNT
};

/* Exit codes of the program. */
enum exit_code { EXIT_GOOD = 0, EXIT_DATA = 1, EXIT_USAGE = 2, EXIT_MACHINE = 3 };

enum language { LANGUAGE_JA, LANGUAGE_EN };

/* One row of status.def. `detail` texts may hold {subject} {value} {reason}, and {store}: the store
 * of a subject that is in a release. */
struct status_info {
    const char *slug; /* last segment of the RFC 9457 `type` */
    int http;
    enum exit_code exit;
    const char *title[2];  /* by enum language */
    const char *detail[2]; /* by enum language */
};

/* Static storage; any enum status is valid. */
const struct status_info *status_info(enum status status);

/* Whether a release with this problem cannot be served: another one may be. */
static inline bool status_is_damage(enum status status)
{
    return status == STATUS_BAD_RELEASE || status == STATUS_UNREADABLE;
}

/* What went wrong. All texts are NUL-terminated valid UTF-8, cut at a character boundary where they
 * were too long, and "" where they do not apply. The caller provides it, usually on its stack. */
struct problem {
    enum status status;
    int error;          /* errno of a failed system call; 0: none, or not known */
    char subject[512];  /* the parameter, file or name that is wrong */
    char value[256];    /* what it was */
    char reason[512];   /* what a library or the system said */
    char nearest[128];  /* the nearest known name */
    char allowed[1536]; /* what would have been right, separated by ", " */
    char example[512];  /* a path on this service that works */
};

/* Fills `p` (NULL is allowed: nothing is recorded) and returns `status`, so that a function can say
 * `return problem_set(p, STATUS_X, slice_of(subject), value, NULL)`. Clears the other members. */
enum status problem_set(struct problem *p, enum status status, struct slice subject,
                        struct slice value, const char *reason);

/* The same for a failed system call: STATUS_SYSTEM with errno, reason is strerror(errno); ENOMEM
 * gives STATUS_NO_MEMORY. What problem_text says of the common errors is in cause.def. */
enum status problem_errno(struct problem *p, const char *path);

/* STATUS_NO_MEMORY, recorded in `p`. Here, so that who reads the callers, compiler or analyser,
 * knows that it is never STATUS_OK. */
static inline enum status problem_memory(struct problem *p)
{
    problem_set(p, STATUS_NO_MEMORY, SLICE_NONE, SLICE_NONE, NULL);
    return STATUS_NO_MEMORY;
}

/* Whether the machine failed, which says nothing of what was looked for: memory is wanting, the
 * disk cannot be read, or the system refused for another reason than that there is no such file. */
bool problem_is_of_machine(const struct problem *p);

/* Records the nearest known name, the allowed values or a working example in a problem that is set.
 */
void problem_nearest(struct problem *p, struct slice nearest);
void problem_allow(struct problem *p, struct slice one);
void problem_example(struct problem *p, const char *path);

/* Writes title-less text (detail, nearest, allowed) into `text`, NUL-terminated, at most `size`
 * bytes. */
void problem_text(const struct problem *p, enum language language, char *text, size_t size);

#endif
