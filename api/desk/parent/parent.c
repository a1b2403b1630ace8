/* See parent.h: the loop of the process that publishes, and the start and end of the other one. */
#include "hiraku/desk/parent/parent.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/log.h"
#include "hiraku/desk/packet.h"
#include "hiraku/desk/parent/jobs.h"
#include "hiraku/http/server/sandbox.h"
#include "hiraku/release/lock.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECOND_MS = 1000, MINUTE_MS = 60 * SECOND_MS, AGAIN_MS = 500, ANSWER_MOST = PACKET_MOST };

/* --- the child -------------------------------------------------------------------------------- */

static void parent_child_become(const struct parent *parent, desk_face *face, int socket)
{
    pid_t above = getppid();
    sigset_t none;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != above)
        _exit(EXIT_MACHINE);
    for (size_t i = 0; i < JOBS_KEPT; i++)
        if (parent->jobs[i].state == JOB_RUNNING)
            close(parent->jobs[i].socket);
    parent_close_own(parent);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_IGN); /* of the terminal: the parent ends both */
    _exit(face(parent->setup, socket));
}

static enum status parent_child_start(struct parent *parent, desk_face *face, struct problem *p)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return problem_errno(p, "socketpair");
    fflush(NULL);
    parent->child = fork();
    if (parent->child < 0) {
        enum status status = problem_errno(p, "fork");
        close(ends[0]);
        close(ends[1]);
        return status;
    }
    if (parent->child == 0) {
        close(ends[0]);
        parent_child_become(parent, face, ends[1]);
    }
    close(ends[1]);
    parent->socket = ends[0];
    return STATUS_OK;
}

static void parent_child_wait(struct parent *parent)
{
    while (waitpid(parent->child, NULL, 0) < 0 && errno == EINTR)
        continue;
    close(parent->socket);
    parent->socket = -1;
}

/* --- the loop --------------------------------------------------------------------------------- */

/* False: the child is gone. */
static bool parent_hear(struct parent *parent)
{
    struct problem problem = {.status = STATUS_OK};
    struct out request, answer;
    bool closed = false;
    int files[2] = {-1, -1};
    out_open_memory(&request, ANSWER_MOST);
    out_open_memory(&answer, ANSWER_MOST);
    enum status status =
        packet_receive_beside(parent->socket, &request, &files[0], &closed, &problem);
    if (status == STATUS_OK && !closed)
        status = parent_answer(parent, out_written(&request), files, &answer, &problem);
    if (status == STATUS_OK && !closed)
        status = packet_send_beside(parent->socket, out_written(&answer), files[1], &problem);
    for (size_t i = 0; i < 2; i++)
        if (files[i] >= 0)
            close(files[i]);
    out_close(&request);
    out_close(&answer);
    return status == STATUS_OK && !closed;
}

/* A child that has ended or does not speak as it should is replaced: sessions live here. */
static enum status parent_replace(struct parent *parent, desk_face *face, struct problem *p)
{
    const struct timespec pause = {.tv_nsec = AGAIN_MS * 1000000L};
    kill(parent->child, SIGKILL);
    parent_child_wait(parent);
    log_line(LOG_WARNING, "the process that speaks HTTP has ended and is started again",
             (char *)NULL);
    nanosleep(&pause, NULL);
    return parent_child_start(parent, face, p);
}

/* Until a signal asks for the end. */
static enum status parent_loop(struct parent *parent, desk_face *face, struct problem *p)
{
    for (;;) {
        struct job *job = job_running(parent);
        struct pollfd watched[] = {{parent->signals, POLLIN, 0},
                                   {parent->socket, POLLIN, 0},
                                   {job ? job->socket : -1, POLLIN, 0}};
        if (poll(watched, sizeof watched / sizeof *watched, -1) < 0) {
            if (errno == EINTR)
                continue;
            return problem_errno(p, "poll");
        }
        if (watched[0].revents)
            return STATUS_OK;
        if (job && watched[2].revents)
            job_hear(parent, job);
        if (watched[1].revents && !parent_hear(parent)) {
            enum status status = parent_replace(parent, face, p);
            if (status != STATUS_OK)
                return status;
        }
    }
}

/* The child first, then the job, which is not broken off. */
static void parent_end(struct parent *parent)
{
    struct job *job;
    kill(parent->child, SIGTERM);
    parent_child_wait(parent);
    while ((job = job_running(parent)))
        job_hear(parent, job);
}

/* --- start and end ---------------------------------------------------------------------------- */

/* Without an account: the address at which the first approver is set up, once. */
static enum status parent_first(struct parent *parent, struct problem *p)
{
    struct desk_accounts accounts;
    char token[DESK_SECRET_SIZE];
    enum status status = desk_accounts_read(&accounts, &parent->setup->state, p);
    size_t count = accounts.count;
    desk_accounts_free(&accounts);
    if (status != STATUS_OK || count > 0)
        return status;
    status = desk_secret_make(token, p);
    if (status != STATUS_OK)
        return status;
    desk_secret_digest(slice_of(token), parent->first);
    const char *own = parent->setup->config->desk_url;
    size_t len = strlen(own);
    printf("set up at %s%sdesk/setup?token=%s\n", own[0] ? own : parent->setup->url,
           len && own[len - 1] != '/' ? "/" : "", token);
    explicit_bzero(token, sizeof token);
    return STATUS_OK;
}

enum status parent_init(struct parent *parent, const struct desk_setup *setup, struct problem *p)
{
    const struct config *config = setup->config;
    parent->setup = setup;
    parent->socket = -1;
    parent->sessions.idle_ms = config->desk_idle_minutes * MINUTE_MS;
    parent->sessions.most_ms = config->desk_session_minutes * MINUTE_MS;
    return desk_sessions_new(&parent->sessions, (size_t)config->desk_sessions, p);
}

void parent_free(struct parent *parent)
{
    desk_sessions_free(&parent->sessions);
    for (size_t i = 0; i < JOBS_KEPT; i++)
        free(parent->jobs[i].outcome);
    for (size_t i = 0; i < ANSWERS_KEPT; i++)
        free(parent->answers[i].data);
}

static enum status parent_serve(struct parent *parent, desk_face *face, struct problem *p)
{
    enum status status = parent_init(parent, parent->setup, p);
    if (status == STATUS_OK)
        status = sandbox_enter(SANDBOX_KEEPER, parent->setup->config->sandbox, p);
    if (status == STATUS_OK)
        job_recover(parent);
    if (status == STATUS_OK)
        status = parent_first(parent, p);
    if (status == STATUS_OK)
        status = parent_child_start(parent, face, p);
    if (status != STATUS_OK)
        return status;
    printf("listening on %s\n", parent->setup->url);
    fflush(stdout);
    status = parent_loop(parent, face, p);
    parent_end(parent);
    return status;
}

enum status desk_run(const struct desk_setup *setup, desk_face *face, struct problem *p)
{
    struct parent *parent = calloc(1, sizeof *parent);
    sigset_t wanted, before;
    if (!parent)
        return problem_memory(p);
    parent->setup = setup;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGTERM);
    sigaddset(&wanted, SIGINT);
    sigprocmask(SIG_BLOCK, &wanted, &before);
    parent->lock = -1;
    parent->signals = signalfd(-1, &wanted, SFD_CLOEXEC);
    enum status status = parent->signals < 0 ? problem_errno(p, "signalfd")
                                             : lock_take(setup->state.dir, &parent->lock, p);
    if (status == STATUS_OK)
        status = parent_serve(parent, face, p);
    parent_close_own(parent);
    sigprocmask(SIG_SETMASK, &before, NULL);
    parent_free(parent);
    free(parent);
    return status;
}
