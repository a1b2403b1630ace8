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

#include <dlfcn.h>
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

static __thread bool tracing; /* backtrace itself may allocate, which is not counted */

/* The chain of callers, told by their addresses within program and libraries: the same in every
 * process. */
static void trace(uint64_t number)
{
    void *callers[FAULT_DEPTH];
    if (number >= FAULT_TRACED)
        return;
    tracing = true;
    int depth = page->traced < FAULT_DEPTH ? (int)page->traced : FAULT_DEPTH;
    int count = backtrace(callers, depth);
    uint32_t digest = 1;
    for (int i = 0; i < count; i++) {
        struct dl_find_object about;
        uintptr_t at = (uintptr_t)callers[i];
        if (_dl_find_object(callers[i], &about) == 0)
            at -= (uintptr_t)about.dlfo_map_start;
        digest = digest * 16777619 + (uint32_t)at;
    }
    page->traces[number] = digest;
    tracing = false;
}

static bool is_chosen(uint64_t number)
{
    uint64_t first = __atomic_load_n(&page->first, __ATOMIC_RELAXED);
    if (first == 0 || number < first)
        return false;
    return number == first || (page->lasting && (number - first) % page->lasting == 0);
}

/* Counts a call; the code with which it is to fail, or 0. */
uint64_t fault_due(enum fault_kind kind)
{
    if (tracing)
        return 0;
    if (page->where != FAULT_EVERYWHERE && (page->where == FAULT_IN_CHILDREN) != is_child)
        return 0;
    uint64_t number = 1 + __atomic_fetch_add(&page->count[kind], 1, __ATOMIC_RELAXED);
    if (page->traced && page->kind == kind)
        trace(number - 1);
    if (page->kind != kind || !is_chosen(number))
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
