/* One request: understood, allowed or not, answered. Who is signed in and with which role is found
 * here for every operation; a handler is called for nobody else. */
#include "hiraku/desk/parent/parent.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/in.h"
#include "hiraku/base/json_memory.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/log.h"
#include "hiraku/desk/desk_log.h"
#include "hiraku/desk/parent/errand.h"
#include "hiraku/desk/parent/jobs.h"
#include "hiraku/desk/problem_packet.h"
#include "hiraku/desk/tokens.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { KEY_MOST = 64, KEPT_MS = 24 * 60 * 60 * 1000 };

static question_handler *const handlers[DESK_ACTIONS] = {
    [DESK_SET_UP] = keep_set_up,
    [DESK_SIGN_IN] = keep_sign_in,
    [DESK_SIGN_OUT] = keep_sign_out,
    [DESK_SIGN_OUT_ALL] = keep_sign_out_all,
    [DESK_PASSWORD] = keep_password,
    [DESK_ACCOUNT] = keep_account,
    [DESK_STATUS] = keep_status,
    [DESK_RELEASES] = keep_releases,
    [DESK_RESTORE] = keep_restore,
    [DESK_PUBLISH] = keep_publish,
    [DESK_JOB] = keep_job,
    [DESK_LOG] = keep_desk_log,
    [DESK_TOKENS] = keep_tokens,
    [DESK_TOKEN_ADD] = keep_token_add,
    [DESK_TOKEN_REMOVE] = keep_token_remove,
    [DESK_DRAFTS] = keep_drafts,
    [DESK_DRAFT_ADD] = keep_draft_add,
    [DESK_DRAFT] = keep_draft,
    [DESK_DRAFT_FILES] = keep_draft_add,
    [DESK_DRAFT_MAP] = keep_draft_map,
    [DESK_DRAFT_FINDINGS] = keep_draft_findings,
    [DESK_DRAFT_ROWS] = keep_draft_rows,
    [DESK_DRAFT_EDIT] = keep_draft_edit,
    [DESK_DRAFT_REMOVE] = keep_draft_remove,
    [DESK_DRAFT_ACCEPT] = keep_draft_accept,
    [DESK_DRAFT_DIFF] = keep_draft_diff,
    [DESK_DRAFT_REASON] = keep_draft_reason,
    [DESK_DRAFT_CLASHES] = keep_draft_clashes,
    [DESK_DRAFT_REBASE] = keep_draft_rebase,
    [DESK_DRAFT_PROPOSE] = keep_draft_propose,
    [DESK_DRAFT_APPROVE] = keep_draft_approve,
    [DESK_DRAFT_PUBLISH] = keep_draft_publish,
    [DESK_DRAFT_DROP] = keep_draft_drop,
    [DESK_DRAFT_UPLOAD] = keep_draft_upload,
    [DESK_DRAFT_WORKBOOK] = keep_draft_workbook,
};

/* --- who asks --------------------------------------------------------------------------------- */

/* Whom a request is from; what it says is kept in `who`. */
static enum status dispatch_token(const struct parent *parent, struct question *question,
                                  struct slice token, char *who, size_t size)
{
    struct desk_tokens tokens;
    enum status status = desk_tokens_read(&tokens, &parent->setup->state, NULL);
    const struct desk_token *found =
        status == STATUS_OK ? desk_tokens_find(&tokens, token, time(NULL)) : NULL;
    if (found) {
        snprintf(who, size, "token %s", found->name);
        question->role = found->role;
        question->who = who;
    }
    desk_tokens_free(&tokens);
    return status;
}

static enum status dispatch_who(struct parent *parent, struct question *question,
                                const json_t *request, char *who, size_t size)
{
    struct slice token = question_text(request, "token");
    question->session = question_text(request, "session");
    if (token.len)
        return dispatch_token(parent, question, token, who, size);
    const struct desk_account *account =
        question->session.len ? desk_session_use(&parent->sessions, question->session,
                                                 question->accounts, clock_monotonic_ms())
                              : NULL;
    if (account) {
        question->who = question->account = account->name;
        question->role = account->role;
    }
    return STATUS_OK;
}

static enum status dispatch_allowed(const struct question *question, bool token, struct problem *p)
{
    const struct desk_operation *operation = &desk_operations[question->action];
    if (operation->role == DESK_NOBODY)
        return STATUS_OK;
    if (!question->who)
        return problem_set(p, token ? STATUS_DESK_TOKEN : STATUS_DESK_SIGNED_OUT, SLICE_NONE,
                           SLICE_NONE, NULL);
    if (question->role < operation->role)
        return problem_set(p, STATUS_DESK_FORBIDDEN, SLICE_NONE,
                           slice_of(desk_role_name(operation->role)), NULL);
    if (operation->flags & DESK_OF_PEOPLE && !question->account)
        return problem_set(p, STATUS_DESK_PEOPLE, SLICE_NONE, SLICE_NONE, NULL);
    return STATUS_OK;
}

/* --- what is asked ---------------------------------------------------------------------------- */

static bool dispatch_takes(const struct desk_operation *operation, const char *name)
{
    for (const struct desk_argument *one = operation->arguments; one->name; one++)
        if (strcmp(one->name, name) == 0)
            return true;
    return false;
}

static enum status dispatch_arguments(const struct question *question, struct problem *p)
{
    const struct desk_operation *operation = &desk_operations[question->action];
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)question->arguments, name, value)
    {
        if (!dispatch_takes(operation, name))
            return problem_set(p, STATUS_UNKNOWN_PARAMETER, slice_of(name), SLICE_NONE, NULL);
        if (!json_is_string(value) || json_string_length(value) > DESK_ARGUMENT_MAX)
            return problem_set(p, STATUS_DESK_VALUE, slice_of(name), SLICE_NONE, NULL);
    }
    for (const struct desk_argument *one = operation->arguments; one->name; one++)
        if (one->needed && !question_argument(question, one->name).len)
            return problem_set(p, STATUS_MISSING_PARAMETER, slice_of(one->name), SLICE_NONE, NULL);
    return STATUS_OK;
}

/* --- again with the same key ------------------------------------------------------------------ */

static void dispatch_digest_file(const struct question *question, struct digest *digest)
{
    char bytes[64 * 1024];
    uint64_t at = 0;
    ssize_t len;
    while (question->takes >= 0 &&
           (len = in_bytes_at(question->takes, bytes, sizeof bytes, at)) > 0) {
        digest_field(digest, (struct slice){bytes, (size_t)len});
        at += (uint64_t)len;
    }
}

static void dispatch_digests(const struct question *question, struct slice key,
                             char place[DIGEST_SIZE], char asked[DIGEST_SIZE])
{
    const struct desk_operation *operation = &desk_operations[question->action];
    struct digest digest;
    digest_init(&digest);
    digest_field(&digest, slice_of(question->who));
    digest_field(&digest, slice_of(operation->name));
    digest_field(&digest, key);
    digest_hex(&digest, place);
    for (const struct desk_argument *one = operation->arguments; one->name; one++)
        digest_field(&digest, question_argument(question, one->name));
    dispatch_digest_file(question, &digest);
    digest_hex(&digest, asked);
}

/* The answer that was kept, or the place for this one (its `data` NULL); NULL: keys are of no
 * concern here. */
static enum status dispatch_kept(struct parent *parent, const struct question *question,
                                 struct slice key, struct kept_answer **kept, struct problem *p)
{
    const struct desk_operation *operation = &desk_operations[question->action];
    char place[DIGEST_SIZE], asked[DIGEST_SIZE];
    int64_t now = clock_monotonic_ms();
    struct kept_answer *oldest = parent->answers;
    *kept = NULL;
    if (!key.len || operation->verb != DESK_POST || operation->flags & DESK_SILENT)
        return STATUS_OK;
    if (key.len > KEY_MOST)
        return problem_set(p, STATUS_DESK_VALUE, slice_of("Idempotency-Key"), key, NULL);
    dispatch_digests(question, key, place, asked);
    for (struct kept_answer *one = parent->answers; one < parent->answers + ANSWERS_KEPT; one++) {
        if (strcmp(one->key, place) == 0 && now - one->kept_ms < KEPT_MS) {
            *kept = one;
            return strcmp(one->asked, asked) == 0
                       ? STATUS_OK
                       : problem_set(p, STATUS_DESK_KEY, slice_of("Idempotency-Key"), key, NULL);
        }
        if (one->kept_ms < oldest->kept_ms)
            oldest = one;
    }
    free(oldest->data);
    *oldest = (struct kept_answer){.kept_ms = now};
    memcpy(oldest->asked, asked, sizeof asked);
    memcpy(oldest->key, place, sizeof place);
    *kept = oldest;
    return STATUS_OK;
}

static void dispatch_keep(struct kept_answer *kept, struct slice data)
{
    kept->data = malloc(data.len + 1);
    kept->len = kept->data ? data.len : 0;
    if (kept->data)
        memcpy(kept->data, data.at, data.len);
    else
        kept->key[0] = '\0';
}

/* --- the answer ------------------------------------------------------------------------------- */

/* A draft that a job is at work on is not changed meanwhile; what was changed is in the log. */
static enum status dispatch_apart(struct parent *parent, struct question *question,
                                  struct out *data, struct problem *p)
{
    char number[24], about[DRAFT_ID_SIZE];
    const struct desk_operation *operation = &desk_operations[question->action];
    struct slice draft = question_argument(question, "draft");
    const struct job *job = job_running(parent);
    if (operation->verb == DESK_GET)
        return errand_run(parent, question, handlers[question->action], data, p);
    if (job && slice_is(draft, job->draft)) {
        snprintf(number, sizeof number, "%" PRIu64, job->number);
        return problem_set(p, STATUS_DESK_BUSY, SLICE_NONE, slice_of(number), NULL);
    }
    enum status status = errand_run(parent, question, handlers[question->action], data, p);
    snprintf(about, sizeof about, "%.*s", (int)draft.len, draft.len ? draft.at : "");
    return status == STATUS_OK
               ? desk_log_add(&parent->setup->state, question->who, operation->name, about, p)
               : status;
}

/* The object "data", into a stream of its own: what failed half-way leaves nothing. */
static enum status dispatch_data(struct parent *parent, struct question *question, struct out *data,
                                 struct problem *p)
{
    const struct desk_operation *operation = &desk_operations[question->action];
    if (operation->flags & DESK_APART)
        return dispatch_apart(parent, question, data, p);
    struct json_writer json = json_compact(data, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    question->json = &json;
    enum status status = handlers[question->action](parent, question, p);
    question->json = NULL;
    json_end(&json);
    return status == STATUS_OK ? out_finish(data, p) : status;
}

static enum status dispatch_run(struct parent *parent, const json_t *request,
                                struct question *question, struct out *data, struct problem *p)
{
    char who[DESK_NAME_SIZE + 8];
    struct kept_answer *kept = NULL;
    const struct desk_operation *operation =
        desk_operation_find(question_text(request, "operation"));
    if (!operation)
        return problem_set(p, STATUS_NOT_FOUND, question_text(request, "operation"), SLICE_NONE,
                           NULL);
    question->action = (enum desk_action)(operation - desk_operations);
    question->address = question_text(request, "address");
    question->arguments = json_object_get(request, "arguments");
    question->files = json_object_get(request, "files");
    enum status status = dispatch_who(parent, question, request, who, sizeof who);
    if (status == STATUS_OK)
        status = dispatch_allowed(question, question_text(request, "token").len > 0, p);
    else
        problem_set(p, status, SLICE_NONE, SLICE_NONE, NULL);
    if (status == STATUS_OK)
        status = dispatch_arguments(question, p);
    if (status == STATUS_OK)
        status = dispatch_kept(parent, question, question_text(request, "key"), &kept, p);
    if (status == STATUS_OK && kept && kept->data) {
        out_bytes(data, kept->data, kept->len);
        return STATUS_OK;
    }
    if (status == STATUS_OK)
        status = dispatch_data(parent, question, data, p);
    if (kept && !kept->data && status == STATUS_OK)
        dispatch_keep(kept, out_written(data));
    else if (kept && !kept->data)
        kept->key[0] = '\0';
    return status;
}

static void dispatch_write(struct out *answer, int64_t id, enum status status,
                           const struct out *data, const struct problem *p)
{
    struct json_writer json = json_compact(answer, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    json_int(&json, "id", id);
    if (status == STATUS_OK)
        out_slice(json_value(&json, "data"), out_written(data));
    else
        problem_packet_write(&json, "problem", p);
    json_finish(&json);
}

enum status parent_answer(struct parent *parent, struct slice request, int files[2],
                          struct out *answer, struct problem *p)
{
    struct problem told = {.status = STATUS_OK};
    struct desk_accounts accounts;
    struct question question = {.accounts = &accounts, .takes = files[0], .gives = -1};
    struct out data;
    json_memory_begin();
    json_t *object = json_loadb(request.at, request.len, JSON_REJECT_DUPLICATES, NULL);
    bool failed = json_memory_failed();
    int64_t id = json_integer_value(json_object_get(object, "id"));
    out_open_memory(&data, 16 * 1024 * 1024);
    enum status status = desk_accounts_read(&accounts, &parent->setup->state, &told);
    if (failed)
        status = problem_memory(&told);
    if (status == STATUS_OK)
        status = dispatch_run(parent, object, &question, &data, &told);
    if (status != STATUS_OK && told.status == STATUS_OK)
        problem_set(&told, status, SLICE_NONE, SLICE_NONE, NULL);
    if (status != STATUS_OK && status_info(status)->http >= status_info(STATUS_INTERNAL)->http)
        log_problem(LOG_ERROR, "desk", &told);
    files[1] = question.gives;
    dispatch_write(answer, id, status, &data, &told);
    out_close(&data);
    desk_accounts_free(&accounts);
    json_decref(object);
    return out_finish(answer, p);
}
