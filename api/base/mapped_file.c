/* See mapped_file.h. The handler looks for the address among the mappings, whose places are written
 * under a lock and read without one, and puts a page of zeros there. */
#include "hiraku/base/mapped_file.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* A mapping; begin 0: free. */
struct mapped_place {
    atomic_uintptr_t begin, end;
    atomic_bool failed;
};

static struct mapped_place mapped_places[MAPPED_FILES_MAX];
static pthread_mutex_t mapped_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t mapped_once = PTHREAD_ONCE_INIT;
static uintptr_t mapped_page;

/* --- what cannot be read ---------------------------------------------------------------------- */

static void mapped_fault(int number, siginfo_t *info, void *context)
{
    uintptr_t at = (uintptr_t)info->si_addr;
    int error = errno;
    (void)context;
    for (size_t i = 0; i < MAPPED_FILES_MAX; i++) {
        struct mapped_place *place = &mapped_places[i];
        if (at < atomic_load(&place->begin) || at >= atomic_load(&place->end))
            continue;
        atomic_store(&place->failed, true);
        void *page = (void *)(at / mapped_page * mapped_page); // NOLINT(performance-no-int-to-ptr)
        if (mmap(page, mapped_page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) ==
            page) {
            errno = error;
            return;
        }
    }
    signal(number, SIG_DFL); /* the access is made again and ends the process */
}

static void mapped_take_signal(void)
{
    struct sigaction action = {.sa_sigaction = mapped_fault, .sa_flags = SA_SIGINFO};
    sigemptyset(&action.sa_mask);
    mapped_page = (uintptr_t)sysconf(_SC_PAGESIZE);
    sigaction(SIGBUS, &action, NULL);
}

/* --- opening ---------------------------------------------------------------------------------- */

/* A free place; MAPPED_FILES_MAX: there is none. */
static size_t mapped_take_place(const char *bytes, size_t size)
{
    size_t slot = 0;
    pthread_mutex_lock(&mapped_lock);
    while (slot < MAPPED_FILES_MAX && atomic_load(&mapped_places[slot].begin) != 0)
        slot++;
    if (slot < MAPPED_FILES_MAX) {
        struct mapped_place *place = &mapped_places[slot];
        atomic_store(&place->failed, false);
        atomic_store(&place->end, (uintptr_t)bytes + size);
        atomic_store(&place->begin, (uintptr_t)bytes);
    }
    pthread_mutex_unlock(&mapped_lock);
    return slot;
}

static enum status mapped_file_map(struct mapped_file *file, int fd, const char *path,
                                   struct problem *p)
{
    struct stat info;
    if (fstat(fd, &info) != 0)
        return problem_errno(p, path);
    if (info.st_size == 0)
        return problem_set(p, STATUS_BAD_RELEASE, slice_of(path), SLICE_NONE, "it is empty");
    void *bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (bytes == MAP_FAILED)
        return problem_errno(p, path);
    size_t slot = mapped_take_place(bytes, (size_t)info.st_size);
    if (slot == MAPPED_FILES_MAX) {
        munmap(bytes, (size_t)info.st_size);
        return problem_memory(p);
    }
    *file = (struct mapped_file){.bytes = bytes, .size = (size_t)info.st_size, .slot = slot};
    return STATUS_OK;
}

enum status mapped_file_open(struct mapped_file *file, const char *path, struct problem *p)
{
    *file = (struct mapped_file){0};
    pthread_once(&mapped_once, mapped_take_signal);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return problem_errno(p, path);
    enum status status = mapped_file_map(file, fd, path, p);
    close(fd);
    return status;
}

void mapped_file_close(struct mapped_file *file)
{
    if (file->bytes) {
        pthread_mutex_lock(&mapped_lock);
        atomic_store(&mapped_places[file->slot].begin, 0);
        atomic_store(&mapped_places[file->slot].end, 0);
        pthread_mutex_unlock(&mapped_lock);
        munmap((void *)file->bytes, file->size);
    }
    *file = (struct mapped_file){0};
}

bool mapped_file_is_whole(const struct mapped_file *file)
{
    return !atomic_load(&mapped_places[file->slot].failed);
}
