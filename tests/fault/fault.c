/* Faults on demand: the n-th allocation or I/O call fails, is cut short or is the last one that the
 * process makes; and another time of day.
 *
 * Built twice. As a library for LD_PRELOAD it stands in front of the C library for everybody: an
 * allocation counts as our own if the program itself called malloc, else as a library's. With
 * FAULT_WRAP it is linked into the program by the linker's --wrap, which takes the calls of our own
 * objects only, and gives SQLite, jansson and libxml2 allocators of its own: so AddressSanitizer
 * and LeakSanitizer can watch. What to do stands in a page shared with the test, named by
 * HIRAKU_FAULT; without it everything works as usual. See fault.py for the other side. */
#include "page.h"

#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static struct fault_page idle, *page = &idle;
static bool is_child;

/* The chain of callers, told by their addresses relative to this function. */
static void trace(uint64_t number)
{
    void *callers[FAULT_DEPTH];
    static __thread bool tracing;
    if (tracing || number >= FAULT_TRACED)
        return;
    tracing = true; /* backtrace itself may allocate */
    int count = backtrace(callers, FAULT_DEPTH);
    uint32_t digest = 1;
    for (int i = 0; i < count; i++)
        digest = digest * 16777619 + (uint32_t)((uintptr_t)callers[i] - (uintptr_t)trace);
    page->traces[number] = digest;
    tracing = false;
}

/* Counts a call; the code with which it is to fail, or 0. */
uint64_t fault_due(enum fault_kind kind)
{
    if (page->where != FAULT_EVERYWHERE && (page->where == FAULT_IN_CHILDREN) != is_child)
        return 0;
    uint64_t number = 1 + __atomic_fetch_add(&page->count[kind], 1, __ATOMIC_RELAXED);
    uint64_t first = __atomic_load_n(&page->first, __ATOMIC_RELAXED);
    if (page->traced && page->kind == kind)
        trace(number - 1);
    if (page->kind != kind || first == 0 || number < first || (number > first && !page->lasting))
        return 0;
    __atomic_fetch_add(&page->fired, 1, __ATOMIC_RELAXED);
    if (page->code == FAULT_KILL)
        kill(getpid(), SIGKILL);
    return page->code;
}

bool fault_allocation(enum fault_kind kind)
{
    if (fault_due(kind) == 0)
        return false;
    errno = ENOMEM;
    return true;
}

/* Constructors are given what main is given. */
__attribute__((constructor)) static void begin(int count, char **arguments)
{
    is_child = count > 1 && strcmp(arguments[1], "write-workbook") == 0;
    const char *path = getenv("HIRAKU_FAULT");
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0)
        return;
    void *shared = mmap(NULL, sizeof *page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (shared == MAP_FAILED)
        abort();
    page = shared;
    fault_libraries();
}

int64_t fault_clock(void)
{
    return page->clock;
}
