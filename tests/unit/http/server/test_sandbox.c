/* What the filter of system calls lets through: each attempt in a process of its own. */
#include "hiraku/http/server/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { KILLED = 1000 };

/* What `attempt` returns behind the filter, or KILLED + signal. */
static int behind_kind(enum sandbox kind, int (*attempt)(void))
{
    pid_t child = fork();
    if (child == 0) {
        struct problem p;
        if (sandbox_enter(kind, "on", &p) != STATUS_OK)
            _exit(120);
        _exit(attempt());
    }
    int state = 0;
    assert_int_equal(waitpid(child, &state, 0), child);
    return WIFSIGNALED(state) ? KILLED + WTERMSIG(state) : WEXITSTATUS(state);
}

static int behind(int (*attempt)(void))
{
    return behind_kind(SANDBOX_SERVE, attempt);
}

/* 0 or errno. */
static int outcome(bool good)
{
    return good ? 0 : errno;
}

static int read_file(void)
{
    char byte;
    int fd = open("/proc/self/status", O_RDONLY);
    return outcome(fd >= 0 && read(fd, &byte, 1) == 1);
}
static int write_file(void)
{
    return outcome(open("/dev/null", O_WRONLY) >= 0);
}
static int update_file(void)
{
    return outcome(open("/dev/null", O_RDWR) >= 0);
}
static int create_file(void)
{
    return outcome(open("/tmp/hiraku-sandbox-test", O_RDWR | O_CREAT | O_EXCL, 0600) >= 0);
}
static int truncate_file(void)
{
    return outcome(open("/dev/null", O_RDONLY | O_TRUNC) >= 0);
}
static int make_unnamed(void)
{
    int fd = open("/tmp", O_RDWR | O_TMPFILE, 0600);
    return outcome((fd >= 0 && write(fd, "x", 1) == 1) || errno == EOPNOTSUPP);
}
static int remove_file(void)
{
    return outcome(unlink("/tmp/hiraku-sandbox-test") == 0);
}
static void *nothing(void *context)
{
    return context;
}
static int make_thread(void)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, nothing, NULL) || pthread_join(thread, NULL);
}
static int make_process(void)
{
    return outcome(fork() >= 0);
}
static int execute(void)
{
    char *none[] = {NULL};
    return outcome(execve("/bin/true", none, none) == 0);
}
static int open_socket(void)
{
    return outcome(socket(AF_INET, SOCK_STREAM, 0) >= 0);
}
static int trace(void)
{
    return outcome(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0);
}
static int map_code(void)
{
    return outcome(mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS,
                        -1, 0) != MAP_FAILED);
}
static int send_signal(void)
{
    return outcome(kill(getppid(), 0) == 0);
}

static void skip_without_filter(void)
{
    if (sandbox_is_instrumented())
        skip();
}

static void test_what_serving_needs_is_allowed(void **state)
{
    (void)state;
    skip_without_filter();
    assert_int_equal(behind(read_file), 0);
    assert_int_equal(behind(make_thread), 0);
    assert_int_equal(behind(make_unnamed), 0);
}

static void test_nothing_is_opened_for_writing_created_or_removed(void **state)
{
    (void)state;
    skip_without_filter();
    assert_int_equal(behind(write_file), EACCES);
    assert_int_equal(behind(update_file), EACCES);
    assert_int_equal(behind(create_file), EACCES);
    assert_int_not_equal(behind(truncate_file), 0);
    assert_int_equal(behind(remove_file), ENOSYS);
    assert_int_equal(behind(map_code), ENOSYS);
}

static void test_what_only_an_intruder_does_is_the_end(void **state)
{
    (void)state;
    skip_without_filter();
    assert_int_equal(behind(execute), KILLED + SIGSYS);
    assert_int_equal(behind(open_socket), KILLED + SIGSYS);
    assert_int_equal(behind(trace), KILLED + SIGSYS);
    assert_int_equal(behind(send_signal), KILLED + SIGSYS);
    assert_int_not_equal(behind(make_process), 0);
}

/* The process of the desk that speaks HTTP: it opens no file at all and has no other thread. */
static void test_the_face_of_the_desk_opens_nothing(void **state)
{
    (void)state;
    skip_without_filter();
    assert_int_equal(behind_kind(SANDBOX_FACE, read_file), EACCES);
    assert_int_equal(behind_kind(SANDBOX_FACE, write_file), EACCES);
    assert_int_equal(behind_kind(SANDBOX_FACE, create_file), EACCES);
    assert_int_equal(behind_kind(SANDBOX_FACE, execute), KILLED + SIGSYS);
    assert_int_equal(behind_kind(SANDBOX_FACE, open_socket), KILLED + SIGSYS);
    assert_int_equal(behind_kind(SANDBOX_FACE, send_signal), KILLED + SIGSYS);
    assert_int_not_equal(behind_kind(SANDBOX_FACE, make_process), 0);
}

/* The one that publishes: files and programs, but no network and no debugger. */
static void test_the_keeper_of_the_desk_has_no_network(void **state)
{
    (void)state;
    skip_without_filter();
    assert_int_equal(behind_kind(SANDBOX_KEEPER, read_file), 0);
    assert_int_equal(behind_kind(SANDBOX_KEEPER, write_file), 0);
    assert_int_equal(behind_kind(SANDBOX_KEEPER, make_process), 0);
    assert_int_equal(behind_kind(SANDBOX_KEEPER, open_socket), EACCES);
    assert_int_equal(behind_kind(SANDBOX_KEEPER, trace), KILLED + SIGSYS);
}

static void test_the_setting_is_on_or_off(void **state)
{
    (void)state;
    struct problem p;
    assert_int_equal(sandbox_enter(SANDBOX_SERVE, "maybe", &p), STATUS_BAD_SETTING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_serving_needs_is_allowed),
        cmocka_unit_test(test_nothing_is_opened_for_writing_created_or_removed),
        cmocka_unit_test(test_what_only_an_intruder_does_is_the_end),
        cmocka_unit_test(test_the_face_of_the_desk_opens_nothing),
        cmocka_unit_test(test_the_keeper_of_the_desk_has_no_network),
        cmocka_unit_test(test_the_setting_is_on_or_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
