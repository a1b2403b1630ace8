/* The C library's calls, for LD_PRELOAD; see fault.c. Calls on standard input, output and error are
 * left alone: what a command says is not what is tested, nor is a connection. */
#include "page.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *at, size_t size);

/* --- allocations -------------------------------------------------------------------------------
 */

static uintptr_t program_start, program_end;

/* The first object is the program itself. */
static int find_program(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size, (void)context;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        uintptr_t end = info->dlpi_addr + segment->p_vaddr + segment->p_memsz;
        if (segment->p_type == PT_LOAD && end > program_end)
            program_end = end;
    }
    program_start = info->dlpi_addr;
    return 1;
}

void fault_libraries(void)
{
    dl_iterate_phdr(find_program, NULL);
}

static enum fault_kind kind_of(const void *caller)
{
    uintptr_t at = (uintptr_t)caller;
    return at >= program_start && at < program_end ? FAULT_OWN : FAULT_LIBRARY;
}

#define REFUSED fault_allocation(kind_of(__builtin_return_address(0)))

void *malloc(size_t size)
{
    return REFUSED ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return REFUSED ? NULL : __libc_calloc(count, size);
}

void *realloc(void *at, size_t size)
{
    return REFUSED ? NULL : __libc_realloc(at, size);
}

/* --- files -------------------------------------------------------------------------------------
 */

/* The C library's own function of this name. */
#define REAL(name) ((__typeof__(&(name)))(uintptr_t)real(#name))

static void *real(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

/* Whether the call fails. */
static bool fails(void)
{
    uint64_t code = fault_due(FAULT_IO);
    if (code == 0)
        return false;
    errno = (int)code;
    return true;
}

/* Connections and counters between threads are no files. */
static bool is_file(int fd)
{
    struct stat info;
    return fstat(fd, &info) != 0 || (!S_ISSOCK(info.st_mode) && (info.st_mode & S_IFMT) != 0);
}

/* The same for calls with a length, which may be cut. */
static bool fails_sized(int fd, size_t *len)
{
    if (fd <= STDERR_FILENO || !is_file(fd))
        return false;
    uint64_t code = fault_due(FAULT_IO) + fault_due(FAULT_TRANSFER);
    if (code == FAULT_SHORT && *len > 1)
        *len = *len / 2;
    if (code == 0 || code >= FAULT_SHORT)
        return false;
    errno = (int)code;
    return true;
}

ssize_t read(int fd, void *to, size_t len)
{
    return fails_sized(fd, &len) ? -1 : REAL(read)(fd, to, len);
}

ssize_t write(int fd, const void *from, size_t len)
{
    return fails_sized(fd, &len) ? -1 : REAL(write)(fd, from, len);
}

ssize_t pread(int fd, void *to, size_t len, off_t at)
{
    return fails_sized(fd, &len) ? -1 : REAL(pread)(fd, to, len, at);
}

ssize_t pread64(int fd, void *to, size_t len, off64_t at)
{
    return fails_sized(fd, &len) ? -1 : REAL(pread64)(fd, to, len, at);
}

ssize_t pwrite(int fd, const void *from, size_t len, off_t at)
{
    return fails_sized(fd, &len) ? -1 : REAL(pwrite)(fd, from, len, at);
}

ssize_t pwrite64(int fd, const void *from, size_t len, off64_t at)
{
    return fails_sized(fd, &len) ? -1 : REAL(pwrite64)(fd, from, len, at);
}

int fsync(int fd)
{
    size_t none = 0;
    return fails_sized(fd, &none) ? -1 : REAL(fsync)(fd);
}

int fdatasync(int fd)
{
    return fails() ? -1 : REAL(fdatasync)(fd);
}

int ftruncate(int fd, off_t len)
{
    return fails() ? -1 : REAL(ftruncate)(fd, len);
}

int ftruncate64(int fd, off64_t len)
{
    return fails() ? -1 : REAL(ftruncate64)(fd, len);
}

int rename(const char *from, const char *to)
{
    return fails() ? -1 : REAL(rename)(from, to);
}

int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags)
{
    return fails() ? -1 : REAL(renameat2)(from_dir, from, to_dir, to, flags);
}

int link(const char *from, const char *to)
{
    return fails() ? -1 : REAL(link)(from, to);
}

int symlink(const char *target, const char *path)
{
    return fails() ? -1 : REAL(symlink)(target, path);
}

int unlink(const char *path)
{
    return fails() ? -1 : REAL(unlink)(path);
}

int rmdir(const char *path)
{
    return fails() ? -1 : REAL(rmdir)(path);
}

int mkdir(const char *path, mode_t mode)
{
    return fails() ? -1 : REAL(mkdir)(path, mode);
}

/* The mode is there only where a file may be made. */
#define MODE(flags, mode)                                                                          \
    mode_t mode = 0;                                                                               \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                         \
        va_list list;                                                                              \
        va_start(list, flags);                                                                     \
        (mode) = va_arg(list, mode_t);                                                             \
        va_end(list);                                                                              \
    }

int open(const char *path, int flags, ...)
{
    MODE(flags, mode)
    return fails() ? -1 : REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    MODE(flags, mode)
    return fails() ? -1 : REAL(open64)(path, flags, mode);
}

int openat(int dir, const char *path, int flags, ...)
{
    MODE(flags, mode)
    return fails() ? -1 : REAL(openat)(dir, path, flags, mode);
}

/* --- the time of day ---------------------------------------------------------------------------
 */

time_t time(time_t *at)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at)
        *at = now.tv_sec;
    return now.tv_sec;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    int code = REAL(clock_gettime)(clock, now);
    if (code == 0 && clock == CLOCK_REALTIME)
        now->tv_sec += fault_clock();
    return code;
}
