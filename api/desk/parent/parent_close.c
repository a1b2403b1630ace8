/* See parent_close_own in parent.h: called by what the loop starts, which the loop calls. */
#include "hiraku/desk/parent/parent.h"

#include "hiraku/http/server/sandbox.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* Of address space, not of what is used. */
static const rlim_t apart_memory = (rlim_t)4 << 30;

void parent_close_own(const struct parent *parent)
{
    if (parent->lock >= 0)
        close(parent->lock);
    if (parent->signals >= 0)
        close(parent->signals);
}

bool parent_dies_with(pid_t above)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    return getppid() == above;
}

void parent_leave(const struct parent *parent, unsigned cpu_seconds, bool bounded)
{
    const struct rlimit cpu = {cpu_seconds, cpu_seconds}, core = {0, 0};
    const struct rlimit memory = {apart_memory, apart_memory};
    sigset_t none;
    close(parent->setup->listener);
    if (parent->socket >= 0)
        close(parent->socket);
    parent_close_own(parent);
    setrlimit(RLIMIT_CPU, &cpu);
    setrlimit(RLIMIT_CORE, &core);
    if (bounded && !sandbox_is_instrumented())
        setrlimit(RLIMIT_AS, &memory);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}
