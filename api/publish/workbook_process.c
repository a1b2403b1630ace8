/* Workbooks in a process of their own: the program starts itself again for each.
 *
 * The library that writes workbooks ends its process where it gets no memory, and fails where a
 * signal interrupts it. What happens to the child is a problem here; it is tried once more. The
 * child ends with the thread that waits for it: nobody else may find it still writing. */
#include "workbook_process.h"

#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/store/store.h"

#include "artifact_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TRIES = 2, NUMBER_SIZE = 24, BASE = 10, REASON_SIZE = 256 };

const char workbook_command[] = "write-workbook";

/* --- the child -------------------------------------------------------------------------------- */

static enum status child_make(const char *dir, const char *table, const char *path,
                              struct problem *p)
{
    struct instance instance = {.base_url = NULL};
    struct store *store = NULL;
    struct manifest *manifest = malloc(sizeof *manifest);
    const struct artifact_input input = {.instance = &instance,
                                         .manifest = manifest,
                                         .dir = dir,
                                         .path = path,
                                         .table = model_resource(slice_of(table))};
    enum status status = manifest ? manifest_read(manifest, dir, p) : problem_memory(p);
    if (status == STATUS_OK)
        status = instance_read_release(&instance, dir, p);
    if (status == STATUS_OK)
        status = store_open(&store, dir, 0, p);
    if (status == STATUS_OK && !input.table)
        status = problem_set(p, STATUS_NOT_FOUND, slice_of(table), slice_of(""), NULL);
    if (status == STATUS_OK)
        status = artifact_workbook.make(store, &input, p);
    store_close(store);
    instance_free(&instance);
    free(manifest);
    return status;
}

/* The same, with the library's complaints taken for failures: where it gets no memory it often says
 * so on standard error, leaves out what the memory was for, and goes on. */
static enum status child_make_watched(char *const arguments[WORKBOOK_ARGUMENTS], struct problem *p)
{
    char reason[REASON_SIZE] = "";
    int said = memfd_create("workbook", MFD_CLOEXEC);
    if (said < 0 || dup2(said, STDERR_FILENO) < 0)
        return problem_errno(p, "memfd");
    enum status status = child_make(arguments[1], arguments[2], arguments[3], p);
    ssize_t len = in_bytes_at(said, reason, sizeof reason - 1, 0);
    if (status != STATUS_OK || len == 0)
        return status;
    reason[strcspn(reason, "\n")] = '\0';
    return problem_set(p, STATUS_WORKBOOK, slice_of(arguments[3]), slice_of(NULL), reason);
}

int workbook_process(char *const arguments[WORKBOOK_ARGUMENTS])
{
    struct problem problem = {.status = STATUS_OK};
    int to = STDOUT_FILENO, complain = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 ||
        strtoll(arguments[0], NULL, BASE) != (long long)getppid())
        return EXIT_MACHINE;
    enum status status = child_make_watched(arguments, &problem);
    problem.status = status;
    dup2(complain, STDERR_FILENO); /* for what watches the process to its end */
    if (status != STATUS_OK)
        (void)out_sink_fd(&to, &problem, sizeof problem, NULL);
    return (int)status_info(status)->exit;
}

/* --- the parent ------------------------------------------------------------------------------- */

/* Starts the child; `*from` is the end of a pipe from which its problem comes. */
static enum status child_start(const char *program, const struct artifact_input *input,
                               pid_t *child, int *from, struct problem *p)
{
    char parent[NUMBER_SIZE];
    int ends[2];
    snprintf(parent, sizeof parent, "%ld", (long)getpid());
    const char *const arguments[] = {"hiraku",           workbook_command, parent, input->dir,
                                     input->table->name, input->path,      NULL};
    posix_spawn_file_actions_t actions;
    if (pipe2(ends, O_CLOEXEC) < 0)
        return problem_errno(p, "pipe");
    int code = posix_spawn_file_actions_init(&actions);
    if (code == 0) {
        code = posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        if (code == 0)
            code = posix_spawn(child, program, &actions, NULL, (char *const *)arguments, environ);
        posix_spawn_file_actions_destroy(&actions);
    }
    close(ends[1]);
    *from = ends[0];
    if (code == 0)
        return STATUS_OK;
    close(ends[0]);
    errno = code;
    return problem_errno(p, program);
}

/* How a child ended that has not said why. */
static enum status child_ended(int how, const struct artifact_input *input, struct problem *p)
{
    char reason[64];
    if (WIFSIGNALED(how))
        snprintf(reason, sizeof reason, "signal %d", WTERMSIG(how));
    else
        snprintf(reason, sizeof reason, "exit %d", WEXITSTATUS(how));
    return problem_set(p, STATUS_WORKBOOK, slice_of(input->path), slice_of(NULL), reason);
}

static enum status process_make_once(const char *program, const struct artifact_input *input,
                                     struct problem *p)
{
    struct problem problem;
    pid_t child = -1, done;
    int from = -1, how = 0;
    enum status status = child_start(program, input, &child, &from, p);
    if (status != STATUS_OK)
        return status;
    ssize_t told = in_bytes(from, &problem, sizeof problem);
    close(from);
    do
        done = waitpid(child, &how, 0);
    while (done < 0 && errno == EINTR);
    if (done < 0)
        return problem_errno(p, program);
    if (WIFEXITED(how) && WEXITSTATUS(how) == EXIT_GOOD)
        return STATUS_OK;
    if (told != (ssize_t)sizeof problem || !WIFEXITED(how))
        return child_ended(how, input, p);
    if (p)
        *p = problem;
    return problem.status;
}

enum status workbook_process_make(const char *program, const struct artifact_input *input,
                                  struct problem *p)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < TRIES; i++) {
        status = process_make_once(program, input, p);
        if (status == STATUS_OK)
            break;
        unlink(input->path);
    }
    return status;
}
