/* Temporary files of read connections: without a name from the beginning, where SQLite would make a
 * file with a name and remove it.
 *
 * So a server needs no right to create or remove a name anywhere. Where a file system cannot do
 * that, the file lives in memory. Databases themselves are opened as before. */
#include "hiraku/store.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FOLDER_SIZE = 1024 };

static int open_unnamed(const char *path, int flags, int mode)
{
    if (!(flags & O_CREAT))
        return open(path, flags);
    if (!(flags & O_EXCL)) {
        errno = EACCES;
        return -1;
    }
    char folder[FOLDER_SIZE];
    const char *slash = strrchr(path, '/');
    int len = slash ? snprintf(folder, sizeof folder, "%.*s", (int)(slash - path + 1), path)
                    : snprintf(folder, sizeof folder, "./");
    int fd = -1;
    if (len > 0 && (size_t)len < sizeof folder)
        fd = open(folder, O_RDWR | O_TMPFILE | O_CLOEXEC, mode);
    return fd >= 0 ? fd : memfd_create("hiraku", MFD_CLOEXEC);
}

enum status store_without_names(struct problem *p)
{
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    if (vfs && vfs->iVersion >= 3 &&
        vfs->xSetSystemCall(vfs, "open", (sqlite3_syscall_ptr)open_unnamed) == SQLITE_OK)
        return STATUS_OK;
    return problem_set(p, STATUS_INTERNAL, slice_of("SQLite"), (struct slice){NULL, 0},
                       "system calls cannot be set");
}
