/* PNG by a process of its own: this program starts itself again, takes its limits, and becomes
 * rsvg-convert (librsvg2-bin), which reads the drawing from standard input and so can open nothing
 * beside it.
 *
 * The process has a group of its own, which is ended as a whole: when its time is over, when it
 * writes too much, and when it ends. What it wrote is believed to be a picture only where it begins
 * and ends as one of the right size. */
#include "card_process.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/out.h"
#include "hiraku/base/status.h"
#include "hiraku/pages/card.h"
#include "hiraku/publish/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    CARD_SECONDS = 10,
    CARD_BYTES_MAX = 2 << 20,
    CARD_CHUNK = 65536,
    CARD_PAUSE_NS = 2000000,
    CARD_NOT_INSTALLED = 127,
    NUMBER_SIZE = 24,
    BASE = 10
};
/* A picture takes some ten MB; fonts of Japanese are mapped whole. */
static const rlim_t card_memory = (rlim_t)1 << 30;

const char card_command[] = "draw-card";

/* --- the child -------------------------------------------------------------------------------- */

static bool card_limit(int resource, rlim_t most)
{
    const struct rlimit limit = {most, most};
    return setrlimit(resource, &limit) == 0;
}

int card_process(char *const arguments[CARD_ARGUMENTS])
{
    char *const drawing[] = {"rsvg-convert", "--format=png", NULL};
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || nowhere < 0 ||
        strtoll(arguments[0], NULL, BASE) != (long long)getppid() ||
        dup2(nowhere, STDERR_FILENO) < 0 || signal(SIGPIPE, SIG_DFL) == SIG_ERR ||
        signal(SIGXFSZ, SIG_IGN) == SIG_ERR || !card_limit(RLIMIT_AS, card_memory) ||
        !card_limit(RLIMIT_CPU, CARD_SECONDS) || !card_limit(RLIMIT_FSIZE, 0) ||
        !card_limit(RLIMIT_CORE, 0))
        return EXIT_MACHINE;
    execvp(drawing[0], drawing);
    return errno == ENOENT ? CARD_NOT_INSTALLED : EXIT_MACHINE;
}

/* --- the parent ------------------------------------------------------------------------------- */

/* The drawing as a file without a name; −1 with the problem. */
static int card_drawing(struct slice drawing, struct problem *p)
{
    int fd = memfd_create("card", MFD_CLOEXEC);
    if (fd < 0) {
        problem_errno(p, "memfd");
        return -1;
    }
    if (out_sink_fd(&fd, drawing.at, drawing.len, p) == STATUS_OK && lseek(fd, 0, SEEK_SET) == 0)
        return fd;
    close(fd);
    return -1;
}

static int card_spawn(const char *program, int drawing, int picture, pid_t *child)
{
    char parent[NUMBER_SIZE];
    snprintf(parent, sizeof parent, "%ld", (long)getpid());
    const char *const arguments[] = {"hiraku", card_command, parent, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t own;
    int code = posix_spawn_file_actions_init(&actions);
    if (code != 0)
        return code;
    code = posix_spawnattr_init(&own);
    if (code == 0) {
        code = posix_spawnattr_setflags(&own, POSIX_SPAWN_SETPGROUP);
        if (code == 0)
            code = posix_spawn_file_actions_adddup2(&actions, drawing, STDIN_FILENO);
        if (code == 0)
            code = posix_spawn_file_actions_adddup2(&actions, picture, STDOUT_FILENO);
        if (code == 0)
            code = posix_spawn(child, program, &actions, &own, (char *const *)arguments, environ);
        posix_spawnattr_destroy(&own);
    }
    posix_spawn_file_actions_destroy(&actions);
    return code;
}

/* Reads until the other end is closed; false: it took too long, or is too much. */
static bool card_read(int from, int64_t until, struct out *picture)
{
    char bytes[CARD_CHUNK];
    for (;;) {
        int64_t left = until - clock_monotonic_ms();
        struct pollfd ready = {.fd = from, .events = POLLIN};
        int come = left > 0 ? poll(&ready, 1, (int)left) : 0;
        if (come < 0 && errno == EINTR)
            continue;
        if (come <= 0)
            return false;
        ssize_t len = read(from, bytes, sizeof bytes);
        if (len < 0 && errno == EINTR)
            continue;
        if (len <= 0)
            return len == 0;
        out_bytes(picture, bytes, (size_t)len);
        if (picture->error != STATUS_OK)
            return false;
    }
}

/* How it ended, with all that it has started; −1: it had to be ended. */
static int card_end(pid_t child, int64_t until, bool wait)
{
    siginfo_t info = {.si_pid = 0};
    int how = 0;
    while (wait && waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == 0 && clock_monotonic_ms() < until)
        nanosleep(&(struct timespec){.tv_nsec = CARD_PAUSE_NS}, NULL);
    kill(-child, SIGKILL); /* before it is waited for: the number is still its own */
    while (waitpid(child, &how, 0) < 0)
        if (errno != EINTR)
            return -1;
    return info.si_pid != 0 && WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

bool card_is_picture(struct slice bytes)
{
    /* PNG 1.2, s.3.1, 4.1.1, 4.1.4: signature, IHDR with width and height, IEND */
    static const unsigned char start[] = {0x89,
                                          'P',
                                          'N',
                                          'G',
                                          '\r',
                                          '\n',
                                          0x1a,
                                          '\n',
                                          0,
                                          0,
                                          0,
                                          13,
                                          'I',
                                          'H',
                                          'D',
                                          'R',
                                          0,
                                          0,
                                          CARD_WIDTH / 256,
                                          CARD_WIDTH % 256,
                                          0,
                                          0,
                                          CARD_HEIGHT / 256,
                                          CARD_HEIGHT % 256};
    static const unsigned char end[] = {0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82};
    return bytes.len > sizeof start + sizeof end && memcmp(bytes.at, start, sizeof start) == 0 &&
           memcmp(bytes.at + bytes.len - sizeof end, end, sizeof end) == 0;
}

enum card_outcome card_process_draw(const char *program, struct slice drawing, struct out *picture,
                                    struct problem *p)
{
    int ends[2];
    pid_t child = -1;
    out_open_memory(picture, CARD_BYTES_MAX);
    int from = card_drawing(drawing, p);
    if (from < 0)
        return CARD_BROKEN;
    if (pipe2(ends, O_CLOEXEC) < 0) {
        close(from);
        problem_errno(p, "pipe");
        return CARD_BROKEN;
    }
    int64_t until = clock_monotonic_ms() + CARD_SECONDS * INT64_C(1000);
    int code = card_spawn(program, from, ends[1], &child);
    close(from);
    close(ends[1]);
    if (code != 0) {
        close(ends[0]);
        errno = code;
        problem_errno(p, program);
        return CARD_BROKEN;
    }
    bool whole = card_read(ends[0], until, picture);
    close(ends[0]);
    int exit = card_end(child, until, whole);
    if (exit == CARD_NOT_INSTALLED)
        return CARD_NO_PROGRAM;
    if (whole && exit == 0 && card_is_picture(out_written(picture)))
        return CARD_DRAWN;
    problem_set(p, STATUS_INTERNAL, slice_of("rsvg-convert"), SLICE_NONE,
                !whole      ? "too slow or too much"
                : exit != 0 ? "it failed"
                            : "no picture of the right size");
    return CARD_BROKEN;
}
