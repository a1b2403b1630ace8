/* Signing in and out, the first approver, the password of who is signed in. */
#include "hiraku/desk/parent/parent.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/desk/desk_log.h"

#include <stdio.h>

static enum status people_wait(int64_t seconds, struct problem *p)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)seconds);
    return problem_set(p, STATUS_DESK_WAIT, SLICE_NONE, slice_of(text), NULL);
}

/* How long a name and the address have to wait. */
static enum status people_guard(const struct parent *parent, const struct question *question,
                                struct slice name, struct problem *p)
{
    int64_t now = clock_monotonic_ms();
    int64_t of_name = guard_wait(&parent->names, name, now);
    int64_t of_address = guard_wait(&parent->addresses, question->address, now);
    int64_t seconds = of_name > of_address ? of_name : of_address;
    return seconds > 0 ? people_wait(seconds, p) : STATUS_OK;
}

/* The hash is computed whether somebody has the name or not, and what is answered is the same. */
static enum status people_prove(struct parent *parent, const struct question *question,
                                struct slice name, struct slice password, struct problem *p)
{
    enum status status = people_guard(parent, question, name, p);
    if (status != STATUS_OK)
        return status;
    const struct desk_account *account = desk_accounts_find(question->accounts, name);
    if (password_matches(account ? account->hash : NULL, password, &parent->hashes)) {
        guard_forget(&parent->names, name);
        guard_forget(&parent->addresses, question->address);
        return STATUS_OK;
    }
    guard_fail(&parent->names, name, clock_monotonic_ms());
    guard_fail(&parent->addresses, question->address, clock_monotonic_ms());
    return problem_set(p, STATUS_DESK_WRONG, SLICE_NONE, SLICE_NONE, NULL);
}

/* Of every failure, so that none takes longer; what was typed in place of a name may be a password,
 * and is not kept. */
static void people_note_failure(const struct parent *parent, const struct desk_account *account)
{
    desk_log_add(&parent->setup->state, "nobody", "sign_in_failed", account ? account->name : NULL,
                 NULL);
}

/* A new id at each sign-in, and the end of the session that was there. */
static enum status people_begin(struct parent *parent, struct question *question,
                                const struct desk_account *account, struct problem *p)
{
    char id[DESK_SECRET_SIZE];
    if (question->session.len)
        desk_session_end(&parent->sessions, question->session);
    enum status status =
        desk_session_begin(&parent->sessions, account, clock_monotonic_ms(), id, p);
    if (status == STATUS_OK)
        status = desk_log_add(&parent->setup->state, account->name, "sign_in", NULL, p);
    if (status == STATUS_OK)
        json_text(question->json, "session", id);
    explicit_bzero(id, sizeof id);
    return status;
}

enum status keep_sign_in(struct parent *parent, struct question *question, struct problem *p)
{
    struct slice name = question_argument(question, "name");
    enum status status =
        people_prove(parent, question, name, question_argument(question, "password"), p);
    if (status == STATUS_DESK_WRONG)
        people_note_failure(parent, desk_accounts_find(question->accounts, name));
    if (status != STATUS_OK)
        return status;
    return people_begin(parent, question, desk_accounts_find(question->accounts, name), p);
}

enum status keep_set_up(struct parent *parent, struct question *question, struct problem *p)
{
    struct slice name = question_argument(question, "name");
    char digest[DIGEST_SIZE];
    desk_secret_digest(question_argument(question, "token"), digest);
    if (question->accounts->count > 0 || !parent->first[0] ||
        !desk_secret_equal(digest, parent->first))
        return problem_set(p, STATUS_DESK_SETUP, SLICE_NONE, SLICE_NONE, NULL);
    enum status status = desk_account_add(&parent->setup->state, name, DESK_APPROVER,
                                          question_argument(question, "password"), true, p);
    if (status != STATUS_OK)
        return status;
    parent->first[0] = '\0';
    desk_accounts_free(question->accounts);
    status = desk_accounts_read(question->accounts, &parent->setup->state, p);
    const struct desk_account *account = desk_accounts_find(question->accounts, name);
    if (status == STATUS_OK && !account)
        status = problem_set(p, STATUS_DESK_UNKNOWN, name, SLICE_NONE, NULL);
    if (status == STATUS_OK)
        status = desk_log_add(&parent->setup->state, account->name, "set_up", NULL, p);
    return status == STATUS_OK ? people_begin(parent, question, account, p) : status;
}

enum status keep_sign_out(struct parent *parent, struct question *question, struct problem *p)
{
    desk_session_end(&parent->sessions, question->session);
    return desk_log_add(&parent->setup->state, question->who, "sign_out", NULL, p);
}

enum status keep_sign_out_all(struct parent *parent, struct question *question, struct problem *p)
{
    desk_sessions_end_all(&parent->sessions, question->account);
    return desk_log_add(&parent->setup->state, question->who, "sign_out_all", NULL, p);
}

/* Whoever is at the screen has to know the password; all other sessions end with it. */
enum status keep_password(struct parent *parent, struct question *question, struct problem *p)
{
    struct slice name = slice_of(question->account);
    enum status status =
        people_prove(parent, question, name, question_argument(question, "password"), p);
    if (status == STATUS_OK)
        status = desk_account_password(&parent->setup->state, name,
                                       question_argument(question, "new"), p);
    if (status != STATUS_OK)
        return status;
    desk_sessions_end_all(&parent->sessions, question->account);
    return desk_log_add(&parent->setup->state, question->who, "password", NULL, p);
}

enum status keep_account(struct parent *parent, struct question *question, struct problem *p)
{
    (void)p;
    json_text(question->json, "who", question->who);
    json_text(question->json, "role", desk_role_name(question->role));
    if (question->account)
        json_int(question->json, "sessions",
                 (int64_t)desk_sessions_of(&parent->sessions, question->account));
    return STATUS_OK;
}
