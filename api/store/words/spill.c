/* See spill.h. */
#include "spill.h"

#include "hiraku/base/durable_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Not every file system has files without names. */
static int spill_file(const char *dir)
{
    char path[FILE_PATH_SIZE];
    int fd = open(dir, O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
    if (fd >= 0 || file_path(path, dir, "words.XXXXXX", NULL) != STATUS_OK)
        return fd;
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

enum status spill_open(struct spill *spill, const char *dir, struct problem *p)
{
    spill->bytes = NULL;
    spill->size = 0;
    spill->fd = spill_file(dir);
    if (spill->fd < 0)
        return problem_errno(p, dir);
    out_open_sink(&spill->out, out_sink_fd, &spill->fd);
    return STATUS_OK;
}

enum status spill_map(struct spill *spill, struct problem *p)
{
    uint64_t total = spill->out.total;
    enum status status = out_finish(&spill->out, p);
    if (status != STATUS_OK || total == 0)
        return status;
    void *bytes = mmap(NULL, (size_t)total, PROT_READ, MAP_PRIVATE, spill->fd, 0);
    if (bytes == MAP_FAILED)
        return problem_errno(p, "words");
    spill->bytes = bytes;
    spill->size = (size_t)total;
    return STATUS_OK;
}

void spill_close(struct spill *spill)
{
    if (spill->bytes)
        munmap(spill->bytes, spill->size);
    out_close(&spill->out);
    close(spill->fd);
}
