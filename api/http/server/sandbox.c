/* What a process gives up before it serves: the rights of root, new rights, and every system call
 * that it does not need. Which these are is told by its kind.
 *
 * Two kinds of refusal. What an intruder would need and nothing here does (a program, a debugger, a
 * socket of one's own, a mount) kills the process: it is no mistake. Anything else that is not on
 * the list fails as on a system that lacks it (ENOSYS), or with EACCES where a file would be opened
 * for writing, so that a library of tomorrow that tries something new finds its other way. */
#include "hiraku/http/server/sandbox.h"

#include "hiraku/base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <sched.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

/* --- rights ----------------------------------------------------------------------------------- */

enum status sandbox_drop_root(const char *user, struct problem *p)
{
    if (geteuid() != 0) {
        if (user[0])
            log_line(LOG_INFO, "not root, the setting user has no effect", "user", user,
                     (char *)NULL);
        return STATUS_OK;
    }
    if (!user[0]) {
        log_line(LOG_WARNING, "serving as root; name another in the setting user", (char *)NULL);
        return STATUS_OK;
    }
    errno = 0;
    const struct passwd *entry = getpwnam(user);
    if (!entry || entry->pw_uid == 0)
        return problem_set(p, STATUS_BAD_SETTING, slice_of("user"), slice_of(user), NULL);
    if (initgroups(user, entry->pw_gid) != 0 || setgid(entry->pw_gid) != 0 ||
        setuid(entry->pw_uid) != 0)
        return problem_errno(p, user);
    if (setuid(0) == 0)
        return problem_set(p, STATUS_INTERNAL, SLICE_NONE, SLICE_NONE, "root could be had again");
    return STATUS_OK;
}

/* --- system calls ----------------------------------------------------------------------------- */

/* Behind the last of a list: no number of a call, of which those that a machine lacks are below 0.
 */
enum { LIST_END = INT_MIN };

/* Of whoever answers requests. */
static const int allowed[] = {
    /* bytes */
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(preadv),
    SCMP_SYS(preadv2),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(pwrite64),
    SCMP_SYS(pwritev),
    SCMP_SYS(pwritev2),
    SCMP_SYS(sendfile),
    SCMP_SYS(sendfile64),
    SCMP_SYS(splice),
    SCMP_SYS(lseek),
    SCMP_SYS(_llseek),
    SCMP_SYS(close),
    SCMP_SYS(fcntl),
    SCMP_SYS(fcntl64),
    SCMP_SYS(ioctl),
    SCMP_SYS(dup),
    SCMP_SYS(fadvise64),
    SCMP_SYS(readahead),
    /* connections that are there or come in; connect() dissolves them (connection.c) */
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(shutdown),
    SCMP_SYS(connect),
    SCMP_SYS(sendto),
    SCMP_SYS(sendmsg),
    SCMP_SYS(recvfrom),
    SCMP_SYS(recvmsg),
    SCMP_SYS(setsockopt),
    SCMP_SYS(getsockopt),
    SCMP_SYS(getsockname),
    SCMP_SYS(getpeername),
    /* waiting */
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(select),
    SCMP_SYS(pselect6),
    SCMP_SYS(_newselect),
    SCMP_SYS(epoll_create),
    SCMP_SYS(epoll_create1),
    SCMP_SYS(epoll_ctl),
    SCMP_SYS(epoll_wait),
    SCMP_SYS(epoll_pwait),
    SCMP_SYS(epoll_pwait2),
    SCMP_SYS(eventfd2),
    SCMP_SYS(pipe),
    SCMP_SYS(pipe2),
    SCMP_SYS(futex),
    SCMP_SYS(futex_time64),
    SCMP_SYS(nanosleep),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(sched_yield),
    SCMP_SYS(restart_syscall),
    /* files that are open. Temporary ones have no name, and may shrink. */
    SCMP_SYS(fstat),
    SCMP_SYS(fstat64),
    SCMP_SYS(newfstatat),
    SCMP_SYS(fstatat64),
    SCMP_SYS(statx),
    SCMP_SYS(ftruncate),
    SCMP_SYS(ftruncate64),
    SCMP_SYS(memfd_create),
    /* memory; what can be executed is below */
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(membarrier),
    SCMP_SYS(mincore),
    /* threads, signals, time, the process itself */
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(get_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(gettid),
    SCMP_SYS(getpid),
    SCMP_SYS(getppid),
    SCMP_SYS(tgkill),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigtimedwait),
    SCMP_SYS(rt_sigtimedwait_time64),
    SCMP_SYS(rt_sigsuspend),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(sigreturn),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_gettime64),
    SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getrandom),
    SCMP_SYS(getrusage),
    SCMP_SYS(times),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(getcpu),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(ugetrlimit),
    SCMP_SYS(getrlimit),
    LIST_END,
};

/* Of whoever reads files by their names: looking; opening is below. */
static const int named[] = {
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(stat64),
    SCMP_SYS(lstat64),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents),
    SCMP_SYS(getdents64),
    SCMP_SYS(fstatfs),
    SCMP_SYS(fstatfs64),
    SCMP_SYS(statfs),
    SCMP_SYS(getcwd),
    SCMP_SYS(fallocate),
    SCMP_SYS(fsync),
    SCMP_SYS(fdatasync),
    LIST_END,
};

/* What only an intruder does. */
static const int deadly[] = {
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(kexec_load),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(io_uring_setup),
    LIST_END,
};

/* … and, of whoever answers requests, starting programs and talking to others. */
static const int deadly_to_servers[] = {
    SCMP_SYS(execve),      SCMP_SYS(execveat),  SCMP_SYS(fork),
    SCMP_SYS(vfork),       SCMP_SYS(socket),    SCMP_SYS(socketpair),
    SCMP_SYS(bind),        SCMP_SYS(listen),    SCMP_SYS(setuid),
    SCMP_SYS(setgid),      SCMP_SYS(setresuid), SCMP_SYS(setresgid),
    SCMP_SYS(personality), SCMP_SYS(kill),      LIST_END,
};

/* What who publishes does not do, but a program that it starts may try (drawing pictures).
 * Accepting is what the other process of the desk does, whose filter stands on this one. */
static const int refused_to_keepers[] = {
    SCMP_SYS(socket), SCMP_SYS(bind),      SCMP_SYS(listen),    SCMP_SYS(setuid),
    SCMP_SYS(setgid), SCMP_SYS(setresuid), SCMP_SYS(setresgid), LIST_END,
};

static int add_all(scmp_filter_ctx filter, uint32_t action, const int *list)
{
    int error = 0;
    for (; *list != LIST_END && error == 0; list++)
        error = seccomp_rule_add(filter, action, *list, 0);
    return error;
}

/* Reading; and files without a name, for sorting more than fits into memory (sqlite/driver.c). */
static int add_open(scmp_filter_ctx filter, int number, unsigned flags)
{
    const unsigned writing = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND;
    const unsigned unnamed = O_ACCMODE | O_CREAT | O_TRUNC | O_TMPFILE;
    int error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 1,
                                 SCMP_CMP(flags, SCMP_CMP_MASKED_EQ, writing, O_RDONLY));
    if (error == 0)
        error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 1,
                                 SCMP_CMP(flags, SCMP_CMP_MASKED_EQ, unnamed, O_RDWR | O_TMPFILE));
    if (error == 0)
        error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), number, 1,
                                 SCMP_CMP(flags, SCMP_CMP_MASKED_EQ, O_ACCMODE, O_WRONLY));
    if (error == 0)
        error = seccomp_rule_add(
            filter, SCMP_ACT_ERRNO(EACCES), number, 1,
            SCMP_CMP(flags, SCMP_CMP_MASKED_EQ, O_ACCMODE | (O_TMPFILE & ~O_DIRECTORY), O_RDWR));
    return error;
}

/* Of those that read files by their names. */
static int add_files(scmp_filter_ctx filter)
{
    int error = add_all(filter, SCMP_ACT_ALLOW, named);
    if (error == 0)
        error = add_open(filter, SCMP_SYS(openat), 2);
    return error == 0 ? add_open(filter, SCMP_SYS(open), 1) : error;
}

/* Of those that open nothing. */
static int add_no_files(scmp_filter_ctx filter)
{
    static const int opening[] = {SCMP_SYS(openat), SCMP_SYS(open), SCMP_SYS(openat2), LIST_END};
    return add_all(filter, SCMP_ACT_ERRNO(EACCES), opening);
}

/* Threads, not processes; clone3 hides its flags, so that it must look absent. */
static int add_threads(scmp_filter_ctx filter)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                            SCMP_CMP(0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
}

/* Those that depend on what is asked of them. */
static int add_conditional(scmp_filter_ctx filter)
{
    int error = 0;
    /* memory is never both written and executed */
    static const int mapping[] = {SCMP_SYS(mmap), SCMP_SYS(mmap2), SCMP_SYS(mprotect)};
    for (size_t i = 0; i < sizeof mapping / sizeof *mapping && error == 0; i++)
        error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, mapping[i], 1,
                                 SCMP_CMP(2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    if (error == 0)
        error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1,
                                 SCMP_CMP(0, SCMP_CMP_EQ, PR_SET_NAME, 0));
    if (error == 0) /* asking for limits, not setting them */
        error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
                                 SCMP_CMP(2, SCMP_CMP_EQ, 0, 0));
    return error;
}

/* Nothing but what is on the list. */
static int build_server(scmp_filter_ctx filter, enum sandbox kind)
{
    int error = add_all(filter, SCMP_ACT_ALLOW, allowed);
    if (error == 0)
        error = add_all(filter, SCMP_ACT_KILL_PROCESS, deadly);
    if (error == 0)
        error = add_all(filter, SCMP_ACT_KILL_PROCESS, deadly_to_servers);
    if (error == 0)
        error = add_conditional(filter);
    if (error == 0)
        error = kind == SANDBOX_SERVE ? add_files(filter) : add_no_files(filter);
    return error == 0 && kind == SANDBOX_SERVE ? add_threads(filter) : error;
}

/* Everything but what is on the list. */
static int build_keeper(scmp_filter_ctx filter)
{
    int error = add_all(filter, SCMP_ACT_KILL_PROCESS, deadly);
    return error == 0 ? add_all(filter, SCMP_ACT_ERRNO(EACCES), refused_to_keepers) : error;
}

static int build(scmp_filter_ctx filter, enum sandbox kind)
{
    int error = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
    if (error == 0)
        error = kind == SANDBOX_KEEPER ? build_keeper(filter) : build_server(filter, kind);
    return error;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { INSTRUMENTED = 1 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
enum { INSTRUMENTED = 1 };
#else
enum { INSTRUMENTED = 0 };
#endif
#else
enum { INSTRUMENTED = 0 };
#endif

bool sandbox_is_instrumented(void)
{
    const char *preloaded = getenv("LD_PRELOAD");
    return INSTRUMENTED || (preloaded && strstr(preloaded, "vgpreload"));
}

enum status sandbox_enter(enum sandbox kind, const char *setting, struct problem *p)
{
    bool off = strcmp(setting, "off") == 0;
    if (!off && strcmp(setting, "on") != 0) {
        problem_set(p, STATUS_BAD_SETTING, slice_of("sandbox"), slice_of(setting), NULL);
        problem_allow(p, slice_of("on"));
        problem_allow(p, slice_of("off"));
        return STATUS_BAD_SETTING;
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return problem_errno(p, "no_new_privs");
    if (off || sandbox_is_instrumented())
        return STATUS_OK;
    scmp_filter_ctx filter =
        seccomp_init(kind == SANDBOX_KEEPER ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(ENOSYS));
    if (!filter)
        return problem_memory(p);
    int error = build(filter, kind);
    if (error == 0)
        error = seccomp_load(filter);
    seccomp_release(filter);
    if (error == 0)
        return STATUS_OK;
    errno = -error;
    return problem_errno(p, "seccomp (--sandbox off)");
}
