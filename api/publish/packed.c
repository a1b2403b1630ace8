/* Canonical files of releases that are kept packed (prune.c), read again.
 *
 * What is unpacked for reading only goes into a file without a name: nothing is left behind. */
#include "publish_parts.h"

#include "hiraku/base/in.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* An open file without a name; -1 with errno. */
static int open_nameless(void)
{
    FILE *file = tmpfile();
    int fd = file ? fcntl(fileno(file), F_DUPFD_CLOEXEC, 3) : -1;
    if (file)
        fclose(file);
    return fd;
}

static enum status unpack_aside(struct canonical_file *file, const char *packed, struct problem *p)
{
    struct out out;
    file->fd = open_nameless();
    if (file->fd < 0)
        return problem_errno(p, packed);
    snprintf(file->path, sizeof file->path, "/proc/self/fd/%d", file->fd);
    out_open_sink(&out, out_sink_fd, &file->fd);
    enum status status = in_pour(packed, IN_GZIP, &out, p);
    enum status finished = out_finish(&out, status == STATUS_OK ? p : NULL);
    out_close(&out);
    return status == STATUS_OK ? finished : status;
}

enum status canonical_find(struct canonical_file *file, const char *dir,
                           const struct resource *resource, struct problem *p)
{
    const struct layout_name name = layout_table_csv(resource);
    char packed[RELEASE_PATH_SIZE];
    file->fd = -1;
    enum status status = file_path(file->path, dir, name.text, p);
    if (status != STATUS_OK || file_exists(file->path))
        return status;
    status = file_path(packed, dir, layout_packed(name.text).text, p);
    return status == STATUS_OK ? unpack_aside(file, packed, p) : status;
}

void canonical_leave(struct canonical_file *file)
{
    if (file->fd >= 0)
        close(file->fd);
    file->fd = -1;
}
