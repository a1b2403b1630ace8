/* The releases, publishing one again or the folder of the instance, and the job that does it. */
#include "hiraku/desk/parent/jobs.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/text.h"
#include "hiraku/release/releases.h"
#include "hiraku/release/summary.h"
#include "hiraku/value/decimal.h"

#include <stdio.h>
#include <stdlib.h>

enum { RELEASES_SHOWN = 200 };

static void releases_write(const struct release_summary *one, bool current,
                           struct json_writer *json)
{
    char when[CLOCK_RFC3339_SIZE];
    clock_rfc3339(one->published_at, when);
    json_begin_object(json, NULL);
    json_int(json, "release", (int64_t)one->number);
    json_text(json, "published_at", when);
    json_int(json, "rows", (int64_t)one->rows);
    json_int(json, "added", (int64_t)one->added);
    json_int(json, "removed", (int64_t)one->removed);
    json_int(json, "modified", (int64_t)one->modified);
    json_text(json, "message", one->message);
    json_int(json, "restores", (int64_t)one->restores);
    json_bool(json, "current", current);
    json_text(json, "withdrawn", one->withdrawal.reason);
    json_end(json);
}

/* The current release; 0 where nothing was published yet. */
static enum status releases_current(const struct parent *parent, uint64_t *current,
                                    struct problem *p)
{
    char dir[RELEASE_PATH_SIZE];
    *current = 0;
    enum status status = release_current(parent->setup->config->store, current, dir, p);
    return status == STATUS_NO_RELEASE ? STATUS_OK : status;
}

/* The newest first, RELEASES_SHOWN at most. */
static enum status releases_list(struct parent *parent, struct question *question, size_t most,
                                 struct problem *p)
{
    const char *store = parent->setup->config->store;
    struct release_list list = {NULL, 0};
    struct release_summary *one = malloc(sizeof *one);
    uint64_t current = 0;
    enum status status = one ? releases_current(parent, &current, p) : problem_memory(p);
    if (status == STATUS_OK && current > 0)
        status = release_list_read(&list, store, p);
    json_begin_array(question->json, "releases");
    for (size_t i = 0; i < list.count && i < most && status == STATUS_OK; i++) {
        uint64_t number = list.numbers[list.count - 1 - i];
        status = release_summary_read(one, store, number, p);
        if (status == STATUS_OK)
            releases_write(one, number == current, question->json);
    }
    json_end(question->json);
    json_int(question->json, "current", (int64_t)current);
    json_int(question->json, "count", (int64_t)list.count);
    release_list_free(&list);
    free(one);
    return status;
}

enum status keep_releases(struct parent *parent, struct question *question, struct problem *p)
{
    return releases_list(parent, question, RELEASES_SHOWN, p);
}

enum status keep_status(struct parent *parent, struct question *question, struct problem *p)
{
    const struct job *job = job_running(parent);
    enum status status = releases_list(parent, question, 1, p);
    json_text(question->json, "who", question->who);
    json_text(question->json, "role", desk_role_name(question->role));
    json_int(question->json, "hashes", (int64_t)parent->hashes);
    if (job) {
        json_begin_object(question->json, "job");
        job_write(job, question->json);
        json_end(question->json);
    }
    return status;
}

/* --- jobs ------------------------------------------------------------------------------------- */

static enum status releases_line(const char *name, struct slice text, struct problem *p)
{
    bool good = text.len < JOB_TEXT && (text.len == 0 || (text_check(text, NULL) == TEXT_GOOD &&
                                                          !memchr(text.at, '\n', text.len) &&
                                                          !memchr(text.at, '\r', text.len)));
    if (good && text.len <= RELEASE_MESSAGE_MAX)
        return STATUS_OK;
    return problem_set(p, STATUS_DESK_VALUE, slice_of(name), text, NULL);
}

static enum status releases_begin(struct parent *parent, struct question *question,
                                  uint64_t release, struct slice text, struct problem *p)
{
    uint64_t job = 0;
    enum status status = job_start(parent, question, release, text, &job, p);
    if (status == STATUS_OK)
        json_int(question->json, "job", (int64_t)job);
    return status;
}

enum status keep_restore(struct parent *parent, struct question *question, struct problem *p)
{
    const char *store = parent->setup->config->store;
    struct slice reason = question_argument(question, "reason");
    struct release_list list = {NULL, 0};
    uint64_t current = 0;
    int64_t number = 0;
    enum status status = releases_line("reason", reason, p);
    if (status == STATUS_OK &&
        !decimal_parse_int(question_argument(question, "release"), 1, INT64_MAX / 2, &number))
        status = problem_set(p, STATUS_DESK_VALUE, slice_of("release"),
                             question_argument(question, "release"), NULL);
    if (status == STATUS_OK)
        status = releases_current(parent, &current, p);
    if (status == STATUS_OK)
        status = release_list_read(&list, store, p);
    if (status == STATUS_OK)
        status = release_known(&list, store, (uint64_t)number, p);
    release_list_free(&list);
    if (status == STATUS_NO_SUCH_RELEASE || status == STATUS_NO_RELEASE ||
        (status == STATUS_OK && (uint64_t)number == current))
        return problem_set(p, STATUS_DESK_VALUE, slice_of("release"),
                           question_argument(question, "release"), NULL);
    return status == STATUS_OK ? releases_begin(parent, question, (uint64_t)number, reason, p)
                               : status;
}

enum status keep_publish(struct parent *parent, struct question *question, struct problem *p)
{
    struct slice message = question_argument(question, "message");
    enum status status = releases_line("message", message, p);
    return status == STATUS_OK ? releases_begin(parent, question, 0, message, p) : status;
}

enum status keep_job(struct parent *parent, struct question *question, struct problem *p)
{
    int64_t number = 0;
    struct slice asked = question_argument(question, "job");
    const struct job *job = decimal_parse_int(asked, 1, INT64_MAX / 2, &number)
                                ? job_find(parent, (uint64_t)number)
                                : NULL;
    if (!job)
        return problem_set(p, STATUS_NOT_FOUND, asked, SLICE_NONE, NULL);
    job_write(job, question->json);
    return STATUS_OK;
}
