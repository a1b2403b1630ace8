/* See jobs.h. */
#include "hiraku/desk/parent/jobs.h"

#include "hiraku/base/json_memory.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/log.h"
#include "hiraku/desk/desk_log.h"
#include "hiraku/desk/packet.h"
#include "hiraku/desk/parent/errand.h"
#include "hiraku/desk/parent/job_process.h"
#include "hiraku/release/json_file.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { JOB_CPU_SECONDS = 3600, PACKET_BYTES = 2 * 1024 * 1024 };

static const char *const states[] = {"", "running", "done", "failed"};

/* --- starting --------------------------------------------------------------------------------- */

struct job *job_running(struct parent *parent)
{
    for (size_t i = 0; i < JOBS_KEPT; i++)
        if (parent->jobs[i].state == JOB_RUNNING)
            return &parent->jobs[i];
    return NULL;
}

const struct job *job_find(const struct parent *parent, uint64_t number)
{
    for (size_t i = 0; i < JOBS_KEPT; i++)
        if (parent->jobs[i].state != JOB_FREE && parent->jobs[i].number == number)
            return &parent->jobs[i];
    return NULL;
}

/* The process of the job: it ends with the parent, and holds nothing that is of the others. */
static void job_become(const struct parent *parent, const struct job *job,
                       const struct question *question, int socket)
{
    parent_leave(parent, JOB_CPU_SECONDS, desk_operations[job->action].flags & DESK_TAKES);
    job_process(parent->setup, job, question, socket);
    _exit(EXIT_GOOD);
}

static enum status job_fork(struct parent *parent, struct job *job, const struct question *question,
                            struct problem *p)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return problem_errno(p, "socketpair");
    fflush(NULL);
    pid_t above = getpid();
    job->pid = fork();
    if (job->pid < 0) {
        enum status status = problem_errno(p, "fork");
        close(ends[0]);
        close(ends[1]);
        return status;
    }
    if (job->pid == 0) {
        close(ends[0]);
        if (parent_dies_with(above))
            job_become(parent, job, question, ends[1]);
        _exit(EXIT_MACHINE);
    }
    close(ends[1]);
    job->socket = ends[0];
    return STATUS_OK;
}

void job_recover(struct parent *parent)
{
    struct question question = {.who = "", .takes = -1, .gives = -1};
    struct problem problem = {.status = STATUS_OK};
    struct out data;
    out_open_memory(&data, PACKET_BYTES);
    if (errand_run(parent, &question, keep_drafts_recover, &data, &problem) != STATUS_OK)
        log_problem(LOG_ERROR, "drafts", &problem);
    out_close(&data);
}

static const char *job_about(const struct job *job, char text[32])
{
    snprintf(text, 32, "%s", job->draft);
    if (job->action == DESK_RESTORE)
        snprintf(text, 32, "%" PRIu64, job->release);
    return text;
}

enum status job_start(struct parent *parent, const struct question *question, uint64_t release,
                      struct slice text, uint64_t *number, struct problem *p)
{
    char about[32];
    const struct job *other = job_running(parent);
    if (other) {
        snprintf(about, sizeof about, "%" PRIu64, other->number);
        return problem_set(p, STATUS_DESK_BUSY, SLICE_NONE, slice_of(about), NULL);
    }
    struct job *job = &parent->jobs[parent->job_count % JOBS_KEPT];
    free(job->outcome);
    *job = (struct job){.number = parent->job_count + 1,
                        .action = question->action,
                        .release = release,
                        .socket = -1};
    snprintf(job->who, sizeof job->who, "%s", question->who);
    struct slice draft = question_argument(question, "draft");
    snprintf(job->draft, sizeof job->draft, "%.*s", (int)draft.len, draft.len ? draft.at : "");
    snprintf(job->text, sizeof job->text, "%.*s", (int)text.len, text.len ? text.at : "");
    enum status status = desk_log_add(&parent->setup->state, job->who,
                                      desk_operations[job->action].name, job_about(job, about), p);
    if (status == STATUS_OK)
        status = job_fork(parent, job, question, p);
    if (status != STATUS_OK)
        return status;
    parent->job_count++;
    job->state = JOB_RUNNING;
    *number = job->number;
    return STATUS_OK;
}

/* --- hearing ---------------------------------------------------------------------------------- */

static void job_take_outcome(struct job *job, const json_t *outcome)
{
    bool good = true;
    job->outcome = json_dumps(outcome, JSON_COMPACT);
    job->outcome_len = job->outcome ? strlen(job->outcome) : 0;
    json_member_number(outcome, "release", &job->published, &good);
    json_member_text(outcome, "draft", job->draft, sizeof job->draft, &good);
    job->state = good && !json_object_get(outcome, "problem") ? JOB_DONE : JOB_FAILED;
}

static void job_take(struct job *job, struct slice text)
{
    bool good = true;
    json_memory_begin();
    json_t *object = json_loadb(text.at, text.len, 0, NULL);
    const json_t *outcome = json_object_get(object, "outcome");
    if (json_memory_failed()) {
        json_decref(object);
        return;
    }
    if (json_is_object(outcome)) {
        job_take_outcome(job, outcome);
    } else {
        json_member_text(object, "step", job->step, sizeof job->step, &good);
        json_member_text(object, "table", job->table, sizeof job->table, &good);
        json_member_number(object, "rows", &job->rows, &good);
    }
    json_decref(object);
}

/* The process has ended; without an outcome it was killed. */
static void job_over(struct parent *parent, struct job *job)
{
    char what[48], about[32];
    snprintf(about, sizeof about, "%s", job->draft);
    close(job->socket);
    job->socket = -1;
    while (waitpid(job->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    if (job->state == JOB_RUNNING)
        job->state = JOB_FAILED;
    bool done = job->state == JOB_DONE;
    if (done && job->published > 0)
        snprintf(about, sizeof about, "%" PRIu64, job->published);
    snprintf(what, sizeof what, "%s_%s", desk_operations[job->action].name, states[job->state]);
    desk_log_add(&parent->setup->state, job->who, what, about, NULL);
    if (!job->outcome && job->draft[0])
        job_recover(parent);
}

void job_hear(struct parent *parent, struct job *job)
{
    struct out text;
    bool closed;
    out_open_memory(&text, PACKET_BYTES);
    if (packet_receive(job->socket, &text, &closed, NULL) != STATUS_OK)
        closed = true;
    else if (!closed)
        job_take(job, out_written(&text));
    out_close(&text);
    /* with its outcome the process has nothing more to say */
    if (closed || job->state != JOB_RUNNING)
        job_over(parent, job);
}

void job_write(const struct job *job, struct json_writer *json)
{
    json_int(json, "job", (int64_t)job->number);
    json_text(json, "state", states[job->state]);
    json_text(json, "operation", desk_operations[job->action].name);
    json_text(json, "who", job->who);
    json_text(json, "draft", job->draft);
    if (job->action == DESK_RESTORE)
        json_int(json, "restores", (int64_t)job->release);
    json_text(json, "text", job->text);
    json_text(json, "step", job->step);
    json_text(json, "table", job->table);
    json_int(json, "rows", (int64_t)job->rows);
    if (job->outcome)
        out_bytes(json_value(json, "outcome"), job->outcome, job->outcome_len);
}
