/* See errand.h. */
#include "hiraku/desk/parent/errand.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/json_memory.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/desk/packet.h"
#include "hiraku/desk/problem_packet.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- the process ------------------------------------------------------------------------------ */

static void errand_become(struct parent *parent, struct question *question,
                          question_handler *handler, int socket)
{
    struct problem problem = {.status = STATUS_OK};
    struct out answer, data;
    parent_leave(parent, ERRAND_CPU_SECONDS, true);
    out_open_memory(&answer, PACKET_MOST);
    out_open_memory(&data, PACKET_MOST - 64);
    struct json_writer json = json_compact(&data, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    question->json = &json;
    enum status status = handler(parent, question, &problem);
    question->json = NULL;
    json_finish(&json);
    if (status == STATUS_OK)
        status = out_finish(&data, &problem);
    if (status != STATUS_OK && problem.status == STATUS_OK)
        problem_set(&problem, status, SLICE_NONE, SLICE_NONE, NULL);
    struct json_writer outer = json_compact(&answer, JSON_EMPTY_TEXT);
    json_begin_object(&outer, NULL);
    if (status == STATUS_OK)
        out_slice(json_value(&outer, "data"), out_written(&data));
    else
        problem_packet_write(&outer, "problem", &problem);
    json_finish(&outer);
    if (out_finish(&answer, NULL) == STATUS_OK)
        packet_send_beside(socket, out_written(&answer), question->gives, NULL);
    _exit(EXIT_GOOD);
}

/* --- its answer ------------------------------------------------------------------------------- */

static enum status errand_read(struct slice text, struct out *data, struct problem *p)
{
    enum status status = STATUS_OK;
    json_memory_begin();
    json_t *object = json_loadb(text.at, text.len, 0, NULL);
    const json_t *given = json_object_get(object, "data");
    if (json_memory_failed())
        status = problem_memory(p);
    else if (!json_is_object(given))
        status = problem_packet_read(json_object_get(object, "problem"), p);
    char *written = status == STATUS_OK ? json_dumps(given, JSON_COMPACT) : NULL;
    if (status == STATUS_OK && !written)
        status = problem_memory(p);
    out_text(data, written);
    free(written);
    json_decref(object);
    return status;
}

static enum status errand_hear(int socket, struct question *question, struct out *data,
                               struct problem *p)
{
    struct out text;
    bool closed = true;
    struct pollfd watched = {socket, POLLIN, 0};
    int64_t until = clock_monotonic_ms() + ERRAND_MS, left = ERRAND_MS;
    int ready = -1;
    while (left > 0 && (ready = poll(&watched, 1, (int)left)) < 0 && errno == EINTR)
        left = until - clock_monotonic_ms();
    if (ready <= 0)
        return problem_set(p, STATUS_DEADLINE, SLICE_NONE, SLICE_NONE, NULL);
    out_open_memory(&text, PACKET_MOST);
    enum status status = packet_receive_beside(socket, &text, &question->gives, &closed, p);
    if (status == STATUS_OK && closed)
        status = problem_set(p, STATUS_DEADLINE, SLICE_NONE, SLICE_NONE, NULL);
    if (status == STATUS_OK)
        status = errand_read(out_written(&text), data, p);
    out_close(&text);
    return status;
}

enum status errand_run(struct parent *parent, struct question *question, question_handler *handler,
                       struct out *data, struct problem *p)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return problem_errno(p, "socketpair");
    fflush(NULL);
    pid_t above = getpid(), pid = fork();
    if (pid == 0) {
        close(ends[0]);
        if (parent_dies_with(above))
            errand_become(parent, question, handler, ends[1]);
        _exit(EXIT_MACHINE);
    }
    close(ends[1]);
    enum status status =
        pid < 0 ? problem_errno(p, "fork") : errand_hear(ends[0], question, data, p);
    close(ends[0]);
    if (pid > 0)
        kill(pid, SIGKILL); /* it has said what it had to say */
    while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    return status;
}
