/* A file of a folder, read whole into memory. Reading itself is in.c, which knows no folders. */
#include "hiraku/base/in.h"

#include "hiraku/base/durable_file.h"
#include "hiraku/base/out.h"

enum status in_whole(struct out *out, const char *dir, const char *name, size_t most,
                     struct problem *p)
{
    char path[FILE_PATH_SIZE];
    out_open_memory(out, most);
    enum status status = file_path(path, dir, name, p);
    if (status == STATUS_OK)
        status = in_pour(path, IN_PLAIN, out, p);
    return status == STATUS_OK ? out_finish(out, p) : status;
}
