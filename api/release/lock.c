/* The lock of a store: flock(2) on STORE/lock, whose text says for people who holds it.
 *
 * The text is no lock: it may be that of an earlier holder. The file stays. */
#include "hiraku/release/lock.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/in.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/release/layout.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

enum { LOCK_TEXT_SIZE = 256 };

static enum status lock_refused(int fd, const char *path, struct problem *p)
{
    char text[LOCK_TEXT_SIZE];
    ssize_t len = in_bytes_at(fd, text, sizeof text, 0);
    struct slice holder = {text, len > 0 ? (size_t)len : 0};
    holder = text_trim(utf8_cut(holder, holder.len));
    return problem_set(p, STATUS_LOCKED, slice_of(path), holder.len ? holder : slice_of("?"), NULL);
}

static enum status lock_sign(int fd, const char *path, struct problem *p)
{
    char host[128] = "", when[CLOCK_RFC3339_SIZE], text[LOCK_TEXT_SIZE];
    gethostname(host, sizeof host - 1);
    clock_rfc3339(time(NULL), when);
    int len = snprintf(text, sizeof text, "pid %ld, %s, %s\n", (long)getpid(), host, when);
    if (len < 0 || ftruncate(fd, 0) < 0 || lseek(fd, 0, SEEK_SET) < 0)
        return problem_errno(p, path);
    if (out_sink_fd(&fd, text, (size_t)len, NULL) != STATUS_OK)
        return problem_errno(p, path);
    return STATUS_OK;
}

enum status lock_take(const char *store, int *fd, struct problem *p)
{
    char path[FILE_PATH_SIZE];
    *fd = -1;
    enum status status = file_path(path, store, layout_lock, p);
    if (status != STATUS_OK)
        return status;
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock < 0)
        return problem_errno(p, path);
    int code;
    do
        code = flock(lock, LOCK_EX | LOCK_NB);
    while (code < 0 && errno == EINTR);
    if (code == 0)
        status = lock_sign(lock, path, p);
    else
        status = errno == EWOULDBLOCK ? lock_refused(lock, path, p) : problem_errno(p, path);
    if (status == STATUS_OK)
        *fd = lock;
    else
        close(lock);
    return status;
}

void lock_release(int fd)
{
    if (fd >= 0)
        close(fd);
}
